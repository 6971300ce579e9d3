using System.Collections.Immutable;
using System.Text;
using Headway.Processes;
using Headway.Processes.Linting;

namespace Headway.Formats.ProcessFile;

/// <summary>Reads <c>*.process.yaml</c>. Bad input never throws: it gives all findings at once.</summary>
public static class ProcessFileReader
{
    /// <summary>The shipped templates have under 20 KiB.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <param name="file">Name for the places; empty when the text comes from a page.</param>
    public static ProcessFileReading Read(ReadOnlySpan<byte> utf8, string file)
    {
        if (FileKind.OtherThanText(utf8) is { } kind)
        {
            var findings = new FindingList(file);
            findings.Error("process-not-text", 0, 0, ElementPath.Process, $"This is {kind}, not a process file.",
                "A process file is text that people can read.", "Name a *.process.yaml.");
            return new ProcessFileReading.NotUnderstood(findings.InOrder());
        }
        if (utf8.Length > MaxBytes) return TooLarge(file);
        try
        {
            return Read(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(utf8), file);
        }
        catch (DecoderFallbackException wrong)
        {
            var findings = new FindingList(file);
            findings.Error("process-not-utf8", 0, 0, ElementPath.Process, $"The file is not UTF-8 text (byte {wrong.Index}).",
                "Letters beyond ASCII would be guessed.", "Save it as UTF-8.");
            return new ProcessFileReading.NotUnderstood(findings.InOrder());
        }
    }

    /// <param name="file">Name for the places; empty when the text comes from a page.</param>
    public static ProcessFileReading Read(string text, string file)
    {
        if (Encoding.UTF8.GetByteCount(text) > MaxBytes) return TooLarge(file);
        var original = text;
        text = text.TrimStart('\uFEFF').ReplaceLineEndings("\n");
        var findings = new FindingList(file);
        var document = YamlDocument.Read(text, findings);
        if (document.Root is null)
        {
            if (!findings.HasErrors)
                findings.Error("process-empty", 1, 1, ElementPath.Process, "The file is empty.", "There is no process in it.",
                    "Begin with “process:”, “name:” and “aim:”.");
            return new ProcessFileReading.NotUnderstood(findings.InOrder());
        }
        var notes = new ReadingNotes(findings);
        var process = ProcessOf(document.Root, notes);
        var places = notes.Places;
        var comments = Comments.Find(text, document.ScalarSpans, places.Values);
        var allows = Comments.Allows(comments, findings);
        return findings.HasErrors
            ? new ProcessFileReading.NotUnderstood(findings.InOrder())
            : new ProcessFileReading.Understood(process, new ElementPlaces(places), allows, comments, original, findings.InOrder());
    }

    private static ProcessFileReading.NotUnderstood TooLarge(string file)
    {
        var findings = new FindingList(file);
        findings.Error("process-too-large", 0, 0, ElementPath.Process, $"The file has more than {MaxBytes / 1024} KiB.",
            "Beyond its bounds a file is not read at all.", "Split it into several processes.");
        return new ProcessFileReading.NotUnderstood(findings.InOrder());
    }

    private static Process ProcessOf(YamlNode root, ReadingNotes notes)
    {
        var fields = new ElementReader(root, FileElement.Process, ElementPath.Process, notes);
        var stages = fields.Items("stages").Select(item => StageOf(item.Item, item.Path, notes)).ToImmutableArray();
        if (stages.IsEmpty && fields.Block("stages") is YamlNode.Sequence none)
            notes.Empty(none, fields.PathOf("stages"), "There are no stages.", "Add at least one stage.");
        var process = new Process(
            ProcessKey.Of(fields.Key("process")), fields.Text("name"), fields.WholeNumber("version", 0, least: 0), fields.Text("aim"),
            stages, BudgetOf(fields, notes), fields.Share("margin", 1));
        notes.LookUpMentions([.. process.Outcomes.Select(outcome => outcome.Key.Value)]);
        return process;
    }

