using System.IO.Compression;
using System.Text;
using CsCheck;
using Headway.Formats.Csv;
using Headway.Formats.Mapping;
using Headway.Formats.Xes;
using Headway.Histories;
using Xunit;

namespace Headway.Tests.Formats;

public sealed class A_packed_log
{
    private static readonly LogMapping events = new(LogFormat.Csv, LogShape.Events, new ColumnMapping("case", "activity", "time"));

    private static readonly byte[] csv = Encoding.ASCII.GetBytes("case,activity,time\n" + string.Concat(
        Enumerable.Range(0, 400).Select(i => $"{i * 7919 % 401},step-{i % 7},2026-01-{1 + i % 28:00}T{i % 24:00}:00:00Z\n")));

    private static readonly byte[] xes = Encoding.ASCII.GetBytes("<?xml version=\"1.0\"?>\n<log>" + string.Concat(
        Enumerable.Range(0, 40).Select(i => $"<trace><string key=\"concept:name\" value=\"{i}\"/><event>"
            + "<string key=\"concept:name\" value=\"a\"/><date key=\"time:timestamp\" value=\"2026-01-01T00:00:00Z\"/></event></trace>\n"))
        + "</log>");

    [Fact]
    public void That_is_whole_is_read() => Assert.Equal(400, Accepted(Csv(Pack(csv))));

    /// <summary>Every place, the eight bytes of the trailer included: .NET's own stream sees none of them.</summary>
    [Fact]
    public void That_is_cut_off_anywhere_is_refused()
    {
        var whole = Pack(csv);
        for (var length = 3; length < whole.Length; length++) Assert.Equal("gzip-broken", Refused(Csv(whole[..length])));
    }

    [Fact]
    public void Of_xes_that_lost_its_trailer_is_refused()
    {
        var whole = Pack(xes);
        Assert.Equal(40, Accepted(Xes(whole)));
        for (var cut = 1; cut <= 8; cut++) Assert.Equal("gzip-broken", Refused(Xes(whole[..^cut])));
        Assert.Equal("gzip-broken", Refused(Xes(whole[..(whole.Length / 2)])));
    }

    [Fact]
    public void Whose_checksum_or_length_does_not_fit_is_refused()
    {
        foreach (var at in new[] { 1, 5, 8 })
        {
            var damaged = Pack(csv);
            damaged[^at] ^= 1;
            Assert.Equal("gzip-broken", Refused(Csv(damaged)));
        }
    }

    [Fact]
    public void In_several_members_is_read_as_one_and_refused_when_the_last_is_cut()
    {
        byte[] joined = [.. Pack(csv[..1000]), .. Pack([]), .. Pack(csv[1000..])];
        Assert.Equal(400, Accepted(Csv(joined)));
        Assert.Equal("gzip-broken", Refused(Csv(joined[..^4])));
        Assert.Equal(400, Accepted(Csv([.. joined, 0, 0, 0])));
        Assert.Equal("gzip-broken", Refused(Csv([.. joined, .. "more"u8])));
    }

    [Fact]
    public void Gives_back_any_bytes_however_they_are_cut_into_members() => Gen.Select(Gen.Byte.Array[0, 70_000], Gen.Int[0, 70_000])
        .Sample((bytes, at) =>
        {
            at = Math.Min(at, bytes.Length);
            using var packed = new MemoryStream([.. Pack(bytes[..at]), .. Pack(bytes[at..])]);
            using var unpacked = new MemoryStream();
            LogFile.Unpacked(packed, EventLogLimits.Default).CopyTo(unpacked);
            return unpacked.ToArray().AsSpan().SequenceEqual(bytes);
        }, iter: 60);

    [Theory]
    [InlineData(new byte[] { 0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0 }, "a PNG picture")]
    [InlineData(new byte[] { 1, 2, 0, 3 }, "a binary file")]
    public void Of_something_else_is_named(byte[] bytes, string kind)
    {
        foreach (var file in new[] { bytes, Pack(bytes) })
        {
            using var stream = new MemoryStream(file);
            var finding = Assert.Single(LogImport.Read(stream, "log", events, EventLogLimits.Default).Match(_ => [], no => no.Findings));
            Assert.Equal(("log-not-text", $"This is {kind}, not a log."), (finding.Rule, finding.Message));
            Assert.Equal("log-not-text", Assert.Single(FileGlance.Of(stream, "log", EventLogLimits.Default).Findings).Rule);
        }
    }

    private static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(bytes);
        return bytes.Length > 0 ? packed.ToArray() : [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    }

    private static LogReading Csv(byte[] packed) => CsvReader.Read(new MemoryStream(packed), "log.csv.gz", events, EventLogLimits.Default);

    private static LogReading Xes(byte[] packed) => XesReader.Read(new MemoryStream(packed), "log.xes.gz", XesOptions.Default);

    private static int Accepted(LogReading read) => read.Match(accepted => accepted.Rows.Read, no => -no.Findings.Length);

    private static string Refused(LogReading read) => read.Match(accepted => $"{accepted.Rows.Read} rows", no => no.Findings[0].Rule);
}
