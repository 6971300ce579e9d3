using Headway.Processes;

namespace Headway.App.Opportunities;

/// <summary>A part of the process as a form names it: its kind, its key, and of a prompt the text.</summary>
internal static class VoicedText
{
    public static string Write(Voiced about) => about switch
    {
        Voiced.OfOutcome of => $"outcome/{of.Key}",
        Voiced.OfPrompt of => $"prompt/{of.Activity}/{of.Text}",
        Voiced.OfGate of => $"gate/{of.Stage}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <returns>Null for what no form of ours sends.</returns>
    public static Voiced? Read(string? text) => (text ?? "").Split('/', 3) switch
    {
        ["outcome", var key] => new Voiced.OfOutcome(OutcomeKey.Of(key)),
        ["prompt", var activity, var prompt] => new Voiced.OfPrompt(ActivityKey.Of(activity), prompt),
        ["gate", var stage] => new Voiced.OfGate(StageKey.Of(stage)),
        _ => null,
    };
}
