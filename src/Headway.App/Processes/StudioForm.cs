using System.Collections.Immutable;
using System.Globalization;
using Headway.Processes;

namespace Headway.App.Processes;

/// <summary>What a form of the process studio sends.</summary>
public sealed class StudioForm
{
    public string? Key { get; set; }

    /// <summary>edit, remove, up, down, mend, text, publish, agree, decline, discard.</summary>
    public string? Do { get; set; }

    /// <summary>As in <see cref="StudioTarget"/>.</summary>
    public string? Target { get; set; }

    public string? Name { get; set; }

    public string? Purpose { get; set; }

    public string? Question { get; set; }

    public string? Statement { get; set; }

    /// <summary>seller, leader or from.</summary>
    public string? Decides { get; set; }

    public string? From { get; set; }

    public List<string>? Proof { get; set; }

    public string? FreshFor { get; set; }

    public bool Needed { get; set; }

    public List<string>? Pursues { get; set; }

    /// <summary>One a line.</summary>
    public string? Prompts { get; set; }

    public string? Effort { get; set; }

    /// <summary>The whole file.</summary>
    public string? Text { get; set; }

    public string? Rule { get; set; }

    /// <summary>Which of a finding's fixes, from 0.</summary>
    public int Fix { get; set; }

    public string? Reason { get; set; }

    /// <summary>Outcomes that read differently and ask the same.</summary>
    public List<string>? Same { get; set; }

    /// <summary>Outcomes that read differently and ask something new.</summary>
    public List<string>? Fresh { get; set; }

    /// <returns>The change, or what cannot be read.</returns>
    public Answer<ProcessEdit> Edit() => (Do, StudioTarget.Read(Target)) switch
    {
        ("remove", { Element: { } element }) => new ProcessEdit.Removed(element),
        ("up" or "down", { Element: { } element }) => new ProcessEdit.Moved(element, Do == "down"),
        ("edit", { Kind: StudioKind.Process }) => new ProcessEdit.Whole(Name ?? "", Purpose ?? ""),
        ("edit", { Kind: StudioKind.Stage } target) => StageEdit(target),
        ("edit", { Kind: StudioKind.Outcome } target) => OutcomeEdit(target),
        ("edit", { Kind: StudioKind.Activity } target) => ActivityEdit(target),
        _ => new Refusal("element-gone", "That part is not in the draft any more; look again."),
    };

    private Answer<ProcessEdit> StageEdit(StudioTarget target)
    {
        if (DecidedBy() is not { } decider) return new Refusal("amount-unreadable", "Say from which amount on the leader decides.");
        return new ProcessEdit.OfStage(target.Element?.Stage, Name ?? "", Purpose ?? "", Question ?? "", decider);
    }

    private Answer<ProcessEdit> OutcomeEdit(StudioTarget target)
    {
        if (!Whole(FreshFor, out var days)) return new Refusal("fresh-for-wrong", "Say for how many days it holds, or leave it empty.");
        var proof = (Proof ?? []).Select(each => Enum.TryParse<Proof>(each, true, out var known) ? known : (Proof?)null).OfType<Proof>();
        return new ProcessEdit.OfOutcome(
            target.Stage, target.Element?.Outcome, Statement ?? "", Question ?? "", [.. proof.Distinct()], days, Needed);
    }

    private Answer<ProcessEdit> ActivityEdit(StudioTarget target)
    {
        if (!Whole(Effort, out var minutes)) return new Refusal("effort-wrong", "Say how many minutes it takes, or leave it empty.");
        ImmutableArray<string> prompts = [.. (Prompts ?? "").ReplaceLineEndings("\n").Split('\n')];
        return new ProcessEdit.OfActivity(
            target.Stage, target.Element?.Activity, Name ?? "", [.. (Pursues ?? []).Select(OutcomeKey.Of)], prompts, minutes);
    }

    private Decider? DecidedBy() => Decides switch
    {
        "leader" => new Decider.Leader(),
        "from" => Design.AmountText.Read(From).IsRefused(out _, out var amount) || amount is not > 0 ? null
            : new Decider.LeaderFrom(amount.Value),
        _ => new Decider.Seller(),
    };

    private static bool Whole(string? text, out int? number)
    {
        number = null;
        if (string.IsNullOrWhiteSpace(text)) return true;
        var read = int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var found);
        number = found;
        return read;
    }
}

public enum StudioKind
{
    Process,
    Stage,
    Outcome,
    Activity,
}

/// <summary>What a form is about: <c>process</c>, <c>stages.KEY</c>, <c>outcomes.KEY</c>, <c>activities.KEY</c>, or something new:
/// <c>new-stage</c>, <c>new-outcome.STAGE</c>, <c>new-activity.STAGE</c>.</summary>
/// <param name="Element">Null for the process itself and for something new.</param>
/// <param name="Stage">Where something new comes.</param>
public sealed record StudioTarget(StudioKind Kind, ElementKey? Element, StageKey Stage)
{
    public static StudioTarget? Read(string? text)
    {
        var (word, key) = text?.Split('.', 2) switch
        {
            [var one, var two] => (one, two),
            [var one] => (one, ""),
            _ => ("", ""),
        };
        return word switch
        {
            "process" => new StudioTarget(StudioKind.Process, null, default),
            "stages" => new StudioTarget(StudioKind.Stage, new ElementKey(Stage: new StageKey(key)), new StageKey(key)),
            "outcomes" => new StudioTarget(StudioKind.Outcome, new ElementKey(Outcome: new OutcomeKey(key)), default),
            "activities" => new StudioTarget(StudioKind.Activity, new ElementKey(Activity: new ActivityKey(key)), default),
            "new-stage" => new StudioTarget(StudioKind.Stage, null, default),
            "new-outcome" => new StudioTarget(StudioKind.Outcome, null, new StageKey(key)),
            "new-activity" => new StudioTarget(StudioKind.Activity, null, new StageKey(key)),
            _ => null,
        };
    }

    /// <summary>The place on the page to come back to.</summary>
    public static string Anchor(string target) => target.Replace('.', '-');
}
