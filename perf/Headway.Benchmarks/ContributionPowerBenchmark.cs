using System.Diagnostics;
using System.Globalization;
using System.Text;
using Headway.Histories.Generated;
using Headway.Learning;

namespace Headway.Benchmarks;

/// <summary>How often each planted truth is found, and how often what is not there: the ground-truth generator over many seeds.</summary>
internal static class ContributionPowerBenchmark
{
    private const int Phases = 5;
    private static readonly DateOnly last = new(2026, 11, 24);

    public static int Run(string[] arguments)
    {
        var seeds = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 200;
        var first = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 1;
        var clock = Stopwatch.StartNew();
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture,
            $"# Contribution on the ground truth, {Results.Date}\n\n{Results.Machine()}. {seeds} seeds each, from {first}; ranges are "
            + $"Wilson, 95 %. n opportunities over 18 months, as known at the end.\n\n"
            + $"| planted | n | helpful (+12) with winning | null with winning or losing | confounded with winning | helpful undecided "
            + $"| null: no meaningful association | shuffled alarms |\n|---|---|---|---|---|---|---|---|\n");
        foreach (var n in new[] { 200, 400, 800, 1600, 3200 })
            text.Append(Row("the demo's truths", GroundTruthParameters.Demo, n, seeds, first));
        text.Append(Row("nothing", GroundTruthParameters.Nothing, 800, seeds, first));
        text.Append(Row("nothing", GroundTruthParameters.Nothing, 3200, seeds, first));
        text.Append(CultureInfo.InvariantCulture,
            $"\nThe confounded outcome has no association of its own: the customer's engagement, which nobody records, goes with it and "
            + $"with winning. No method that sees only the record can tell; that is why every finding comes with what an unrecorded reason "
            + $"would have to be.\n\nTook {clock.Elapsed.TotalSeconds:0} s.\n");
        File.WriteAllText(Results.PathOf("contribution-power"), text.ToString());
        Console.Write(text);
        return 0;
    }

    private static string Row(string planted, GroundTruthParameters parameters, int n, int seeds, int first)
    {
        var asked = parameters with { Opportunities = n };
        var hazards = WeeklyHazards.Calibrated(asked, Phases);
        var answers = new Contribution[seeds];
        Parallel.For(0, seeds, s => answers[s] = Contribution.Of(
            CaseLog.HistoryOf(GeneratedCompany.CasesOf(asked, (ulong)(s + first), hazards, last), Phases, last),
            new ContributionQuestion()));
        string Share(Func<Contribution, bool> which) => Results.Share(answers.Count(which), seeds);

        ElementContribution Of(Contribution answer, string key) => answer.Elements.Single(each => each.Element.Key == key);
        bool Is(Contribution answer, string key, params ContributionVerdict[] verdicts) => verdicts.Contains(Of(answer, key).Verdict);
        var reasons = string.Join(", ", answers.Select(answer => Of(answer, CaseLog.Helpful).Silence).OfType<ContributionSilence>()
            .GroupBy(why => why).OrderByDescending(g => g.Count()).Select(g => $"{g.Key} {g.Count()}"));
        var shuffled = answers.Sum(answer => answer.Placebos.ShuffledAlarms)
            / (double)Math.Max(1, answers.Sum(answer => answer.Placebos.Tested));
        return string.Create(CultureInfo.InvariantCulture,
            $"| {planted} | {n:N0} | {Share(answer => Is(answer, CaseLog.Helpful, ContributionVerdict.WithWinning))} "
            + $"| {Share(answer => Is(answer, CaseLog.Null, ContributionVerdict.WithWinning, ContributionVerdict.WithLosing))} "
            + $"| {Share(answer => Is(answer, CaseLog.Confounded, ContributionVerdict.WithWinning))} | {reasons} "
            + $"| {Share(answer => Is(answer, CaseLog.Null, ContributionVerdict.NoMeaningfulAssociation))} | {100 * shuffled:0.0} % |\n");
    }
}
