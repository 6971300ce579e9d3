using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Headway.Statistics.Intervals;

namespace Headway.Benchmarks;

/// <summary>How often each language rule is right, on lines written and labelled without knowledge of the rules.</summary>
internal static class LintPrecisionBenchmark
{
    /// <param name="show">Shows the half that may be looked at alone, with what was found wrongly and what was missed.</param>
    public static int Run(bool show)
    {
        var lines = LintSet.Read(Path.Combine(Results.Repository(), "perf", "lint-set"));
        var (dev, heldOut) = (lines.Where(line => !line.IsHeldOut).ToList(), lines.Where(line => line.IsHeldOut).ToList());
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # Precision of the language rules, {Results.Date}

            {lines.Length} lines (perf/lint-set) written without knowledge of the rules, and labelled twice without knowledge of them. A
            label counts where both readings gave it; on {lines.Count(line => !line.Disputed.IsEmpty)} lines they differed in one, which
            counts as not there ("wrong, disputed" tells how often that made a finding wrong). A hash of the id deals the lines into two
            halves; whoever wrote the rules looked at the first half only. Precision: of what the rule finds, the share that carries its
            label; recall: of what carries the label, the share it finds; Wilson, 95 %. A rule that finds little has a wide interval,
            whatever its share.

            | rule | finds | half | lines | found | right | wrong, disputed | precision % | labelled | recall % |
            |---|---|---|---|---|---|---|---|---|---|

            """);
        foreach (var rule in LintSet.Rules)
        {
            foreach (var (half, of) in new[] { ("dev", dev), ("held out", heldOut) })
            {
                if (show && half != "dev") continue;
                var score = LintSet.Score(rule, of);
                var labelled = score.Right + score.Missed;
                var line = $"| {rule.Id} | {rule.Meaning} | {half} | {score.Lines} | {score.Found} | {score.Right} | "
                    + $"{score.WrongDisputed} | {Share(score.Right, score.Found)} | {labelled} | {Share(score.Right, labelled)} |";
                Console.WriteLine(line);
                text.Append(line).Append('\n');
            }
            if (show) Show(rule, dev);
        }
        if (!show) File.WriteAllText(Results.PathOf("lint-precision"), text.ToString());
        return 0;
    }

    private static string Share(int count, int of) => of == 0 ? "nothing found" : string.Create(CultureInfo.InvariantCulture,
        $"{100.0 * count / of:0} ({100 * Wilson.Of(count, of).Low:0}-{100 * Wilson.Of(count, of).High:0})");

    private static void Show(LabelledRule rule, List<LabelledLine> dev)
    {
        foreach (var line in dev.Where(line => LintSet.IsAskedOf(rule, line)))
        {
            var (finds, labelled) = (LintSet.Finds(rule, line), line.Labels.Contains(rule.Label));
            if (finds != labelled) Console.WriteLine($"  {(finds ? "WRONG " : "missed")} {line.Id} {line.Text} | {line.Context}");
        }
    }
}
