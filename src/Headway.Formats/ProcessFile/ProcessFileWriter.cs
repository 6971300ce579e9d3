using System.Globalization;
using System.Text;
using Headway.Processes;
using Headway.Processes.Linting;

namespace Headway.Formats.ProcessFile;

/// <summary>Writes a process as <c>*.process.yaml</c>; reading it gives the same process again.</summary>
public static class ProcessFileWriter
{
    /// <summary>The process in the plainest form, without comments.</summary>
    public static string Print(Process process) => Joined(ProcessLines.Of(process).Select(line => line.Text));

    /// <summary>
    /// The process in the words of the file it came from. Nothing changed: the file as it was. Otherwise the plainest form, with the
    /// comments of the elements that are still there; the comment of a removed element goes with it.
    /// </summary>
    public static string Print(Process changed, ProcessFileReading.Understood source)
    {
        if (Print(changed) == Print(source.Process)) return source.Text;
        var lines = ProcessLines.Of(changed);
        var printed = lines.Select(line => line.Element).ToHashSet();
        var comments = source.Comments.ToLookup(comment => Home(comment.Element, printed));
        var output = new List<string>();
        foreach (var line in lines)
        {
            var indent = new string(' ', line.Text.Length - line.Text.TrimStart(' ').Length);
            var here = line.Element.Length == 0 ? [] : comments[line.Element].ToList();
            // What stood beside a part that is no longer written as a line of its own goes above the part around it.
            output.AddRange(here.Where(comment => !Beside(comment, line)).Select(comment => indent + comment.Text));
            output.Add(line.Text + string.Concat(here.Where(comment => Beside(comment, line)).Select(comment => " " + comment.Text)));
        }
        output.AddRange(comments[""].Where(comment => comment.Element.Length == 0).Select(comment => comment.Text));
        return Joined(output);
    }

    private static bool Beside(FileComment comment, PrintedLine line) => comment.Trailing && comment.Element == line.Element;

    private static string? Home(string element, HashSet<string> printed)
    {
        if (element.Length == 0) return "";
        for (var at = element; at is not null; at = ElementPath.Parent(at))
            if (printed.Contains(at)) return at;
        return null;
    }

    private static string Joined(IEnumerable<string> lines) => new StringBuilder().AppendJoin('\n', lines).Append('\n').ToString();
}

/// <summary>One line of a printed file and the element that begins on it; empty for a blank line.</summary>
internal sealed record PrintedLine(string Element, string Text);

/// <summary>The lines of a process file. Fields at their usual value are left out.</summary>
internal sealed class ProcessLines
{
    private readonly List<PrintedLine> lines = [];

    public static IReadOnlyList<PrintedLine> Of(Process process)
    {
        var printing = new ProcessLines();
        printing.Add(process);
        return printing.lines;
    }

    private void Add(Process process)
    {
        Line(ElementPath.Process, $"process: {process.Key}");
        Text(ElementPath.ProcessField("name"), 0, "name", process.Name);
        if (process.Version != 0) Line(ElementPath.ProcessField("version"), $"version: {process.Version}");
        Text(ElementPath.ProcessField("aim"), 0, "aim", process.Aim);
        if (process.MarginShare != 1)
            Line(ElementPath.ProcessField("margin"), "margin: " + process.MarginShare.ToString("R", CultureInfo.InvariantCulture));
        if (process.Budget != ProcessBudget.Default) Add(process.Budget);
        Line("", "");
        Line(ElementPath.ProcessField("stages"), "stages:");
        for (var i = 0; i < process.Stages.Length; i++)
        {
            if (i > 0) Line("", "");
            Add(process.Stages[i]);
        }
    }

    private void Add(ProcessBudget budget)
    {
        var path = ElementPath.ProcessField("budget");
        Line(path, "budget:");
        Line(path + ".stages", $"  stages: {budget.Stages}");
        Line(path + ".outcomes per stage", $"  outcomes per stage: {budget.OutcomesPerStage}");
        Line(path + ".outcomes", $"  outcomes: {budget.Outcomes}");
        Line(path + ".activities per outcome", $"  activities per outcome: {budget.ActivitiesPerOutcome}");
        Line(path + ".needed outcomes", $"  needed outcomes: {budget.NeededOutcomes}");
    }

