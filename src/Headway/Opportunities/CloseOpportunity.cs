using System.Collections.Immutable;
using Headway.Access;

namespace Headway.Opportunities;

/// <summary>End an opportunity as Won, Lost, No decision or Void (rule 18). No-go is decided at a gate (rule 17).</summary>
/// <param name="SeenVersion">The version that was looked at (rule 30); null where the door itself holds it, or nobody looked.</param>
public sealed record CloseOpportunity(Closing Closing, int? SeenVersion = null)
{
    /// <summary>How far back the owner himself may date a closing (rule 4).</summary>
    public const int OwnerMayBackDateDays = 14;

    /// <summary>A name, or a few words for what was chosen instead.</summary>
    public const int MaxTo = 200;

    public static Decision Decide(Situation at, CloseOpportunity command)
    {
        if ((at.Refuses(Deed.Close) ?? at.RefusesWhenClosed() ?? at.RefusesUnseen(command.SeenVersion)) is { } no) return no;
        return command.Closing.Match(
            won => Win(at, won),
            lost => Lose(at, lost),
            none => End(at, command.Closing, none.On, none.Reason),
            _ => Decision.Refuse("decide-the-gate", "Walking away is decided at the gate: choose No-go there, with the reason."),
            voided => voided.Survivor == at.Opportunity.Id
                ? Decision.Refuse("survivor-is-itself", "Name the other opportunity: the one that goes on.")
                : End(at, command.Closing, voided.On, voided.Reason));
    }

    private static Decision Win(Situation at, Closing.Won won)
    {
        if (Money.Refuses(won.Amount) is { } amount) return amount;
        var skipped = at.Process.Stages.Skip(at.Standing.StageIndex).Select(stage => stage.Key).ToImmutableArray();
        var gates = skipped.Length == 1 ? "1 gate was" : $"{skipped.Length} gates were";
        var ask = $"{gates} never decided; say in a sentence how it was won without.";
        if (skipped.Length > 0 && at.RefusesEmpty(won.SkippedReason, "skipped-reason-missing", ask) is { } no) return no;
        return Close(
            at, won with { SkippedGates = skipped, SkippedReason = skipped.Length > 0 ? won.SkippedReason!.Trim() : null }, won.On);
    }

    private static Decision Lose(Situation at, Closing.Lost lost)
    {
        if (lost.To?.Trim() is { Length: > MaxTo })
            return Decision.Refuse("too-long", $"Keep to whom it was lost within {MaxTo} characters; the reason has room for more.");
        var to = string.IsNullOrWhiteSpace(lost.To) ? null : lost.To.Trim();
        return End(at, lost with { To = to }, lost.On, lost.Reason);
    }

    private static Decision End(Situation at, Closing closing, DateOnly on, string reason) =>
        at.RefusesEmpty(reason, "reason-missing", "Say in a sentence why it ended; others learn from it.") is { } empty
            ? empty : Close(at, closing, on);

    private static Decision Close(Situation at, Closing closing, DateOnly on)
    {
        var today = at.Calendar.DayOf(at.Now);
        if (on > today) return Decision.Refuse("in-the-future", "A closing takes the day it happened, not a day to come.");
        if (today.DayNumber - on.DayNumber > OwnerMayBackDateDays && !at.Who.Leads(at.OwnersTeam))
            return Decision.Refuse(
                "too-far-back", $"You may date a closing back {OwnerMayBackDateDays} days; further back the owner's leader does it.");
        var since = at.Opportunity.OpenSince;
        if (on < at.Calendar.DayOf(since))
            return Decision.Refuse(
                "before-the-opening", $"It is open since {at.Calendar.DayOf(since):yyyy-MM-dd}; it cannot have ended on a day before.");
        var moment = on == today ? at.Now : at.Calendar.EndOf(on).AddSeconds(-1);
        // On the day of the opening or reopening itself the clock may not go back behind it.
        return Decision.Accept(new Happened(new OpportunityClosed(closing), moment < since ? since : moment));
    }
}

/// <summary>Open a closed opportunity again, with a reason (rule 19).</summary>
/// <param name="SeenVersion">As for a closing.</param>
public sealed record ReopenOpportunity(string Reason, int? SeenVersion = null)
{
    /// <summary>After this many days a new, linked opportunity is the honest record.</summary>
    public const int ReopenWithinDays = 180;

    public static Decision Decide(Situation at, ReopenOpportunity command)
    {
        if (at.Refuses(Deed.Reopen) is { } no) return no;
        if (at.Opportunity.ClosedAt is not { } closedAt) return Decision.Refuse("not-closed", "It is open already.");
        if (at.RefusesUnseen(command.SeenVersion) is { } changed) return changed;
        if (at.Calendar.DayOf(at.Now).DayNumber - at.Calendar.DayOf(closedAt).DayNumber > ReopenWithinDays)
            return Decision.Refuse(
                "too-long-ago", $"It was closed more than {ReopenWithinDays} days ago; open a new opportunity for this account instead.");
        if (at.RefusesEmpty(command.Reason, "reason-missing", "Say what changed.") is { } empty) return empty;
        return Decision.Accept(new Happened(new OpportunityReopened(command.Reason.Trim()), at.Now));
    }
}
