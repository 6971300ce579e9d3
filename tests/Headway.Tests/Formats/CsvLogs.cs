using System.Text;
using CsCheck;
using Headway.Formats.Mapping;
using Headway.Histories;
using Xunit;

namespace Headway.Tests.Formats;

public sealed class A_csv_log
{
    private const string Header = "case,activity,time,person\n";

    private static readonly LogMapping events = new(LogFormat.Csv, LogShape.Events,
        new ColumnMapping("case", "activity", "time", Person: "person"))
    {
        Stages = [new ElementLabels("a", "A", ["a"]), new ElementLabels("b", "B", ["b"])],
        Endings = new EndingLabels(["won"], ["lost"], [], []),
        Reopened = ["back"],
    };

    private static readonly Gen<(int Case, int Label, int Minute)[]> rows =
        Gen.Select(Gen.Int[0, 8], Gen.Int[0, 4], Gen.Int[0, 100_000]).Array[0, 60]
            .Select(each => each.DistinctBy(row => (row.Item1, row.Item3)).ToArray());

    [Fact]
    public void Keeps_quoted_commas_quotes_and_line_breaks()
    {
        var read = Read(Header + "1,\"a, \"\"b\"\"\nc\",2020-01-01T10:00:00+02:00,x\r\n");
        Assert.Equal("a, \"b\"\nc", read.Log.Labels[0]);
        Assert.Equal(new DateTime(2020, 1, 1, 8, 0, 0).Ticks, read.Log.EffectiveTicks[0]);
        Assert.Equal("x", read.Log.People[0]);
    }

    [Fact]
    public void Is_read_in_every_usual_encoding_and_with_every_usual_delimiter()
    {
        const string Text = "case;activity;time;person\n1;Größe;2020-01-01;Zoë\n";
        byte[][] files = [Encoding.UTF8.GetBytes(Text), [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Text)],
            [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Text)], Encoding.Latin1.GetBytes(Text)];
        foreach (var file in files) Assert.Equal("Größe", A_bad_log.Accepted(A_bad_log.Csv(events, file)).Log.Labels[0]);
    }

    [Fact]
    public void Keeps_document_order_on_ties() =>
        Assert.Equal(["b", "a", "won"], LabelsInOrder(Read(Header + "1,b,2020-01-01,x\n1,a,2020-01-01,x\n1,won,2020-01-01,x\n").Log));

    [Fact]
    public void With_an_ending_stays_ended_until_it_is_opened_again()
    {
        var log = Read(Header + "1,a,2020-01-01,x\n1,won,2020-01-02,x\n1,b,2020-01-03,x\n1,lost,2020-01-04,x\n1,back,2020-01-05,x\n").Log;
        Assert.Equal(Ending.Won, AsOf(log, 4).EndingOf(0));
        Assert.Equal(2, AsOf(log, 4).Columns.AfterClosing[0]);
        Assert.Null(AsOf(log, 5).EndingOf(0));
    }

    [Fact]
    public void Says_the_same_in_any_order_of_rows() => Gen.Select(rows, Gen.Int).Sample((all, seed) =>
        Assert.Equal(Story(Read(Text(all)).Log, 40), Story(Read(Text(Shuffled(all, seed))).Log, 40)), iter: 300);

    [Fact]
    public void Imported_twice_is_imported_once() => rows.Sample(all =>
    {
        var twice = Read(Text(all) + Text(all)[Header.Length..]);
        Assert.Equal(all.Length, twice.Rows.Merged);
        Assert.Equal(2 * all.Length, twice.Rows.Read);
        Assert.Equal(Story(Read(Text(all)).Log, 40), Story(twice.Log, 40));
    }, iter: 300);

    [Fact]
    public void Without_its_future_says_the_same_of_the_past() => Gen.Select(rows, Gen.Int[1, 70]).Sample((all, day) =>
        Assert.Equal(Story(Read(Text(all)).Log, day), Story(Read(Text([.. all.Where(row => row.Minute <= (day - 1) * 1440)])).Log, day)),
            iter: 300);

    [Fact]
    public void Longer_than_a_block_is_joined_in_order()
    {
        var all = Enumerable.Range(0, 120_000).Select(i => (Case: i % 977, Label: i % 5, Minute: i)).ToArray();
        var log = Read(Text(all)).Log;
        Assert.Equal(Enumerable.Range(0, 977).Select(c => $"c{c}"), log.CaseIds);
        Assert.Equal(all.OrderBy(row => row.Case).ThenBy(row => row.Minute).Select(row => Time(row.Minute).Ticks), log.EffectiveTicks);
    }

    [Fact]
    public void Mapping_survives_writing_and_reading()
    {
        var written = MappingFile.Write(events with
        {
            Amount = "the: amount",
            AmountKnown = KnownFrom.Closing,
            Segments = ["sector"],
            KnownFromOpening = ["sector"],
            Lifecycle = Lifecycle.All,
            DateStyle = DateStyle.MonthDayYear
        });
        var again = MappingFile.Read(written, "a.mapping.yaml");
        Assert.Empty(again.Findings);
        Assert.Equal(written, MappingFile.Write(again.Mapping!));
    }

    private static LogReading.Accepted Read(string text) => A_bad_log.Accepted(A_bad_log.Csv(events, text));

    private static DateTime Time(int minute) => new DateTime(2020, 1, 1).AddMinutes(minute);

    private static string Text((int Case, int Label, int Minute)[] all) => Header + string.Concat(all.Select(row =>
        $"c{row.Case},{new[] { "a", "b", "won", "lost", "back" }[row.Label]},{Time(row.Minute):yyyy-MM-ddTHH:mm:ss},x\n"));

    private static History AsOf(EventLog log, int day) => History.AsOf(log, events.ToShape(null),
        new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(day - 1));

    private static string[] LabelsInOrder(EventLog log) => [.. log.Label.Select(label => log.Labels[label])];

    private static string[] Story(EventLog log, int day)
    {
        var history = AsOf(log, day);
        var columns = history.Columns;
        return [.. Enumerable.Range(0, history.Cases).Select(c =>
            $"{log.CaseIds[columns.CaseIndex[c]]} {columns.OpenedTicks[c]} {columns.EntryTicks[c]} "
            + $"{columns.ExitTicks[c]} {columns.Endings[c]} {columns.AfterClosing[c]} "
            + string.Join(' ', Enumerable.Range(columns.VisitStart[c], columns.VisitStart[c + 1] - columns.VisitStart[c])
                .Select(v => $"{columns.VisitStage[v]}@{columns.VisitEnteredTicks[v]}"))).Order(StringComparer.Ordinal)];
    }

    private static (int, int, int)[] Shuffled((int, int, int)[] all, int seed) =>
        [.. all.Select((row, i) => (row, Order: unchecked((uint)(i * 2654435761L + seed) * 2246822519u))).OrderBy(each => each.Order)
            .Select(each => each.row)];
}
