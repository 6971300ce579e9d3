using System.Diagnostics;
using System.Globalization;
using System.Text;
using Headway.Formats.ProcessFile;
using Headway.Histories;
using Headway.Histories.Generated;
using Headway.Learning;
using Headway.Opportunities;

namespace Headway.Benchmarks;

/// <summary>What is called an association in whole generated companies, where evidence is recorded on the road and at gates: how far a
/// customer already is must not be mistaken for what took him there.</summary>
internal static class ContributionFactsBenchmark
{
    private static readonly DateTimeOffset asOf = new(2026, 11, 23, 22, 59, 59, TimeSpan.Zero);

    public static int Run(string[] arguments)
    {
        var seeds = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 100;
        var first = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 1;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture,
            $"# Contribution in whole companies, {Results.Date}\n\n{Results.Machine()}. {seeds} seeds, from {first}; 1,500 opportunities "
            + $"over 18 months, the process complex-b2b, facts as the demo company has them; ranges are Wilson, 95 %.\n");
        Study(text, "The demo's truths", GroundTruthParameters.Demo, seeds, first);
        Study(text, "Nothing is planted", GroundTruthParameters.Nothing, seeds, first);
        File.WriteAllText(Results.PathOf("contribution-facts"), text.ToString());
        Console.Write(text);
        return 0;
    }

    private static void Study(StringBuilder text, string title, GroundTruthParameters parameters, int seeds, int first)
    {
        var clock = Stopwatch.StartNew();
        var source = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "templates", "complex-b2b.process.yaml"));
        var process = ProcessFileReader.Read(source, "complex-b2b").Match(
            understood => understood.Process with { Version = 1 }, broken => throw new InvalidDataException(broken.Findings[0].Message));
        var studied = StudiedOutcomes.Of(process);
        var answers = new Contribution[seeds];
        Parallel.For(0, seeds, s => answers[s] = Contribution.Of(HistoryOf(parameters, (ulong)(s + first), process, source),
            new ContributionQuestion()));
        text.Append(CultureInfo.InvariantCulture,
            $"\n## {title}\n\n| outcome or activity | with winning | with losing | no meaningful | why silent | difference, median |\n"
            + $"|---|---|---|---|---|---|\n");
        // What pursues the helpful or the confounded outcome stands for it; everything else has no association of its own.
        var told = process.Activities.Where(each => each.Pursues.Contains(studied.Helpful) || each.Pursues.Contains(studied.Confounded))
            .Select(each => each.Key.Value).Append(studied.Helpful.Value).Append(studied.Confounded.Value).ToHashSet();
        int alarms = 0, tested = 0, nulls = 0;
        for (var e = 0; e < answers[0].Elements.Length; e++)
        {
            var each = answers.Select(answer => answer.Elements[e]).ToArray();
            var key = each[0].Element.Key;
            int Count(ContributionVerdict verdict) => each.Count(one => one.Verdict == verdict);
            double[] sizes = [.. each.Where(one => one.Numbers is not null).Select(one => one.Numbers!.Difference.Value).Order()];
            var why = string.Join(", ", each.Select(one => one.Silence).OfType<ContributionSilence>().GroupBy(one => one)
                .OrderByDescending(g => g.Count()).Select(g => $"{g.Key} {g.Count()}"));
            var mark = key == studied.Helpful.Value ? " (helpful)" : key == studied.Null.Value ? " (null)"
                : key == studied.Confounded.Value ? " (confounded)" : told.Contains(key) ? " (pursues one of these)" : "";
            if (!told.Contains(key))
            {
                alarms += Count(ContributionVerdict.WithWinning) + Count(ContributionVerdict.WithLosing);
                nulls += seeds;
                tested += sizes.Length;
            }
            text.Append(CultureInfo.InvariantCulture,
                $"| {key}{mark} | {Results.Share(Count(ContributionVerdict.WithWinning), seeds)} "
                + $"| {Results.Share(Count(ContributionVerdict.WithLosing), seeds)} "
                + $"| {Results.Share(Count(ContributionVerdict.NoMeaningfulAssociation), seeds)} | {why} "
                + $"| {(sizes.Length == 0 ? "" : (100 * sizes[sizes.Length / 2]).ToString("0.0", CultureInfo.InvariantCulture))} |\n");
        }
        var runsWithAlarm = answers.Count(answer => answer.Elements.Any(one => !told.Contains(one.Element.Key)
            && (one.Verdict is ContributionVerdict.WithWinning or ContributionVerdict.WithLosing)));
        text.Append(CultureInfo.InvariantCulture,
            $"\nOf {nulls:N0} times that an element without association of its own was looked at, it was called an association {alarms} "
            + $"times: {Results.Share(alarms, nulls)}; of the {tested:N0} times that it was tested, "
            + $"{Results.Share(alarms, Math.Max(1, tested))}. Runs with at least one: {Results.Share(runsWithAlarm, seeds)}. Took "
            + $"{clock.Elapsed.TotalSeconds:0} s. ");
        text.Append(HowOften(answers, told));
    }

    private static string HowOften(Contribution[] answers, HashSet<string> told)
    {
        var repeats = answers.SelectMany(answer => answer.HowOften).Where(each => !told.Contains(each.Element.Key)).ToList();
        var tested = repeats.Count(each => each.PerDoubling is not null);
        var alarms = repeats.Count(each => each.Verdict is ContributionVerdict.WithWinning or ContributionVerdict.WithLosing);
        return string.Create(CultureInfo.InvariantCulture,
            $"How often: of {repeats.Count:N0} looked at, {tested:N0} tested, {alarms} called an association: "
            + $"{Results.Share(alarms, Math.Max(1, tested))} of the tested.\n");
    }

    private static History HistoryOf(GroundTruthParameters parameters, ulong seed, Headway.Processes.Process process, string source)
    {
        var company = GeneratedCompany.Of(parameters, seed, process, source, asOf);
        var stored = company.Facts.Select((fact, i) => new StoredFact(
            i + 1, fact.Stream, 1, fact.Happened.EffectiveAt, fact.RecordedAt, fact.RecordedAt, fact.Actor, fact.Happened.Fact));
        return OwnFacts.Of(stored, process, Nordhaven.Currency).AsOf(asOf);
    }
}
