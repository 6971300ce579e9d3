using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Headway.Histories;
using Headway.Histories.Generated;
using Headway.Learning;

namespace Headway.Benchmarks;

/// <summary>The contribution of 18 outcomes on 100,000 opportunities: 15 outcomes are dealt out beside the three studied ones.</summary>
internal static class ContributionSpeedBenchmark
{
    private const int Phases = 5;
    private const int Outcomes = 18;
    private const int Runs = 3;
    private static readonly DateOnly last = new(2026, 11, 24);

    public static int Run()
    {
        var asked = GroundTruthParameters.Demo with { Opportunities = 100_000, Accounts = 24_000 };
        var cases = GeneratedCompany.CasesOf(asked, 1, WeeklyHazards.Calibrated(asked, Phases), last);
        var history = Widened(cases);
        var seconds = new List<double>();
        Contribution? answer = null;
        for (var run = 0; run < Runs; run++)
        {
            var clock = Stopwatch.StartNew();
            answer = Contribution.Of(history, new ContributionQuestion());
            seconds.Add(clock.Elapsed.TotalSeconds);
        }
        var text = string.Create(CultureInfo.InvariantCulture,
            $"# Contribution of {Outcomes} outcomes on {history.Cases:N0} opportunities, {Results.Date}\n\n{Results.Machine()}. The "
            + $"machine was shared. {Runs} runs in one process: {string.Join(", ", seconds.Select(s => $"{s:0.0} s"))}. Limit: 10 s. "
            + $"Estimated: {answer!.Placebos.Tested} of {Outcomes}, each with both placebos.\n");
        File.WriteAllText(Results.PathOf("contribution-speed"), text);
        Console.Write(text);
        return seconds.Min() < 10 ? 0 : 1;
    }

    /// <summary>The same cases, each outcome six times over under names of its own: every copy is estimated anew.</summary>
    private static History Widened(ImmutableArray<GeneratedCase> cases)
    {
        var log = CaseLog.Of(cases);
        var shape = CaseLog.ShapeOf(Phases);
        string[] studied = [CaseLog.Helpful, CaseLog.Null, CaseLog.Confounded];
        string[] names = [.. Enumerable.Range(0, Outcomes).Select(k => $"{studied[k % 3]}{k / 3}")];
        var labels = shape.Labels;
        for (var k = 0; k < Outcomes; k++) labels = labels.SetItem(names[k], new LabelMeaning.Evidence(k, true));
        string[] all = [.. log.Labels, .. names];
        var start = new int[log.Cases + 1];
        var label = new List<int>();
        var ticks = new List<long>();
        for (var c = 0; c < log.Cases; c++)
        {
            for (var i = log.CaseStart[c]; i < log.CaseStart[c + 1]; i++)
            {
                var which = Array.IndexOf(studied, log.Labels[log.Label[i]]);
                for (var copy = 0; copy < (which < 0 ? 1 : Outcomes / 3); copy++)
                {
                    label.Add(which < 0 ? log.Label[i] : log.Labels.Length + copy * 3 + which);
                    ticks.Add(log.EffectiveTicks[i]);
                }
            }
            start[c + 1] = label.Count;
        }
        var wide = new Headway.Histories.EventLog(log.CaseIds, start, all, [.. label], [.. ticks], [], [], [], log.Attributes);
        var named = shape with { Labels = labels, Outcomes = [.. names.Select(name => new NamedElement(name, name))] };
        return History.AsOf(wide, named, new DateTimeOffset(last.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero));
    }
}
