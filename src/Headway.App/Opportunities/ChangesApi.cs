using Headway.Access;
using Headway.App.Access;
using Headway.App.Serving;
using Headway.Opportunities;
using Headway.Storage.Views;

namespace Headway.App.Opportunities;

/// <summary>Amount, day, owner and people through the API.</summary>
internal static class ChangesApi
{
    private static readonly int[] Problems = [400, 404, 409, 412, 422];

    public static void Map(RouteGroupBuilder group)
    {
        group.MapPut("{id:guid}/amount", Amount).Describe<OpportunityAnswer>(
            Policies.WorksOnOpportunities, "Change the amount; null while it is unknown.", problems: Problems);
        group.MapPut("{id:guid}/expected-close", ExpectedClose).Describe<OpportunityAnswer>(
            Policies.WorksOnOpportunities, "Change the day a close is expected; null while it is unknown.", problems: Problems);
        group.MapPut("{id:guid}/owner", Owner).Describe<OpportunityAnswer>(
            Policies.WorksOnOpportunities, "Hand it to another seller; only the owner's leader does. 204 when you see it no longer.",
            problems: Problems).Produces(204);
        group.MapPut("{id:guid}/people/{contact:guid}", Involve).Describe<OpportunityAnswer>(
            Policies.WorksOnOpportunities, "Say which part a contact plays in the customer's decision.", problems: Problems);
    }

    /// <param name="Currency">The present one, else the organisation's, when left out.</param>
    public sealed record AmountBody(decimal? Amount, string? Currency = null);

    public sealed record DayBody(DateOnly? On);

    public sealed record OwnerBody(Guid Owner, string? Note = null);

    public sealed record InvolvementBody(DecisionRole Role, string? Note = null);

    private static Task<IResult> Amount(Guid id, AmountBody body, OpportunityCall call) => call.Do(id, body, at => ChangeAmount.Decide(
        at, new ChangeAmount(body.Amount is { } amount
            ? new Money(amount, body.Currency ?? at.Opportunity.Amount?.Currency ?? call.Visit.Currency) : null)));

    private static Task<IResult> ExpectedClose(Guid id, DayBody body, OpportunityCall call) =>
        call.Do(id, body, at => ChangeExpectedClose.Decide(at, new ChangeExpectedClose(body.On)));

    private static async Task<IResult> Owner(Guid id, OwnerBody body, OpportunityCall call, Views views, CancellationToken cancel)
    {
        var owner = await views.FindPerson(new PersonId(body.Owner), cancel);
        return await call.Do(id, body, at => owner is not null
            ? ChangeOwner.Decide(at, new ChangeOwner(owner.Id, body.Note), owner)
            : at.Refuses(Deed.ChangeOwner) is { } no ? no : Decision.Refuse("person-unknown", "There is no such person."));
    }

    private static Task<IResult> Involve(Guid id, Guid contact, InvolvementBody body, OpportunityCall call) => call.Do(
        id, body, at => InvolveContact.Decide(at, new InvolveContact(new ContactId(contact), body.Role, body.Note)));
}
