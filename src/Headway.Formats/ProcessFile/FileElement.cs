using System.Collections.Immutable;

namespace Headway.Formats.ProcessFile;

/// <summary>What a field of the process file holds.</summary>
internal enum FieldKind
{
    Key,
    Keys,
    Text,
    Texts,
    WholeNumber,
    Share,
    Flag,
    Freshness,
    Effort,
    Proofs,
    CaptureKind,
    DecidedBy,
    Element,
    Elements,
}

/// <summary>A field by the name it has in the file. The reader knows no other ones, and the JSON Schema is made from the same
/// list.</summary>
/// <param name="Element">For <see cref="FieldKind.Element"/> and <see cref="FieldKind.Elements"/>: what it holds.</param>
internal sealed record FileField(string Name, FieldKind Kind, bool Required, string Meaning, FileElement? Element = null);

/// <summary>A kind of block in the process file with all its fields.</summary>
internal sealed record FileElement(string Name, ImmutableArray<FileField> Fields)
{
    public const int MaxTextLength = 1000;
    public const int MaxDays = 3650;
    public const int MaxMinutes = 10_000;
    public const int MaxWholeNumber = 1_000_000;

    public static readonly FileElement Budget = new("budget",
    [
        new("stages", FieldKind.WholeNumber, false, "How many stages there may be; 6 unless it says otherwise."),
        new("outcomes per stage", FieldKind.WholeNumber, false, "How many outcomes a stage may have; 4 unless it says otherwise."),
        new("outcomes", FieldKind.WholeNumber, false, "How many outcomes there may be in all; 18 unless it says otherwise."),
        new("activities per outcome", FieldKind.WholeNumber, false,
            "How many activities may pursue one outcome; 3 unless it says otherwise."),
        new("needed outcomes", FieldKind.WholeNumber, false, "How many outcomes may be needed for gates; 15 unless it says otherwise."),
    ]);

    public static readonly FileElement Capture = new("capture",
    [
        new("key", FieldKind.Key, true, "Permanent name of the value."),
        new("name", FieldKind.Text, true, "What the field is called on the page."),
        new("kind", FieldKind.CaptureKind, true, "text, choice, number, money, date or people."),
        new("choices", FieldKind.Texts, false, "For kind choice: what can be chosen."),
    ]);

    public static readonly FileElement Outcome = new("outcome",
    [
        new("key", FieldKind.Key, true, "Permanent name; history follows it through every version."),
        new("statement", FieldKind.Text, true,
            "What is known or true at the customer once it is confirmed, so that a third person could check it."),
        new("question", FieldKind.Text, true, "The question it answers; it can come out as no."),
        new("proof", FieldKind.Proofs, true, "Accepted proofs: customer (said or did it), document, observation (the seller saw it)."),
        new("fresh for", FieldKind.Freshness, false, "How long a confirmation holds: 45 days, 6 weeks, or always (also when left out)."),
        new("needed", FieldKind.Flag, false, "true (also when left out): the gate needs it; false: it is helpful."),
        new("captures", FieldKind.Elements, false, "Values that come with it.", Capture),
    ]);

    public static readonly FileElement Activity = new("activity",
    [
        new("key", FieldKind.Key, true, "Permanent name."),
        new("name", FieldKind.Text, true, "What the seller does, and what for."),
        new("pursues", FieldKind.Keys, false, "Keys of the outcomes it is done for. An activity without any does not publish."),
        new("prompts", FieldKind.Texts, false, "What to ask."),
        new("effort", FieldKind.Effort, false, "Usual effort: 45 min, 2 h, 1 h 30 min."),
    ]);

    public static readonly FileElement Gate = new("gate",
    [
        new("question", FieldKind.Text, false, "What is decided, as a question. A gate without one does not publish."),
        new("also needs", FieldKind.Keys, false, "Outcomes of earlier stages that this gate asks for again."),
        new("decided by", FieldKind.DecidedBy, false, "seller (also when left out), leader, or leader from an amount: leader from 50000."),
        new("may end in no-go", FieldKind.Flag, false, "true (also when left out). A gate that cannot end in No-go does not publish."),
    ]);

    public static readonly FileElement Stage = new("stage",
    [
        new("key", FieldKind.Key, true, "Permanent name."),
        new("name", FieldKind.Text, true, "What the stage is called."),
        new("purpose", FieldKind.Text, false, "What this part of the road is to find out or settle. A stage without one does not publish."),
        new("outcomes", FieldKind.Elements, false, "What must be known or true at its end.", Outcome),
        new("activities", FieldKind.Elements, false, "What sellers do for the outcomes.", Activity),
        new("gate", FieldKind.Element, false, "The go/no-go question at its end. A stage without one does not publish.", Gate),
    ]);

    public static readonly FileElement Process = new("process",
    [
        new("process", FieldKind.Key, true, "Permanent key of the process."),
        new("name", FieldKind.Text, true, "What it is called."),
        new("version", FieldKind.WholeNumber, false, "Number of the published version; 0 or left out: a draft."),
        new("aim", FieldKind.Text, false, "What the process is for. A process without an aim does not publish."),
        new("margin", FieldKind.Share, false, "Share of the amount that is margin, above 0 and at most 1; 1 when left out."),
        new("budget", FieldKind.Element, false, "How large the process may grow; raising it is a visible decision.", Budget),
        new("stages", FieldKind.Elements, true, "The stages in order.", Stage),
    ]);

    public static readonly ImmutableArray<FileElement> All = [Process, Budget, Stage, Outcome, Capture, Activity, Gate];

    public FileField Field(string name) => Fields.First(field => field.Name == name);
}
