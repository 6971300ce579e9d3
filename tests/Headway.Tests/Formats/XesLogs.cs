using System.Text;
using CsCheck;
using Headway.Formats.Mapping;
using Headway.Formats.Xes;
using Xunit;

namespace Headway.Tests.Formats;

public sealed class A_xes_log
{
    private const string Attribute = "<string key=\"concept:name\" value=\"";

    /// <summary>Regular pieces, and the unusual ones that the scanner must leave to the other reader.</summary>
    private static readonly string[] pieces =
    [
        "<event>" + Attribute
            + "a\"/><date key=\"time:timestamp\" value=\"2020-01-02T00:00:00.5+01:00\"/><string key=\"org:resource\" value=\"x\"/></event>",
        "<event>" + Attribute
            + "b\" /><date key=\"time:timestamp\" value=\"2020-01-01T00:00:00\"/>"
            + "<string key=\"lifecycle:transition\" value=\"START\"/></event>\n",
        "<event>" + Attribute + "Größe\"/>\n\t<date key=\"time:timestamp\" value=\"2020-01-01\"/><int key=\"n\" value=\"1\"/></event>",
        "<event>" + Attribute + "a &amp; b\"/><date key=\"time:timestamp\" value=\"2020-01-01\"/></event>",
        "<event>" + Attribute
            + "c\"><string key=\"inner\" value=\"1\"/></string><date value=\"2020-01-01\" key=\"time:timestamp\"/></event>",
        "<event>" + Attribute + "d\"/></event>", "<event/>", "<!-- </trace> -->", "<list key=\"l\"><values>" + Attribute
            + "no\"/></values></list>",
        "<float key=\"amount\" value=\"12.5\"/>", "<string key='amount' value='7'/>", "<string key=\"amount\" value=\"two\nlines\"/>",
    ];

    private static readonly Gen<string> piece = Gen.Int[0, pieces.Length - 1].Select(i => pieces[i]);

    private static readonly Gen<string> log =
        Gen.Select(Gen.Int[0, 4], piece.Array[0, 6]).Select((id, inside) =>
            (id == 0 ? "<trace>" : $"<trace>{Attribute}case {id}\"/>") + string.Concat(inside) + "</trace>").Array[1, 5]
        .Select(traces =>
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<log xmlns=\"http://www.xes-standard.org/\">\n<global scope=\"trace\">"
            + "<string key=\"region\" value=\"north\"/></global>\n" + string.Join("\n", traces) + "\n</log>\n");

    [Fact]
    public void Is_read_alike_by_the_scanner_and_element_by_element() =>
        log.Sample(text => Assert.Equal(Story(text, scan: false), Story(text, scan: true)), iter: 2_000);

    [Fact]
    [Trait("Data", "others")]
    public void Of_others_is_read_alike_by_both()
    {
        foreach (var name in new[] { "bpic2012/bpic2012-until-2011-12-31.xes.gz", "receipt/receipt.xes.gz",
            "hiring/hiring_log_high.xes.gz", "helpdesk/helpdesk.xes.gz" })
        {
            var bytes = File.ReadAllBytes(SharedLogs.Path(name));
            Assert.Equal(Story(bytes, scan: false), Story(bytes, scan: true));
        }
    }

    [Fact]
    public void Keeps_other_lifecycle_states_apart_but_counts_them()
    {
        const string Text = "<log><trace>" + Attribute + "1\"/><event>" + Attribute
            + "a\"/><date key=\"time:timestamp\" value=\"2020-01-01\"/>"
            + "<string key=\"lifecycle:transition\" value=\"start\"/></event><event>" + Attribute
                + "a\"/><date key=\"time:timestamp\" value=\"2020-01-02\"/>"
            + "<string key=\"lifecycle:transition\" value=\"COMPLETE\"/></event></trace></log>";
        Assert.Equal(new RowCounts(2, 2, 0, 0, 1), Read(Encoding.UTF8.GetBytes(Text), XesOptions.Default).Rows);
        Assert.Equal(2, Read(Encoding.UTF8.GetBytes(Text), XesOptions.Default with { Lifecycle = Lifecycle.All }).Log.Events);
    }

    private static LogReading.Accepted Read(byte[] bytes, XesOptions options) =>
        A_bad_log.Accepted(XesReader.Read(new MemoryStream(bytes), "a.xes", options));

    private static string Story(string text, bool scan) => Story(Encoding.UTF8.GetBytes(text), scan);

    private static string Story(byte[] bytes, bool scan)
    {
        var read = Read(bytes, XesOptions.Default with { Scan = scan });
        var log = read.Log;
        return string.Join('|', string.Join(',', log.CaseIds), string.Join(',', log.CaseStart), string.Join(',', log.Labels),
            string.Join(',', log.Label),
            string.Join(',', log.EffectiveTicks), string.Join(',', log.People), string.Join(',', log.Person), read.Rows,
            string.Join(';', log.Attributes
                .Select(each => $"{each.Name}={string.Join(',', Enumerable.Range(0, log.Cases).Select(each.Of))}")));
    }
}
