using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Headway.Formats.ProcessFile;
using Headway.Processes;
using Stopwatch = System.Diagnostics.Stopwatch;

namespace Headway.Benchmarks;

/// <summary>How many process files are read and linted a second.</summary>
internal static class LintBenchmark
{
    private const int Files = 500, Runs = 5;

    // Statements of several kinds, so that every language rule has something to read.
    private static readonly string[] subjects =
        ["The CFO", "They", "The plant manager", "Their IT", "The one who signs", "Proposal", "Our team", "The customer", "Champion"];

    private static readonly string[] predicates =
    [
        "has said what it costs them in a year", "have named who takes part in the decision", "has been sent", "is interested in it",
        "has confirmed the budget and the timeline", "have told us which alternatives they look at", "has agreed to the dates of the trial",
        "likes the solution", "have shown us the figures of the last twelve months", "and IT have each said what they need",
    ];

    public static int Run()
    {
        var texts = Enumerable.Range(0, Files).Select(i => ProcessFileWriter.Print(Made(new Random(i)))).ToList();
        var (all, findings) = (new List<double>(), 0);
        for (var run = 0; run < Runs; run++)
        {
            var clock = Stopwatch.StartNew();
            findings = texts.Sum(text => ProcessFileReader.Read(text, "made.process.yaml").Lint().Length);
            all.Add(Files / clock.Elapsed.TotalSeconds);
        }
        var (first, size) = (all[0], texts.Average(each => each.Length) / 1024);
        all.Sort();
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # Linting, {Results.Date}

            {Results.Machine()}.

            {Files} made process files (seeds 0 to {Files - 1}; 3 to 6 stages, 2 to 4 outcomes a stage, prompts, gates), read, linted with
            all rules, fixes worked out; one thread, {Runs} runs in one process, texts in memory. The machine was shared. Aim: 100 a
            second.

            | files | KiB a file | findings a file | files a second, first run | median | best |
            |---|---|---|---|---|---|
            | {Files} | {size:0.0} | {(double)findings / Files:0.0} | {first:N0} | {all[Runs / 2]:N0} | {all[^1]:N0} |

            """);
        Console.Write(text);
        File.WriteAllText(Results.PathOf("lint"), text.ToString());
        return 0;
    }

    private static Process Made(Random random)
    {
        var stages = ImmutableArray.CreateBuilder<Stage>();
        for (var s = 0; s < random.Next(3, 7); s++)
        {
            ImmutableArray<Outcome> outcomes = [.. Enumerable.Range(0, random.Next(2, 5)).Select(o => new Outcome(
                OutcomeKey.Of($"outcome-{s}-{o}"), $"{Any(subjects)} {Any(predicates)}.", $"Which {Any(predicates)}, and could it be no?",
                random.Next(4) == 0 ? [Proof.Observation] : [Proof.Customer, Proof.Document], random.Next(3) == 0 ? null : 60,
                random.Next(3) > 0, []))];
            ImmutableArray<Activity> activities = [.. outcomes.Select((outcome, a) => new Activity(
                ActivityKey.Of($"activity-{s}-{a}"), $"Meet {Any(subjects)} to hear what {Any(predicates)}", [outcome.Key],
                ["What happens if nothing changes?", "Who could stop it?", "When did it last go wrong?"], 30))];
            stages.Add(new Stage(StageKey.Of($"stage-{s}"), $"Stage {s}", $"Find out whether {Any(predicates)}.", outcomes, activities,
                new Gate("Is it worth going on?", [], random.Next(3) == 0 ? new Decider.Leader() : new Decider.Seller())));
        }
        return new Process(ProcessKey.Of("made"), "Made", 0, "A customer signs, or we know early that they will not.", stages.ToImmutable(),
            ProcessBudget.Default);

        string Any(string[] texts) => texts[random.Next(texts.Length)];
    }
}