    private void Add(Stage stage)
    {
        Line(ElementPath.Stage(stage.Key), $"  - key: {stage.Key}");
        Text(ElementPath.Stage(stage.Key, "name"), 4, "name", stage.Name);
        Text(ElementPath.Stage(stage.Key, "purpose"), 4, "purpose", stage.Purpose);
        if (!stage.Outcomes.IsEmpty) Line(ElementPath.Stage(stage.Key, "outcomes"), "    outcomes:");
        foreach (var outcome in stage.Outcomes) Add(outcome);
        if (!stage.Activities.IsEmpty) Line(ElementPath.Stage(stage.Key, "activities"), "    activities:");
        foreach (var activity in stage.Activities) Add(activity);
        Add(stage.Key, stage.Gate);
    }

    private void Add(Outcome outcome)
    {
        Line(ElementPath.Outcome(outcome.Key), $"      - key: {outcome.Key}");
        Text(ElementPath.Outcome(outcome.Key, "statement"), 8, "statement", outcome.Statement);
        Text(ElementPath.Outcome(outcome.Key, "question"), 8, "question", outcome.Question);
        Line(ElementPath.Outcome(outcome.Key, "proof"),
            $"        proof: [{string.Join(", ", outcome.Proof.Select(proof => proof.ToString().ToLowerInvariant()))}]");
        if (outcome.FreshForDays is not null)
            Line(ElementPath.Outcome(outcome.Key, "fresh for"), $"        fresh for: {FieldText.Print(outcome.FreshForDays)}");
        if (!outcome.Needed) Line(ElementPath.Outcome(outcome.Key, "needed"), "        needed: false");
        if (outcome.Captures.IsEmpty) return;
        var path = ElementPath.Outcome(outcome.Key, "captures");
        Line(path, "        captures:");
        for (var i = 0; i < outcome.Captures.Length; i++) Add($"{path}.{i}", outcome.Captures[i]);
    }

    private void Add(string path, Capture capture)
    {
        Line(path, $"          - key: {capture.Key}");
        Text(path + ".name", 12, "name", capture.Name);
        Line(path + ".kind", $"            kind: {capture.Kind.ToString().ToLowerInvariant()}");
        List(path + ".choices", 12, "choices", capture.Choices);
    }

    private void Add(Activity activity)
    {
        Line(ElementPath.Activity(activity.Key), $"      - key: {activity.Key}");
        Text(ElementPath.Activity(activity.Key, "name"), 8, "name", activity.Name);
        if (!activity.Pursues.IsEmpty)
            Line(ElementPath.Activity(activity.Key, "pursues"), $"        pursues: [{string.Join(", ", activity.Pursues)}]");
        List(ElementPath.Activity(activity.Key, "prompts"), 8, "prompts", activity.Prompts);
        if (activity.EffortMinutes is { } minutes)
            Line(ElementPath.Activity(activity.Key, "effort"), $"        effort: {FieldText.PrintEffort(minutes)}");
    }

    private void Add(StageKey stage, Gate gate)
    {
        var decidedBy = FieldText.Print(gate.DecidedBy);
        if (gate is { Question: "", AlsoNeeds.IsEmpty: true, MayEndInNoGo: true } && decidedBy == "seller") return;
        Line(ElementPath.Gate(stage), "    gate:");
        Text(ElementPath.Gate(stage, "question"), 6, "question", gate.Question);
        if (!gate.AlsoNeeds.IsEmpty)
            Line(ElementPath.Gate(stage, "also needs"), $"      also needs: [{string.Join(", ", gate.AlsoNeeds)}]");
        if (decidedBy != "seller") Line(ElementPath.Gate(stage, "decided by"), $"      decided by: {decidedBy}");
        if (!gate.MayEndInNoGo) Line(ElementPath.Gate(stage, "may end in no-go"), "      may end in no-go: false");
    }

    private void Text(string path, int indent, string name, string text)
    {
        if (text.Length > 0) Line(path, $"{new string(' ', indent)}{name}: {YamlText.Scalar(text)}");
    }

    private void List(string path, int indent, string name, IReadOnlyList<string> items)
    {
        if (items.Count == 0) return;
        Line(path, $"{new string(' ', indent)}{name}:");
        for (var i = 0; i < items.Count; i++) Line($"{path}.{i}", $"{new string(' ', indent + 2)}- {YamlText.Scalar(items[i])}");
    }

    private void Line(string element, string text) => lines.Add(new PrintedLine(element, text));
}
