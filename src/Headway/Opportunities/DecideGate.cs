using System.Collections.Immutable;
using Headway.Access;
using Headway.Processes;

namespace Headway.Opportunities;

/// <summary>Go, No-go or Not yet at the gate of the present stage (rules 11 to 17).</summary>
/// <param name="SeenVersion">The version of the opportunity that the decider looked at (rule 12).</param>
/// <param name="Reason">Required unless it is a Go within the criteria.</param>
/// <param name="AskAgainOn">Required for Not yet: the day it returns on Today.</param>
/// <param name="Chance">Chance to win shown to the decider, 0 to 1; null = not enough history.</param>
public sealed record DecideGate(
    StageKey Stage, GateWay Way, string? Reason, DateOnly? AskAgainOn, int SeenVersion, double? Chance, string? Fingerprint)
{
    /// <summary>The numbers shown to the decider say No-go: going on is worth less than the hours bring elsewhere. False where there are
    /// none.</summary>
    public bool BelowFloor { get; init; }

    public static Decision Decide(Situation at, DecideGate command)
    {
        var standing = at.Standing;
        if ((at.RefusesWhenClosed() ?? RefusesStage(standing, command) ?? RefusesDecider(at, standing.Stage)) is { } no) return no;
        if (at.RefusesUnseen(command.SeenVersion) is { } changed) return changed;

        var needed = standing.NeededAt(standing.Stage).ToList();
        var isBelow = command is { Way: GateWay.Go, BelowFloor: true };
        var isMissing = command.Way == GateWay.Go && needed.Any(now => now.State is not OutcomeState.Confirmed);
        var isOverride = isBelow || isMissing;
        if (RefusesWords(at, command, isBelow, isMissing) is { } words) return words;

        var frozen = needed.Select(now => new OutcomeAtGate(
            now.Outcome.Key, now.State.Word, now.State.RestsOn is { } evidence ? [evidence.Id] : []));
        var decided = new Happened(
            new GateDecided(
                standing.Stage.Key, command.Way, Trimmed(command.Reason), isOverride, [.. frozen], command.Chance, command.Fingerprint,
                command.SeenVersion, command.Way == GateWay.NotYet ? command.AskAgainOn : null,
                IsOwnGate(at, standing.Stage) ? true : null, isBelow ? true : null),
            at.Now);
        if (command.Way != GateWay.NoGo) return Decision.Accept(decided);
        var closing = new Closing.NoGo(at.Calendar.DayOf(at.Now), standing.Stage.Key, command.Reason!.Trim());
        return Decision.Accept(decided, new Happened(new OpportunityClosed(closing), at.Now));
    }

    private static Refusal? RefusesStage(Standing standing, DecideGate command)
    {
        if (standing.IsReadyToClose && command.Way == GateWay.NoGo && command.Stage == standing.Stage.Key) return null;
        if (standing.IsReadyToClose)
            return new Refusal(
                "all-gates-passed", "Every gate stands; close it as won, lost or no decision, or decide No-go at the last gate.");
        return command.Stage == standing.Stage.Key ? null
            : new Refusal("not-this-gate", $"Only the gate of {standing.Stage.Name} can be decided now; the stage follows from the Gos.");
    }

    /// <summary>Seller's gate: owner or the owner's leader. Leader's gate: the owner's leader only.</summary>
    private static Refusal? RefusesDecider(Situation at, Stage stage) => at.Refuses(DeedFor(stage.Gate, at.Opportunity.GateAmount));

    /// <summary>A leader's gate that the owner decides on his own opportunity, because nobody stands above him.</summary>
    private static bool IsOwnGate(Situation at, Stage stage) =>
        at.Who.Person == at.Opportunity.Owner && DeedFor(stage.Gate, at.Opportunity.GateAmount) == Deed.DecideLeadersGate;

    /// <param name="amount"><see cref="Opportunity.GateAmount"/>; an amount that nobody knows may be any, so the leader decides.</param>
    public static Deed DeedFor(Gate gate, Money? amount) => gate.DecidedBy.Match(
        seller: () => Deed.DecideSellersGate,
        leader: () => Deed.DecideLeadersGate,
        leaderFrom: from => amount is { } money && money.Amount < from ? Deed.DecideSellersGate : Deed.DecideLeadersGate);

    private static Refusal? RefusesWords(Situation at, DecideGate command, bool isBelow, bool isMissing)
    {
        if (isBelow || isMissing)
            return at.RefusesEmpty(
                command.Reason, "reason-missing", (isMissing, isBelow) switch
                {
                    (true, true) => "This goes on against the criteria and below the floor, where an hour brings more elsewhere; say why. "
                        + "It is kept as an override.",
                    (false, _) => "This goes on below the floor, where an hour brings more elsewhere; say why. It is kept as an override.",
                    _ => "This goes on against the criteria; say why. It is kept as an override.",
                });
        if (command.Way == GateWay.NoGo)
            return at.RefusesEmpty(command.Reason, "reason-missing", "Say why you walk away; others learn from it.");
        if (command.Way == GateWay.Go) return at.RefusesLong(command.Reason);
        if (at.RefusesEmpty(command.Reason, "reason-missing", "Say what is missing.") is { } empty) return empty;
        return command.AskAgainOn is { } day && day > at.Calendar.DayOf(at.Now) ? null
            : new Refusal("day-missing", "Say on which day, from tomorrow on, it should be asked again.");
    }

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>Take back a Go, with a reason: the stage falls back, the old decisions stay (rule 14).</summary>
/// <param name="SeenVersion">As for a closing.</param>
public sealed record WithdrawGo(StageKey Stage, string Reason, int? SeenVersion = null)
{
    public static Decision Decide(Situation at, WithdrawGo command)
    {
        if (at.RefusesWhenClosed() is { } closed) return closed;
        if (!at.Opportunity.Gos.ContainsKey(command.Stage) || at.Process.IndexOf(command.Stage) is not (>= 0 and var index))
            return Decision.Refuse("no-standing-go", "There is no standing Go at that gate.");
        var gate = at.Process.Stages[index].Gate;
        // Whoever may decide that gate: as it stood when the Go was given, and as it would stand now.
        Money? then = at.Opportunity.LastDecisionOn(command.Stage)?.GateAmount, now = at.Opportunity.GateAmount;
        if ((at.Refuses(DecideGate.DeedFor(gate, then)) ?? at.Refuses(DecideGate.DeedFor(gate, now))) is { } no) return no;
        if (at.RefusesUnseen(command.SeenVersion) is { } changed) return changed;
        if (at.RefusesEmpty(command.Reason, "reason-missing", "Say why the Go no longer holds.") is { } empty) return empty;
        return Decision.Accept(new Happened(new GoWithdrawn(command.Stage, command.Reason.Trim()), at.Now));
    }
}
