using Headway.Access;
using Headway.Processes;

namespace Headway.Opportunities;

/// <summary>Begin to pursue a possible sale, on the published version of a process.</summary>
public sealed record OpenOpportunity(
    OpportunityId Id, string Name, AccountId Account, PersonId Owner, Money? Amount, DateOnly? ExpectedClose, DateTimeOffset EffectiveAt)
{
    public static Decision Decide(OpenOpportunity command, Process process, Principal who, TeamId? ownersTeam, DateTimeOffset now)
    {
        if (Authority.Refuses(who, Deed.Work, command.Owner, ownersTeam) is { } no) return no;
        if (string.IsNullOrWhiteSpace(command.Name) || command.Name.Length > 200)
            return Decision.Refuse("name-missing", "Give the opportunity a name of at most 200 characters: what the customer would buy.");
        if (command.EffectiveAt > now) return Decision.Refuse("in-the-future", "An opportunity opens today or earlier, not in the future.");
        if (Money.Refuses(command.Amount) is { } amount) return amount;
        // The zone is not known here: a day that has just passed somewhere is let through.
        var yesterday = DateOnly.FromDateTime(now.UtcDateTime.AddDays(-1));
        if (ChangeExpectedClose.RefusesDay(command.ExpectedClose, yesterday) is { } day) return day;
        return Decision.Accept(new Happened(
            new OpportunityOpened(
                command.Id, command.Name.Trim(), command.Account, command.Owner, process.Key, process.Version, command.Amount,
                command.ExpectedClose),
            command.EffectiveAt));
    }
}