    private static ProcessBudget BudgetOf(ElementReader process, ReadingNotes notes)
    {
        var usual = ProcessBudget.Default;
        if (process.Block("budget") is not { } block) return usual;
        var fields = new ElementReader(block, FileElement.Budget, process.PathOf("budget"), notes);
        return new ProcessBudget(
            fields.WholeNumber("stages", usual.Stages, 1), fields.WholeNumber("outcomes per stage", usual.OutcomesPerStage, 1),
            fields.WholeNumber("outcomes", usual.Outcomes, 1), fields.WholeNumber("activities per outcome", usual.ActivitiesPerOutcome, 1),
            fields.WholeNumber("needed outcomes", usual.NeededOutcomes, 1));
    }

    private static Stage StageOf(YamlNode node, string path, ReadingNotes notes)
    {
        var fields = new ElementReader(node, FileElement.Stage, path, notes, "key", key => ElementPath.Stage(StageKey.Of(key)));
        var key = fields.Key("key");
        notes.Owns("stage", key, node, fields.Path);
        return new Stage(
            StageKey.Of(key), fields.Text("name"), fields.Text("purpose"),
            [.. fields.Items("outcomes").Select(item => OutcomeOf(item.Item, item.Path, notes))],
            [.. fields.Items("activities").Select(item => ActivityOf(item.Item, item.Path, notes))],
            GateOf(fields, notes));
    }

    private static Outcome OutcomeOf(YamlNode node, string path, ReadingNotes notes)
    {
        var fields = new ElementReader(node, FileElement.Outcome, path, notes, "key", key => ElementPath.Outcome(OutcomeKey.Of(key)));
        var key = fields.Key("key");
        notes.Owns("outcome", key, node, fields.Path);
        var captures = fields.Items("captures").Select(item => (item.Item, Capture: CaptureOf(item.Item, item.Path, notes))).ToList();
        foreach (var (item, capture) in captures) notes.Owns($"capture of {fields.Path}", capture.Key, item, fields.PathOf("captures"));
        return new Outcome(
            OutcomeKey.Of(key), fields.Text("statement"), fields.Text("question"), fields.Proofs("proof"), fields.Freshness("fresh for"),
            fields.Flag("needed", true), [.. captures.Select(pair => pair.Capture)]);
    }

    private static Capture CaptureOf(YamlNode node, string path, ReadingNotes notes)
    {
        var fields = new ElementReader(node, FileElement.Capture, path, notes);
        var capture = new Capture(fields.Key("key"), fields.Text("name"), fields.CaptureKind("kind"), fields.Texts("choices"));
        if (fields.IsReadable && capture.Kind == CaptureKind.Choice && capture.Choices.Length < 2)
            notes.Empty(node, path, $"“{capture.Name}” is a choice without choices.", "List at least two under “choices”.");
        if (capture.Kind != CaptureKind.Choice && capture.Choices.Length > 0)
            notes.WrongValue(fields.Block("choices")!, fields.PathOf("choices"), "choices", "“kind: choice”, or leave the choices out");
        return capture;
    }

    private static Activity ActivityOf(YamlNode node, string path, ReadingNotes notes)
    {
        var fields = new ElementReader(node, FileElement.Activity, path, notes, "key", key => ElementPath.Activity(ActivityKey.Of(key)));
        var key = fields.Key("key");
        notes.Owns("activity", key, node, fields.Path);
        return new Activity(ActivityKey.Of(key), fields.Text("name"), fields.OutcomeKeys("pursues"), fields.Texts("prompts"),
            fields.Effort("effort"));
    }

    // A missing gate is left to the linter (HW301), which can say why a stage needs one.
    private static Gate GateOf(ElementReader stage, ReadingNotes notes)
    {
        if (stage.Block("gate") is not { } block) return new Gate("", [], new Decider.Seller());
        var fields = new ElementReader(block, FileElement.Gate, stage.PathOf("gate"), notes);
        return new Gate(fields.Text("question"), fields.OutcomeKeys("also needs"), fields.DecidedBy("decided by"),
            fields.Flag("may end in no-go", true));
    }
}
