using System.Collections.Immutable;
using System.Globalization;
using Headway.Statistics.Random;

namespace Headway.Histories.Generated;

/// <summary>Generated cases as an event log, without people, sentences or facts: for studies over many seeds.</summary>
public static class CaseLog
{
    /// <summary>Keys of the three studied outcomes: raises the chance, does nothing, goes with hidden engagement.</summary>
    public const string Helpful = "helpful", Null = "null", Confounded = "confounded";

    private static readonly string[] studied = [Helpful, Null, Confounded];

    /// <summary>Chance that an outcome that means nothing comes to be confirmed in the first three weeks, as the studied ones.</summary>
    private const double NoiseShare = 0.58;

    /// <param name="phases">Stages, at least 1.</param>
    /// <param name="noise">Further outcomes that mean nothing, 0 or more.</param>
    public static HistoryShape ShapeOf(int phases, int noise = 0)
    {
        string[] names = NamesOf(noise);
        var labels = ImmutableDictionary.CreateBuilder<string, LabelMeaning>(StringComparer.Ordinal);
        for (var phase = 0; phase < phases; phase++) labels[Stage(phase)] = new LabelMeaning.StageEntered(phase);
        for (var k = 0; k < names.Length; k++) labels[names[k]] = new LabelMeaning.Evidence(k, true);
        foreach (var ending in Enum.GetValues<Ending>()) labels[ending.ToString()] = new LabelMeaning.Ended(ending);
        return new HistoryShape(
            [.. Enumerable.Range(0, phases).Select(phase => new NamedElement(Stage(phase), Stage(phase)))],
            [.. names.Select(name => new NamedElement(name, name))], [], labels.ToImmutable(), "amount", "seller", ["segment"],
            Nordhaven.Currency)
        {
            AmountKnown = KnownFrom.Opening,
            KnownFromOpening = ["seller", "segment"],
            Truncation = new LeftTruncation.Never(),
        };
    }

    /// <summary>The cases as known at the end of the span; voids are left out.</summary>
    /// <param name="noise">Further outcomes that mean nothing, drawn from <paramref name="seed"/>.</param>
    public static History HistoryOf(ImmutableArray<GeneratedCase> cases, int phases, DateOnly last, int noise = 0, ulong seed = 0) =>
        History.AsOf(Of(cases, noise, seed), ShapeOf(phases, noise), Utc(last.AddDays(1)));

    public static EventLog Of(ImmutableArray<GeneratedCase> cases, int noise = 0, ulong seed = 0)
    {
        string[] names = NamesOf(noise);
        GeneratedCase[] kept = [.. cases.Where(one => !one.Void)];
        string[] labels = [.. Enumerable.Range(0, kept.Length == 0 ? 0 : kept.Max(one => one.PhaseDays.Length)).Select(Stage), .. names,
            .. Enum.GetNames<Ending>()];
        var number = labels.Select((label, i) => (label, i)).ToDictionary(each => each.label, each => each.i, StringComparer.Ordinal);
        var start = new int[kept.Length + 1];
        var events = new List<(int Label, long Ticks)>();
        for (var c = 0; c < kept.Length; c++)
        {
            events.AddRange(EventsOf(kept[c]).Concat(NoiseOf(kept[c], noise, seed)).OrderBy(each => each.Ticks)
                .Select(each => (number[each.Label], each.Ticks)));
            start[c + 1] = events.Count;
        }
        return new EventLog(
            [.. kept.Select(one => one.Number.ToString(CultureInfo.InvariantCulture))], start, labels,
            [.. events.Select(each => each.Label)], [.. events.Select(each => each.Ticks)], [], [], [],
            [
                Attribute("amount", kept, one => one.Amount.ToString(CultureInfo.InvariantCulture)),
                Attribute("seller", kept, one => one.Seller.ToString(CultureInfo.InvariantCulture)),
                Attribute("segment", kept, one => one.Segment.ToString(CultureInfo.InvariantCulture)),
            ]);
    }

    private static IEnumerable<(string Label, long Ticks)> EventsOf(GeneratedCase one)
    {
        for (var phase = 0; phase < one.PhaseDays.Length; phase++) yield return (Stage(phase), Utc(one.PhaseDays[phase]).Ticks);
        foreach (var (name, week) in new[] { (Helpful, one.HelpfulWeek), (Null, one.NullWeek), (Confounded, one.ConfoundedWeek) })
            if (week is { } begun) yield return (name, Utc(one.OpenedOn.AddDays(7 * (begun - 1))).Ticks);
        if (one.Ending is { } how) yield return (how.ToString(), Utc(one.EndedOn!.Value).Ticks + 2);
    }

    private static string[] NamesOf(int noise) => [.. studied, .. Enumerable.Range(1, noise).Select(Noise)];

    private static IEnumerable<(string Label, long Ticks)> NoiseOf(GeneratedCase one, int noise, ulong seed)
    {
        if (noise == 0) yield break;
        var random = Xoshiro256StarStar.For(seed, "noise", one.Number);
        for (var k = 1; k <= noise; k++)
        {
            var (comes, week) = (random.Chance(NoiseShare), 1 + random.NextBelow(3));
            if (comes && (week <= one.WeeksSeen || (one.Ending is null && week == one.WeeksSeen + 1)))
                yield return (Noise(k), Utc(one.OpenedOn.AddDays(7 * (week - 1))).Ticks);
        }
    }

    private static CaseAttribute Attribute(string name, GeneratedCase[] cases, Func<GeneratedCase, string> of)
    {
        string[] values = [.. cases.Select(of).Distinct(StringComparer.Ordinal)];
        var number = values.Select((value, i) => (value, i)).ToDictionary(each => each.value, each => each.i, StringComparer.Ordinal);
        return new CaseAttribute(name, values, [.. cases.Select(one => number[of(one)])]);
    }

    private static string Stage(int phase) => string.Create(CultureInfo.InvariantCulture, $"phase-{phase + 1}");

    private static string Noise(int number) => string.Create(CultureInfo.InvariantCulture, $"noise-{number}");

    private static DateTimeOffset Utc(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}
