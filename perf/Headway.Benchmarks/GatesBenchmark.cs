using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Headway.Forecasting.Gates;
using Headway.Formats.Mapping;
using Headway.Histories;
using Headway.Histories.Generated;

namespace Headway.Benchmarks;

/// <summary>The gates fitted and replayed week by week: on a real log, and on a generated history whose gates need outcomes.</summary>
internal static class GatesBenchmark
{
    private const int Phases = 5, Runs = 3, Outlooks = 50;
    private static readonly DateOnly last = new(2026, 11, 24);

    /// <param name="log">A real log and its mapping file; none = the generated history alone.</param>
    public static int Run(string[] log)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # Gates, {Results.Date}

            {Results.Machine()}.

            Fit: hazards, evidence classes, 200 draws in both readings of No-go, the price of an hour. Fit and replay: that, the floors, the
            verdicts with half the hours and half as many again, and a replay of at most 104 weeks with a fit each 13. Outlook: what every
            missing answer at one open opportunity would change, 200 draws each;
            the real log names no outcomes. Best of {Runs} runs in one process; the machine was shared.

            | history | cases | weeks replayed | fits | watched | fit s | fit and replay s | outlook ms, median of {Outlooks} |
            |---|---|---|---|---|---|---|---|

            """);
        if (log is [var file, var mapping])
        {
            var history = Read(file, mapping);
            Measure(text, Path.GetFileName(file), history, NeededOutcomes.NotSaid(history.Shape));
        }
        foreach (var opportunities in new[] { 1_500, 20_000 })
        {
            var asked = GroundTruthParameters.Demo with { Opportunities = opportunities, Accounts = opportunities / 4 };
            var cases = GeneratedCompany.CasesOf(asked, 1, WeeklyHazards.Calibrated(asked, Phases), last);
            var history = CaseLog.HistoryOf(cases, Phases, last);
            ImmutableArray<int> all = [.. Enumerable.Range(0, history.Shape.Outcomes.Length)];
            Measure(text, $"generated, each gate needs {all.Length} outcomes", history,
                new NeededOutcomes([.. history.Shape.Stages.Select(_ => all)]));
        }
        File.WriteAllText(Results.PathOf("gates"), text.ToString());
        return 0;
    }

    private static void Measure(StringBuilder text, string name, History history, NeededOutcomes needed)
    {
        // A quarter of the hours that everything would take, so that the price binds.
        var perWeek = history.Shape.Stages.Select((_, stage) => 1.0 + stage / 2).ToImmutableArray();
        var hours = new GateHours(perWeek, history.Cases / 52.0 * 4);
        var (fit, whole) = (double.PositiveInfinity, double.PositiveInfinity);
        GateModel? model = null;
        GateFloors? floors = null;
        for (var run = 0; run < Runs; run++)
        {
            var clock = Stopwatch.StartNew();
            model = GateModel.Fit(history, needed, hours, 1).Match(
                fitted => fitted, few => throw new InvalidOperationException($"{few.Have} {few.What}"));
            fit = Math.Min(fit, clock.Elapsed.TotalSeconds);
            floors = GateFloors.Of(history, model, 1);
            whole = Math.Min(whole, clock.Elapsed.TotalSeconds);
        }
        var outlooks = floors!.Open.Take(Outlooks).Select(open =>
        {
            var clock = Stopwatch.StartNew();
            _ = GateOutlook.Of(history, model!, open.Case);
            return clock.Elapsed.TotalMilliseconds;
        }).Order().ToList();
        var line = string.Create(CultureInfo.InvariantCulture,
            $"| {name} | {history.Cases:N0} | {floors.Backtest?.Weeks} | {floors.Backtest?.Fits} | {floors.Backtest?.Watched:N0} | ")
            + string.Create(CultureInfo.InvariantCulture, $"{fit:0.00} | {whole:0.00} | {outlooks[outlooks.Count / 2]:0} |");
        Console.WriteLine(line);
        text.Append(line).Append('\n');
    }

    private static History Read(string file, string mapping)
    {
        var read = MappingFile.Read(File.ReadAllText(mapping), mapping).Mapping
            ?? throw new InvalidDataException($"{mapping} is no mapping.");
        using var stream = File.OpenRead(file);
        return LogImport.Read(stream, Path.GetFileName(file), read, EventLogLimits.Default).Match(
            imported => imported.History, refused => throw new InvalidDataException(refused.Findings[0].Message));
    }
}
