using Headway.Access;

namespace Headway.Opportunities;

public sealed record ChangeAmount(Money? Amount)
{
    public static Decision Decide(Situation at, ChangeAmount command)
    {
        if ((at.Refuses(Deed.Work) ?? at.RefusesWhenClosed()) is { } no) return no;
        if (Money.Refuses(command.Amount) is { } amount) return amount;
        if (command.Amount == at.Opportunity.Amount) return Decision.Refuse("nothing-changed", "That is the amount already.");
        return Decision.Accept(new Happened(new AmountChanged(command.Amount), at.Now));
    }
}

public sealed record ChangeExpectedClose(DateOnly? On)
{
    public static Decision Decide(Situation at, ChangeExpectedClose command)
    {
        if ((at.Refuses(Deed.Work) ?? at.RefusesWhenClosed()) is { } no) return no;
        if (RefusesDay(command.On, at.Calendar.DayOf(at.Now)) is { } day) return day;
        if (command.On == at.Opportunity.ExpectedClose) return Decision.Refuse("nothing-changed", "That is the expected day already.");
        return Decision.Accept(new Happened(new ExpectedCloseChanged(command.On), at.Now));
    }

    /// <summary>An expectation lies ahead; beyond ten years it is a slip of the keyboard.</summary>
    internal static Refusal? RefusesDay(DateOnly? on, DateOnly today) =>
        on < today ? new Refusal("close-has-passed", $"{on:yyyy-MM-dd} has passed; say when you expect it now, or leave it empty.")
        : on > today.AddYears(MostYearsAhead)
            ? new Refusal("close-too-far", $"Expect a close within {MostYearsAhead} years, or leave it empty.")
        : null;

    private const int MostYearsAhead = 10;
}

/// <summary>Hand the opportunity to somebody else; only the owner's leader does.</summary>
public sealed record ChangeOwner(PersonId Owner, string? Note)
{
    public static Decision Decide(Situation at, ChangeOwner command, Person newOwner)
    {
        if ((at.Refuses(Deed.ChangeOwner) ?? at.RefusesWhenClosed() ?? at.RefusesLong(command.Note)) is { } no) return no;
        if (command.Owner == at.Opportunity.Owner) return Decision.Refuse("nothing-changed", $"{newOwner.Name} owns it already.");
        if (!newOwner.Active || !newOwner.Roles.Contains(Role.Seller))
            return Decision.Refuse("not-a-seller", $"{newOwner.Name} is not an active seller; choose somebody who is.");
        return Decision.Accept(new Happened(new OwnerChanged(command.Owner, command.Note), at.Now));
    }
}

/// <summary>Say which part a contact plays in the customer's decision.</summary>
public sealed record InvolveContact(ContactId Contact, DecisionRole Role, string? Note)
{
    public static Decision Decide(Situation at, InvolveContact command)
    {
        if ((at.Refuses(Deed.Work) ?? at.RefusesWhenClosed()) is { } no) return no;
        if ((at.RefusesStranger(command.Contact) ?? at.RefusesLong(command.Note)) is { } cannot) return cannot;
        return Decision.Accept(new Happened(new ContactInvolved(command.Contact, command.Role, command.Note), at.Now));
    }
}
