using System.Collections.Immutable;
using System.Text;
using Headway.Processes;
using Headway.Processes.Linting;

namespace Headway.Benchmarks;

/// <summary>A statement, question, activity, stage or pair, and what readers who do not know the rules say of it.</summary>
/// <param name="Kind">outcome, question, activity, stage or pair.</param>
/// <param name="Context">Of a question the outcome, of an activity its prompts, of a stage its purpose, of a pair the other
/// statement.</param>
/// <param name="Labels">On which both readers agreed.</param>
/// <param name="Disputed">Given by one of the two only: counted as not there.</param>
/// <param name="IsHeldOut">In the half nobody looked at who wrote the rules.</param>
internal sealed record LabelledLine(
    string Id, string Kind, string Text, string Context, ImmutableArray<string> Labels, ImmutableArray<string> Disputed,
    bool IsHeldOut);

/// <summary>A language rule and the label that says the same.</summary>
internal sealed record LabelledRule(string Id, string Kind, string Label, string Meaning);

/// <summary>How a rule did on one half.</summary>
/// <param name="WrongDisputed">Of the wrong ones, those that one of the readers found as well.</param>
internal sealed record LintScore(int Right, int Wrong, int WrongDisputed, int Missed, int Lines)
{
    public int Found => Right + Wrong;

    public double Precision => Found == 0 ? double.NaN : (double)Right / Found;
}

/// <summary>Lines written and labelled without knowledge of the rules (perf/lint-set), split into two halves by a hash of the id.</summary>
internal static class LintSet
{
    public static readonly ImmutableArray<LabelledRule> Rules =
    [
        new("HW102", "stage", "REPEATS", "purpose only repeats the name"),
        new("HW104", "activity", "MOTION", "can be ticked after a handshake"),
        new("HW201", "outcome", "SELLER", "in the seller's words"),
        new("HW202", "outcome", "UNVERIFIABLE", "nobody else could check it"),
        new("HW205", "pair", "SAME", "two that say nearly the same"),
        new("HW206", "outcome", "SEVERAL", "several things in one"),
        new("HW207", "question", "ONEANSWER", "a question with one answer"),
        new("HW401", "stage", "OURACTIVITY", "stage named for a seller's activity"),
    ];

    public static ImmutableArray<LabelledLine> Read(string folder)
    {
        var labels = Table(folder, "labels.tsv").ToDictionary(row => row[0], row => (
            Labels: LabelsOf(row[1]), Disputed: LabelsOf(row[2])));
        var statements = Table(folder, "statements.tsv").Select(row => (Id: row[0], Kind: row[1], Text: row[2], Context: row[3]));
        var pairs = Table(folder, "pairs.tsv").Select(row => (Id: row[0], Kind: "pair", Text: row[1], Context: row[2]));
        return [.. statements.Concat(pairs).Where(line => labels.ContainsKey(line.Id)).Select(line => new LabelledLine(
            line.Id, line.Kind, line.Text, line.Context, labels[line.Id].Labels, labels[line.Id].Disputed, IsHeldOut(line.Id)))];

        static ImmutableArray<string> LabelsOf(string cell) =>
            [.. cell.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
    }

    /// <summary>Ids are numbers in order; FNV-1a with its halves folded deals them out the same way on every machine.</summary>
    public static bool IsHeldOut(string id)
    {
        var hash = 2_166_136_261u;
        foreach (var each in Encoding.UTF8.GetBytes(id)) hash = (hash ^ each) * 16_777_619u;
        return ((hash ^ (hash >> 16)) & 1) == 1;
    }

    public static LintScore Score(LabelledRule rule, IEnumerable<LabelledLine> lines)
    {
        var asked = lines.Where(line => IsAskedOf(rule, line)).ToList();
        var found = asked.Where(line => Finds(rule, line)).ToList();
        var labelled = asked.Where(line => line.Labels.Contains(rule.Label)).ToList();
        var right = found.Count(labelled.Contains);
        return new LintScore(
            right, found.Count - right, found.Count(line => line.Disputed.Contains(rule.Label)), labelled.Count - right, asked.Count);
    }

    /// <summary>A stage without any purpose is found by a look at the length; that would only flatter the rule.</summary>
    public static bool IsAskedOf(LabelledRule rule, LabelledLine line) =>
        line.Kind == rule.Kind && !(rule.Id == "HW102" && line.Context.Length == 0);

    public static bool Finds(LabelledRule rule, LabelledLine line) =>
        Linter.Lint(ProcessAround(line), ElementPlaces.None, []).Any(finding => finding.Rule == rule.Id);

    /// <summary>A process in which only this line can be wrong in these ways.</summary>
    private static Process ProcessAround(LabelledLine line)
    {
        Outcome OutcomeOf(string key, string statement, string question) =>
            new(OutcomeKey.Of(key), statement, question, [Proof.Customer], 30, true, []);
        var outcome = line.Kind switch
        {
            "outcome" or "pair" => OutcomeOf("one", line.Text, "Who signs?"),
            "question" => OutcomeOf("one", "They have named who signs.", line.Text),
            _ => OutcomeOf("one", "They have named who signs.", "Who signs?"),
        };
        ImmutableArray<Outcome> outcomes = line.Kind == "pair" ? [outcome, OutcomeOf("two", line.Context, "Who signs?")] : [outcome];
        var activity = line.Kind == "activity"
            ? new Activity(ActivityKey.Of("do"), line.Text, [outcome.Key],
                [.. line.Context.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)], 30)
            : new Activity(ActivityKey.Of("do"), "Ask who signs", [outcome.Key], [], 30);
        var (name, purpose) = line.Kind == "stage" ? (line.Text, line.Context) : ("Deciding", "Know by what and by when they decide.");
        return new Process(ProcessKey.Of("set"), "Set", 0, "Aim.",
            [new Stage(StageKey.Of("stage"), name, purpose, outcomes, [activity], new Gate("Go on?", [], new Decider.Seller()))],
            ProcessBudget.Default);
    }

    private static IEnumerable<string[]> Table(string folder, string file) =>
        File.ReadLines(Path.Combine(folder, file)).Skip(1).Where(line => line.Length > 0).Select(line => line.Split('\t'));
}
