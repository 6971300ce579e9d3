using System.Collections.Immutable;
using Headway.App.Access;
using Headway.App.Serving;
using Headway.Opportunities;
using Headway.Processes;

namespace Headway.App.Opportunities;

/// <summary>Evidence and activities through the API.</summary>
internal static class EvidenceApi
{
    public static void Map(RouteGroupBuilder group)
    {
        group.MapPost("{id:guid}/evidence", Record).Describe<OpportunityAnswer>(
            Policies.WorksOnOpportunities, "Record what the customer said or did about one outcome.", problems: [400, 404, 409, 412, 422]);
        group.MapPost("{id:guid}/evidence/{evidence:guid}/retraction", Retract).Describe<OpportunityAnswer>(
            Policies.WorksOnOpportunities, "Take evidence back, with a reason; it stays visible, struck.",
            problems: [400, 404, 409, 412, 422]);
        group.MapPost("{id:guid}/plans", Plan).Describe<OpportunityAnswer>(
            Policies.WorksOnOpportunities, "Plan an activity of the process.", problems: [400, 404, 409, 412, 422]);
        group.MapPost("{id:guid}/plans/{plan:guid}/dropping", Drop).Describe<OpportunityAnswer>(
            Policies.WorksOnOpportunities, "Let a plan go.", problems: [400, 404, 409, 412, 422]);
        group.MapPost("{id:guid}/activities", Done).Describe<OpportunityAnswer>(
            Policies.WorksOnOpportunities, "Say what an activity brought: one result for every outcome it pursues.",
            problems: [400, 404, 409, 412, 422]);
    }

    /// <param name="SaidBy">A contact of the account; with a channel it is customer proof (rule 6).</param>
    /// <param name="SaidByRole">In words, when nobody is named.</param>
    /// <param name="At">When it was true; now when left out.</param>
    /// <param name="Supersedes">Evidence that this one corrects.</param>
    /// <param name="Document">Title and link; required for proof by a document.</param>
    /// <param name="Captures">Values the outcome asks for, by the key of the capture.</param>
    public sealed record EvidenceBody(
        string Outcome, bool Confirms, string Sentence, Proof Proof, Guid? SaidBy = null, string? SaidByRole = null, string? Channel = null,
        DateTimeOffset? At = null, Guid? Supersedes = null, DocumentLink? Document = null,
        ImmutableDictionary<string, string>? Captures = null)
    {
        public RecordEvidence Command(Situation at) => new(
            new EvidenceId(Guid.CreateVersion7()), OutcomeKey.Of(Outcome), Confirms, Sentence, Proof,
            SaidBy is { } said ? new ContactId(said) : null, SaidByRole, Channel, At ?? at.Now,
            Supersedes is { } old ? new EvidenceId(old) : null, Captures ?? ImmutableDictionary<string, string>.Empty, Document);
    }

    public sealed record ReasonBody(string Reason);

    public sealed record PlanBody(string Activity, DateOnly On, string? Note = null);

    /// <param name="Learned">Evidence for outcomes the activity pursues.</param>
    /// <param name="NothingNew">The other outcomes it pursues.</param>
    public sealed record ActivityBody(
        string Activity, EvidenceBody[] Learned, string[] NothingNew, Guid? Plan = null, int? Minutes = null, DateTimeOffset? At = null);

    private static Task<IResult> Record(Guid id, EvidenceBody body, OpportunityCall call) =>
        call.Do(id, body, at => RecordEvidence.Decide(at, body.Command(at)));

    private static Task<IResult> Retract(Guid id, Guid evidence, ReasonBody body, OpportunityCall call) =>
        call.Do(id, body, at => RetractEvidence.Decide(at, new RetractEvidence(new EvidenceId(evidence), body.Reason)));

    private static Task<IResult> Plan(Guid id, PlanBody body, OpportunityCall call) => call.Do(id, body, at => PlanActivity.Decide(
        at, new PlanActivity(new PlanId(Guid.CreateVersion7()), ActivityKey.Of(body.Activity), body.On, body.Note)));

    private static Task<IResult> Drop(Guid id, Guid plan, ReasonBody body, OpportunityCall call) =>
        call.Do(id, body, at => DropActivity.Decide(at, new DropActivity(new PlanId(plan), body.Reason)));

    private static Task<IResult> Done(Guid id, ActivityBody body, OpportunityCall call) => call.Do(id, body, at => DoActivity.Decide(
        at, new DoActivity(
            body.Plan is { } plan ? new PlanId(plan) : null, ActivityKey.Of(body.Activity),
            [.. body.Learned.Select(each => each.Command(at))], [.. body.NothingNew.Select(OutcomeKey.Of)], body.Minutes,
                body.At ?? at.Now)));
}
