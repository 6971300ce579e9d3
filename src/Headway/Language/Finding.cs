using System.Collections.Immutable;

namespace Headway;

/// <summary>How much a finding weighs: an error stops publishing or importing, a warning should be looked at, information may be.</summary>
public enum Severity
{
    Error,
    Warning,
    Information,
}

/// <summary>Where a finding is: a file with line and column (both from 1; 0 when unknown) and the element or field it is about.</summary>
/// <param name="File">File name as the user gave it; empty when the text did not come from a file.</param>
/// <param name="Line">From 1; 0 = not known.</param>
/// <param name="Column">From 1; 0 = not known.</param>
/// <param name="Element">Field name or path of the element, for example <c>stages.qualifying.gate</c> or <c>close_date</c>.</param>
public sealed record Place(string File, int Line, int Column, string Element)
{
    public static readonly Place Unknown = new("", 0, 0, "");

    public override string ToString() =>
        Line == 0 ? (File.Length > 0 ? File : Element) : $"{(File.Length > 0 ? File : "input")}:{Line}:{Column}";
}

/// <summary>One thing wrong, or worth knowing, in something a person wrote or handed over. All findings are given at once.</summary>
/// <param name="Rule">Stable id: HW… for lint rules, otherwise a code like <c>csv-two-date-styles</c>.</param>
/// <param name="Message">One sentence: what is there.</param>
/// <param name="Why">One sentence: why it matters.</param>
/// <param name="Help">One sentence: how to mend it.</param>
public sealed record Finding(string Rule, Severity Severity, Place Place, string Message, string Why, string Help)
{
    /// <summary>Changes that would mend it, the best one first; empty where only a person can say how.</summary>
    public ImmutableArray<Fix> Fixes { get; init; } = [];
}

/// <summary>A change that mends a finding.</summary>
/// <param name="Title">What it does, as an order: “Accept the customer's word as proof”.</param>
/// <param name="IsSafe">Nothing is decided by it that a person should decide, so it may be made without asking.</param>
/// <param name="Changes">In the words of the elements; a page makes the edits of its text from them.</param>
public sealed record Fix(string Title, bool IsSafe, ImmutableArray<FieldChange> Changes)
{
    /// <summary>The same as edits of the text the finding is in; empty when there is no text.</summary>
    public ImmutableArray<TextEdit> Edits { get; init; } = [];
}

/// <summary>A field of an element set to a value, or taken out.</summary>
/// <param name="Element">Path of the element, for example <c>outcomes.who-signs</c>.</param>
/// <param name="Value">As it is written in the file; null = the field is taken out.</param>
public sealed record FieldChange(string Element, string Field, string? Value);

/// <summary>Text to put in place of a part of a file. Lines and columns from 1, in the units of .NET strings; the end is not part of
/// it.</summary>
public sealed record TextEdit(int StartLine, int StartColumn, int EndLine, int EndColumn, string Text);
