using System.Diagnostics;
using System.Globalization;
using System.Text;
using Headway.Histories.Generated;
using Headway.Learning;

namespace Headway.Benchmarks;

/// <summary>How often the smallest process is made of what was planted, and how often of what was not: the ground-truth generator over
/// many seeds.</summary>
internal static class SmallestRecoveryBenchmark
{
    private const int Phases = 5, Noise = 5;
    private static readonly DateOnly last = new(2026, 11, 24);

    /// <summary>The demo's truth with the hidden engagement taken away, so that the helpful outcome alone tells anything.</summary>
    private static readonly GroundTruthParameters onlyHelpful = GroundTruthParameters.Demo with { EngagementPoints = 0 };

    public static int Run(string[] arguments)
    {
        int Number(int at, int usual) => arguments.Length > at ? int.Parse(arguments[at], CultureInfo.InvariantCulture) : usual;
        var (seeds, first, pairs) = (Number(0, 200), Number(1, 1001), Number(2, 6));
        var clock = Stopwatch.StartNew();
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture,
            $"# The smallest process on the ground truth, {Results.Date}\n\n{Results.Machine()}. {seeds} seeds each, from {first}, "
            + $"{2 * pairs} halves; ranges are Wilson, 95 %. n opportunities over 18 months, as known at the end. Eight outcomes: one "
            + $"worth 12 points, one that only goes with the customer's hidden engagement, and six that mean nothing.\n\n"
            + $"| planted | n | helpful (+12) suggested | helpful ranked first | first or second | a meaningless one suggested (of 6) | "
            + $"confounded suggested | nothing suggested | not enough history |\n|---|---|---|---|---|---|---|---|---|\n");
        (string Planted, GroundTruthParameters Parameters, int N)[] asked =
        [
            .. new[] { 800, 1600, 3200 }.Select(n => ("helpful only", onlyHelpful, n)),
            .. new[] { 800, 1600, 3200 }.Select(n => ("the demo's truths", GroundTruthParameters.Demo, n)),
            .. new[] { 800, 3200 }.Select(n => ("nothing", GroundTruthParameters.Nothing, n)),
        ];
        // One row alone is only told: for a machine that others need, too.
        if (Number(3, -1) is >= 0 and var one)
        {
            Console.Write(Row(asked[one].Planted, asked[one].Parameters, asked[one].N, seeds, first, pairs));
            return 0;
        }
        foreach (var (truths, parameters, n) in asked) text.Append(Row(truths, parameters, n, seeds, first, pairs));
        text.Append(CultureInfo.InvariantCulture,
            $"\nThe confounded outcome has no association of its own, but engagement, which nobody records, goes with it and with winning "
            + $"(24 points): in the record it tells more about winning than the helpful one does. Ranked: by the share of halves in which "
            + $"it is chosen, the suggested before the others.\n\nTook {clock.Elapsed.TotalSeconds:0} s.\n");
        File.WriteAllText(Results.PathOf("smallest-recovery"), text.ToString());
        Console.Write(text);
        return 0;
    }

    private static string Row(string planted, GroundTruthParameters parameters, int n, int seeds, int first, int pairs)
    {
        var asked = parameters with { Opportunities = n };
        var hazards = WeeklyHazards.Calibrated(asked, Phases);
        var answers = new SmallestProcess?[seeds];
        Parallel.For(0, seeds, s =>
        {
            var seed = (ulong)(s + first);
            var history = CaseLog.HistoryOf(GeneratedCompany.CasesOf(asked, seed, hazards, last), Phases, last, Noise, seed);
            answers[s] = SmallestProcess.Of(history, new SmallestQuestion { Pairs = pairs })
                .Match(found => (SmallestProcess?)found, _ => null);
        });
        string Share(Func<SmallestProcess, bool> which) =>
            Results.Share(answers.Count(answer => answer is not null && which(answer)), seeds);

        bool IsSuggested(SmallestProcess found, string key) => found.Suggested.Any(outcome => outcome.Outcome.Key == key);
        bool IsAmong(SmallestProcess found, int places) =>
            found.Outcomes.Take(places).Any(outcome => outcome.Outcome.Key == CaseLog.Helpful);
        bool MeansNothing(string key) => key is not (CaseLog.Helpful or CaseLog.Confounded);
        return string.Create(CultureInfo.InvariantCulture,
            $"| {planted} | {n:N0} | {Share(found => IsSuggested(found, CaseLog.Helpful))} | {Share(found => IsAmong(found, 1))} | "
            + $"{Share(found => IsAmong(found, 2))} | {Share(found => found.Suggested.Any(each => MeansNothing(each.Outcome.Key)))} | "
            + $"{Share(found => IsSuggested(found, CaseLog.Confounded))} | {Share(found => !found.Suggested.Any())} | "
            + $"{answers.Count(answer => answer is null)} |\n");
    }
}
