using System.Collections.Immutable;
using Headway.Processes;
using Headway.Processes.Linting;

namespace Headway.Formats.ProcessFile;

/// <summary>What the reader writes down on its way: places, findings in the user's words, and mentions of outcomes to look up at the
/// end.</summary>
internal sealed class ReadingNotes(FindingList findings)
{
    private readonly Dictionary<string, Place> places = [];
    private readonly Dictionary<string, int> keyLines = [];
    private readonly List<(OutcomeKey Key, YamlNode Node, string Path)> mentions = [];

    public ImmutableDictionary<string, Place> Places => places.ToImmutableDictionary();

    public void Register(string path, int line, int column) => places.TryAdd(path, findings.PlaceOf(line, column, path));

    public void Mentions(OutcomeKey key, YamlNode node, string path) => mentions.Add((key, node, path));

    /// <summary>Keys are unique over the whole process, each kind for itself.</summary>
    public void Owns(string kind, string key, YamlNode node, string path)
    {
        if (key.Length == 0) return;
        if (keyLines.TryAdd($"{kind} {key}", node.Line)) return;
        Error("process-duplicate-key", node, path,
            $"The {kind} key “{key}” is used a second time; the first is on line {keyLines[$"{kind} {key}"]}.",
            "History follows the key, so it can belong to one element only.", "Give this one a key of its own.");
    }

    public void LookUpMentions(IReadOnlyCollection<string> outcomeKeys)
    {
        foreach (var (key, node, path) in mentions.Where(mention => !outcomeKeys.Contains(mention.Key.Value)))
            Error("process-unknown-outcome", node, path, $"There is no outcome “{key}” in this process.",
                "It is done for an outcome, so the outcome has to exist.",
                DidYouMean(key.Value, outcomeKeys) ?? "Name the key of one of the outcomes, or add this one to a stage.");
    }

    public string TextOf(YamlNode.Scalar scalar, string path, string name)
    {
        if (scalar.Plain && YamlText.IsNotText(scalar.Value))
            Error("process-wrong-type", scalar, path, $"“{name}” should be text, and {scalar.Value} is not.",
                "Editors and programs read it as a number or as yes and no.", $"Put it into quotes: \"{scalar.Value}\".");
        else if (scalar.Value.Length > FileElement.MaxTextLength)
            Error("process-too-long", scalar, path,
                $"“{name}” has {scalar.Value.Length} characters; at most {FileElement.MaxTextLength} are read.",
                "Nobody reads more in front of a customer.", "Say it in a sentence or two.");
        else if (!YamlText.IsPrintable(scalar.Value))
            Error("process-unprintable", scalar, path, $"“{name}” has characters that cannot be printed.",
                "They would be lost on a page, on paper and in a mail.", "Remove them.");
        return scalar.Value;
    }

    public string KeyOf(YamlNode.Scalar scalar, string path)
    {
        if (Keys.IsValid(scalar.Value)) return scalar.Value;
        var proposal = Keys.FromName(scalar.Value);
        Error("process-bad-key", scalar, path, $"“{scalar.Value}” cannot be a key.",
            "Keys stay for ever, in files, addresses and history, so they are kept plain.",
            $"Use lower case letters, digits and hyphens, beginning with a letter, at most {Keys.MaxLength} characters"
                + (proposal.Length > 0 ? $": “{proposal}”." : "."));
        return "";
    }

    public string ItemText(YamlNode item, string path, string name)
    {
        if (item is YamlNode.Scalar { IsNothing: false } scalar && !string.IsNullOrWhiteSpace(scalar.Value))
            return TextOf(scalar, path, name);
        if (item is not YamlNode.Refused) WrongType(item, path, $"an item of “{name}”", "text");
        return "";
    }

    public string ItemKey(YamlNode item, string path, string name)
    {
        if (item is YamlNode.Scalar { IsNothing: false } scalar) return KeyOf(scalar, path);
        if (item is not YamlNode.Refused) WrongType(item, path, $"an item of “{name}”", "the key of an outcome");
        return "";
    }

    public void UnknownField(YamlNode.Scalar key, string path, FileElement element) =>
        Error("process-unknown-key", key, path, $"“{key.Value}” means nothing in {Article(element.Name)}.",
            "What is not understood is not silently dropped.",
            DidYouMean(key.Value, [.. element.Fields.Select(field => field.Name)])
                ?? $"{Capital(Article(element.Name))} has {string.Join(", ", element.Fields.Select(field => field.Name))}.");

    public void DuplicateField(YamlNode.Scalar key, string path, int firstLine) =>
        Error("process-duplicate-field", key, path, $"“{key.Value}” stands here a second time; the first is on line {firstLine}.",
            "Only one of the two can be meant.", "Keep the right one.");

    public void Missing(YamlNode near, string path, FileField field, FileElement element) =>
        Error("process-missing", near, path, $"“{field.Name}” is missing in {Article(element.Name)}.", "Nothing can stand in for it.",
            $"Add “{field.Name}”: {field.Meaning}");

    public void Empty(YamlNode node, string path, string message, string help) =>
        Error("process-empty", node, path, message, "An empty place is a decision nobody made.", help);

    public void WrongType(YamlNode node, string path, string what, string wanted) =>
        Error("process-wrong-type", node, path, $"{Capital(what)} should be {wanted}.",
            "Read any other way it would mean something you did not write.", $"Write {wanted}.");

    public void WrongValue(YamlNode node, string path, string name, string wanted)
    {
        if (node is YamlNode.Refused) return;
        var given = node is YamlNode.Scalar scalar ? $"“{scalar.Value}”" : "a list or block";
        Error("process-wrong-value", node, path, $"“{name}” cannot be {given}.", "Only what is understood exactly is read.",
            $"Write {wanted}.");
    }

    public void Twice(YamlNode node, string path, string text) =>
        Error("process-duplicate-item", node, path, $"“{text}” is listed twice.", "Once says it.", "Remove one of the two.");

    private void Error(string rule, YamlNode at, string path, string message, string why, string help) =>
        findings.Error(rule, at.Line, at.Column, path, message, why, help);

    private static string Article(string name) => name[0] is 'a' or 'o' ? $"an {name}" : $"a {name}";

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static string? DidYouMean(string given, IReadOnlyCollection<string> known)
    {
        var plain = given.ToLowerInvariant().Replace('_', ' ');
        var best = known.Select(word => (word, distance: Math.Min(Spelling.Distance(given, word), Spelling.Distance(plain, word))))
            .OrderBy(pair => pair.distance).FirstOrDefault();
        return best.word is not null && best.distance <= Math.Max(2, best.word.Length / 3) ? $"Did you mean “{best.word}”?" : null;
    }
}
