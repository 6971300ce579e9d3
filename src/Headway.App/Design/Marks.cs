namespace Headway.App.Design;

/// <summary>How an outcome is drawn. Claimed is a mark on an unknown outcome: somebody says so, and it counts nowhere.</summary>
public enum OutcomeShape { Unknown, Confirmed, Refuted, Stale, Claimed }

/// <summary>How a gate is drawn. Unsupported: passed, but what it rested on no longer holds.</summary>
public enum GateShape { Ahead, Here, Passed, Unsupported, NotYet, NoGo, Skipped }

public enum Tone { Plain, Go, Hold, Stop, Likely }

public static class MarkWords
{
    public static string Of(OutcomeShape shape) => shape switch
    {
        OutcomeShape.Unknown => "unknown",
        OutcomeShape.Confirmed => "confirmed",
        OutcomeShape.Refuted => "refuted",
        OutcomeShape.Stale => "stale",
        OutcomeShape.Claimed => "claimed",
    };

    public static string Of(GateShape shape) => shape switch
    {
        GateShape.Ahead => "gate ahead",
        GateShape.Here => "gate in front",
        GateShape.Passed => "gate passed",
        GateShape.Unsupported => "gate passed, no longer supported",
        GateShape.NotYet => "not yet",
        GateShape.NoGo => "no-go",
        GateShape.Skipped => "gate skipped",
    };

    public static string Css(Tone tone) => tone switch
    {
        Tone.Plain => "",
        Tone.Go => "go",
        Tone.Hold => "hold",
        Tone.Stop => "stop",
        Tone.Likely => "likely",
    };

    /// <summary>"2 confirmed, 1 unknown": what a row of marks says aloud.</summary>
    public static string Count(IReadOnlyList<OutcomeShape> marks) => marks.Count == 0
        ? "no outcomes"
        : string.Join(", ", marks.GroupBy(m => m).OrderBy(g => g.Key).Select(g => $"{g.Count()} {Of(g.Key)}"));
}

/// <summary>An entry of the menu. OnPhone entries are tabs below; the others are under More.</summary>
/// <param name="Key">The letter that goes there after g.</param>
/// <param name="Apart">Not for every day: stands below the others.</param>
public sealed record MenuItem(
    string Text, string Href, int? Count = null, char? Key = null, bool OnPhone = false, bool Apart = false);

/// <summary>One gate of a compact road.</summary>
public readonly record struct RoadGate(string Stage, GateShape Shape);

/// <summary>One stage of the road at full width.</summary>
/// <param name="IsPast">Its gate is passed and the opportunity has gone on.</param>
/// <param name="IsNow">The opportunity stands here.</param>
/// <param name="Note">Under the line: "Go, 24 Sep, you" or "day 32, usual 12–30".</param>
public sealed record RoadStage(string Name, GateShape Gate, IReadOnlyList<OutcomeShape> Outcomes, bool IsPast, bool IsNow,
    string Note = "");

/// <summary>A value somebody chooses, and how it reads.</summary>
public readonly record struct Choice(string Value, string Text);

/// <summary>A filter in force, and the address without it.</summary>
public readonly record struct ActiveFilter(string Text, string HrefWithout);

/// <summary>One field that was not accepted: which, and what to do.</summary>
public readonly record struct FieldError(string FieldId, string Message);

public enum Gravity { Error, Warning, Hint }

/// <summary>Something wrong in what somebody wrote: where, why it matters, how to fix it.</summary>
public sealed record FindingRow(Gravity Gravity, string Where, string Message, string Fix = "", string Rule = "",
    string? RuleHref = null);
