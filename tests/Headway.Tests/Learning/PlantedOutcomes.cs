using System.Collections.Immutable;
using Headway.Histories;
using Headway.Histories.Generated;
using Headway.Statistics.Random;

namespace Headway.Tests.Learning;

/// <summary>The ground-truth generator's cases as a history with its three studied outcomes and five more that mean nothing.</summary>
internal static class PlantedOutcomes
{
    public const int Helpful = 0, Confounded = 2, Noise = 5;

    private static readonly DateOnly last = new(2026, 6, 30);

    public static History Of(GroundTruthParameters parameters, ulong seed, WeeklyHazards hazards, Func<GeneratedCase, int?>? ninth = null)
    {
        string[] outcomes = ["helpful", "null", "confounded", .. Enumerable.Range(0, Noise).Select(i => $"noise-{i}"),
            .. ninth is null ? Array.Empty<string>() : ["ninth"]];
        string[] stages = [.. Enumerable.Range(0, hazards.Phases).Select(i => $"stage-{i}")];
        string[] endings = ["Won", "Lost", "NoDecision", "NoGo"];
        string[] labels = [.. outcomes, .. stages, .. endings];
        List<string> ids = [];
        List<int> start = [0], label = [];
        List<long> ticks = [];
        foreach (var one in GeneratedCompany.CasesOf(parameters, seed, hazards, last).Where(one => !one.Void))
        {
            var random = Xoshiro256StarStar.For(seed, "noise", one.Number);
            int?[] weeks = [one.HelpfulWeek, one.NullWeek, one.ConfoundedWeek,
                .. Enumerable.Range(0, Noise).Select(_ => NoiseWeek(random)),
                .. ninth is null ? Array.Empty<int?>() : [ninth(one)]];
            var events = new List<(long Ticks, string Label)>();
            void Add(DateOnly day, int hour, string what) => events.Add((day.ToDateTime(new TimeOnly(hour, 0)).Ticks, what));
            for (var phase = 0; phase < one.PhaseDays.Length; phase++) Add(one.PhaseDays[phase], 9, stages[phase]);
            for (var o = 0; o < outcomes.Length; o++)
                if (weeks[o] is { } week && week <= one.WeeksSeen + 1) Add(one.OpenedOn.AddDays(7 * (week - 1)), 10, outcomes[o]);
            if (one.Ending is { } ending && one.EndedOn is { } ended) Add(ended, 18, endings[(int)ending - 1]);
            foreach (var (at, what) in events.OrderBy(each => each.Ticks))
            {
                label.Add(Array.IndexOf(labels, what));
                ticks.Add(at);
            }
            ids.Add($"case-{one.Number}");
            start.Add(label.Count);
        }
        var meaning = ImmutableDictionary.CreateBuilder<string, LabelMeaning>();
        for (var s = 0; s < stages.Length; s++) meaning[stages[s]] = new LabelMeaning.StageEntered(s);
        for (var o = 0; o < outcomes.Length; o++) meaning[outcomes[o]] = new LabelMeaning.Evidence(o, true);
        for (var e = 0; e < endings.Length; e++) meaning[endings[e]] = new LabelMeaning.Ended((Ending)(e + 1));
        var shape = new HistoryShape(
            [.. stages.Select(key => new NamedElement(key, key))], [.. outcomes.Select(key => new NamedElement(key, key))], [],
            meaning.ToImmutable(), null, null, [], "EUR")
        { Truncation = new LeftTruncation.Never() };
        var log = new EventLog([.. ids], [.. start], labels, [.. label], [.. ticks], [], [], [], []);
        return History.AsOf(log, shape, new DateTimeOffset(last.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero));
    }

    private static int? NoiseWeek(Xoshiro256StarStar random) => random.Chance(0.58) ? 1 + random.NextBelow(3) : null;
}
