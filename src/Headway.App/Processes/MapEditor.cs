namespace Headway.App.Processes;

/// <summary>Which element of a draft is being edited, and how to come to another one and back.</summary>
/// <param name="Target">As in <see cref="StudioTarget"/>; null = none.</param>
/// <param name="Token">So that a form sent twice saves once.</param>
public sealed record MapEditor(string Address, string? Target, string Token, StudioForm? Typed, Refusal? Refusal)
{
    public string To(string target) => $"{Address}?edit={Uri.EscapeDataString(target)}#{StudioTarget.Anchor(target)}";

    public string Back(string target) => $"{Address}#{StudioTarget.Anchor(target)}";
}
