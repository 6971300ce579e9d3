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
public sealed record Finding(string Rule, Severity Severity, Place Place, string Message, string Why, string Help);
