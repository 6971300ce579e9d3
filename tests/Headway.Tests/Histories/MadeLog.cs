using System.Collections.Immutable;
using System.Globalization;
using Headway.Histories;

namespace Headway.Tests.Histories;

/// <summary>A small event log written by hand: three stages, four endings, amounts known from the opening.</summary>
internal sealed class MadeLog
{
    private readonly List<(string Id, double? Amount, List<(string Label, DateTimeOffset At)> Events)> cases = [];

    public static DateTimeOffset Day(double days) => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(days);

    public static HistoryShape Shape { get; } = new(
        [new("qualifying", "Qualifying"), new("deciding", "Deciding"), new("agreeing", "Agreeing")], [], [],
        new Dictionary<string, LabelMeaning>
        {
            ["qualifying"] = new LabelMeaning.StageEntered(0),
            ["deciding"] = new LabelMeaning.StageEntered(1),
            ["agreeing"] = new LabelMeaning.StageEntered(2),
            ["won"] = new LabelMeaning.Ended(Ending.Won),
            ["lost"] = new LabelMeaning.Ended(Ending.Lost),
            ["none"] = new LabelMeaning.Ended(Ending.NoDecision),
            ["nogo"] = new LabelMeaning.Ended(Ending.NoGo),
        }.ToImmutableDictionary(StringComparer.Ordinal), "amount", null, [], "EUR")
    {
        AmountKnown = KnownFrom.Opening,
        Truncation = new LeftTruncation.Never(),
    };

    public MadeLog Case(double? amount, params (string Label, double Day)[] events)
    {
        cases.Add(($"case-{cases.Count}", amount, [.. events.Select(each => (each.Label, Day(each.Day)))]));
        return this;
    }

    public History AsOf(double day) => History.AsOf(Log(), Shape, Day(day));

    /// <summary>The log without anything that happened after a day.</summary>
    public MadeLog Until(double day)
    {
        var earlier = new MadeLog();
        foreach (var (id, amount, events) in cases)
        {
            var kept = events.Where(each => each.At <= Day(day)).ToList();
            if (kept.Count > 0) earlier.cases.Add((id, amount, kept));
        }
        return earlier;
    }

    public EventLog Log()
    {
        string[] labels = [.. cases.SelectMany(each => each.Events).Select(each => each.Label).Distinct()];
        var start = new int[cases.Count + 1];
        for (var c = 0; c < cases.Count; c++) start[c + 1] = start[c] + cases[c].Events.Count;
        var events = cases.SelectMany(each => each.Events.OrderBy(one => one.At)).ToList();
        string[] amounts = [.. cases.Select(each => each.Amount?.ToString(CultureInfo.InvariantCulture) ?? "")];
        return new EventLog(
            [.. cases.Select(each => each.Id)], start, labels, [.. events.Select(each => Array.IndexOf(labels, each.Label))],
            [.. events.Select(each => each.At.UtcTicks)], [], [], [],
            [new CaseAttribute("amount", amounts, [.. cases.Select((each, i) => each.Amount is null ? -1 : i)])]);
    }

    /// <summary>120 cases opened over two years, of which in the end 30 are won; alike in every run.</summary>
    public static MadeLog TwoYears()
    {
        var log = new MadeLog();
        for (var i = 0; i < 120; i++)
        {
            double open = i * 6, amount = 10_000 + i % 7 * 5_000;
            var slow = 20 + i % 5 * 12;
            switch (i % 4)
            {
                case 0:
                    log.Case(
                        amount, ("qualifying", open), ("deciding", open + slow), ("agreeing", open + slow + 30), ("won", open + slow + 45));
                    break;
                case 1: log.Case(amount, ("qualifying", open), ("lost", open + 15 + slow)); break;
                case 2: log.Case(amount, ("qualifying", open), ("deciding", open + slow), ("none", open + slow + 60)); break;
                default:
                    log.Case(i % 8 == 3 ? null : amount, ("qualifying", open), ("deciding", open + 10 + slow), ("nogo", open + slow + 25));
                    break;
            }
        }
        return log;
    }
}
