using Headway.Access;

namespace Headway.Opportunities;

public sealed record ChangeAmount(Money? Amount)
{
    public static Decision Decide(Situation at, ChangeAmount command)
    {
        if ((at.Refuses(Deed.Work) ?? at.RefusesWhenClosed()) is { } no) return no;
        if (command.Amount is { Amount: < 0 }) return Decision.Refuse("amount-negative", "An amount is zero or more; leave it empty while it is unknown.");
        if (command.Amount == at.Opportunity.Amount) return Decision.Refuse("nothing-changed", "That is the amount already.");
        return Decision.Accept(new Happened(new AmountChanged(command.Amount), at.Now));
    }
}

public sealed record ChangeExpectedClose(DateOnly? On)
{
    public static Decision Decide(Situation at, ChangeExpectedClose command)
    {
        if ((at.Refuses(Deed.Work) ?? at.RefusesWhenClosed()) is { } no) return no;
        if (command.On == at.Opportunity.ExpectedClose) return Decision.Refuse("nothing-changed", "That is the expected day already.");
        return Decision.Accept(new Happened(new ExpectedCloseChanged(command.On), at.Now));
    }
}

/// <summary>Hand the opportunity to somebody else; only the owner's leader does.</summary>
public sealed record ChangeOwner(PersonId Owner, string? Note)
{
    public static Decision Decide(Situation at, ChangeOwner command, Person newOwner)
    {
        if ((at.Refuses(Deed.ChangeOwner) ?? at.RefusesWhenClosed()) is { } no) return no;
        if (command.Owner == at.Opportunity.Owner) return Decision.Refuse("nothing-changed", $"{newOwner.Name} owns it already.");
        if (!newOwner.Active || !newOwner.Roles.Contains(Role.Seller))
            return Decision.Refuse("not-a-seller", $"{newOwner.Name} is not an active seller; choose somebody who is.");
        return Decision.Accept(new Happened(new OwnerChanged(command.Owner, command.Note), at.Now));
    }
}

/// <summary>Say which part a contact plays in the customer's decision.</summary>
public sealed record InvolveContact(ContactId Contact, DecisionRole Role, string? Note)
{
    public static Decision Decide(Situation at, InvolveContact command, bool isContactOfAccount)
    {
        if ((at.Refuses(Deed.Work) ?? at.RefusesWhenClosed()) is { } no) return no;
        if (!isContactOfAccount) return Decision.Refuse("contact-unknown", "That person is no contact of this account; add them there first.");
        if (command.Note is { Length: > Situation.MaxSentence }) return Decision.Refuse("too-long", "Keep the note to a few sentences.");
        return Decision.Accept(new Happened(new ContactInvolved(command.Contact, command.Role, command.Note), at.Now));
    }
}
