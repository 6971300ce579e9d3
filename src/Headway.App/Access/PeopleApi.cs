using System.Collections.Immutable;
using Headway.Access;
using Headway.App.Serving;
using Headway.Storage.Views;

namespace Headway.App.Access;

/// <summary>People and teams for programs. Reading them is everybody's: owners and teams are named by their ids everywhere.</summary>
internal static class PeopleApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var people = Api.Group(routes, "people", "People");
        people.MapGet("", async (Views views, CancellationToken cancel) => Results.Ok((await views.People(cancel)).Select(PersonAnswer.Of)))
            .Describe<IReadOnlyList<PersonAnswer>>(Policies.Member, "Everybody with name, team, roles and whether active.");
        people.MapPost("", Invite).Describe<InvitedAnswer>(
            Policies.Administers, "Invite somebody; the answer holds the link that sets a password, once, within seven days.",
            201, 400, 422);
        people.MapPut("{id:guid}", Change).Describe<PersonAnswer>(
            Policies.Administers, "Change name, roles and team, or end and renew the access.", problems: [400, 404, 409, 422]);
        people.MapPost("{id:guid}/sign-in-link", Link).Describe<InvitedAnswer>(
            Policies.Administers, "Make a new one-time link; it ends older ones and every session.", 201, 400, 422);
        var teams = Api.Group(routes, "teams", "People");
        teams.MapGet("", async (Views views, CancellationToken cancel) => Results.Ok((await views.Teams(cancel)).Select(TeamAnswer.Of)))
            .Describe<IReadOnlyList<TeamAnswer>>(Policies.Member, "The teams with their parents and leaders.");
        teams.MapPost("", Form).Describe<TeamAnswer>(Policies.Administers, "Form a team.", 201, 400, 409, 422);
        teams.MapPut("{id:guid}", ChangeTeam).Describe<TeamAnswer>(
            Policies.Administers, "Rename it, put it elsewhere in the tree, or give it another leader.", problems: [400, 404, 409, 422]);
    }

    public sealed record PersonAnswer(Guid Id, string Name, ImmutableArray<Role> Roles, Guid? Team, bool Active)
    {
        public static PersonAnswer Of(Person person) =>
            new(person.Id.Value, person.Name, person.Roles, person.Team?.Value, person.Active);
    }

    public sealed record TeamAnswer(Guid Id, string Name, Guid? Parent, Guid? Leader)
    {
        public static TeamAnswer Of(Team team) => new(team.Id.Value, team.Name, team.Parent?.Value, team.Leader?.Value);
    }

    public sealed record InvitationBody(string Name, string Email, Role[] Roles, Guid? Team = null);

    public sealed record PersonBody(string Name, Role[] Roles, Guid? Team, bool Active);

    public sealed record TeamBody(string Name, Guid? Parent = null, Guid? Leader = null);

    public sealed record InvitedAnswer(Guid Id, string Link);

    private static async Task<IResult> Invite(InvitationBody body, Visit visit, PeopleWork work, HttpRequest request)
    {
        await visit.Begin();
        var command = new InvitePerson(new PersonId(Guid.CreateVersion7()), body.Name, body.Email, [.. body.Roles], TeamOf(body.Team));
        return Answer(await work.Invite(command, visit.Who, Api.Cause(visit.Who), Api.RequestKey(request, body)), request);
    }

    private static async Task<IResult> Link(Guid id, Visit visit, PeopleWork work, HttpRequest request)
    {
        await visit.Begin();
        return Answer(await work.MakeLink(new PersonId(id), visit.Who, Api.Cause(visit.Who)), request);
    }

    private static IResult Answer(Answer<Invited> answer, HttpRequest request) => answer.Match(
        invited => Results.Created(
            "/api/v1/people", new InvitedAnswer(invited.Person.Id.Value, $"{request.Scheme}://{request.Host}{invited.Link}")), Problems.Of);

    private static async Task<IResult> Change(Guid id, PersonBody body, Visit visit, PeopleWork work, Views views, HttpRequest request)
    {
        await visit.Begin();
        var command = new ChangePerson(new PersonId(id), body.Name, [.. body.Roles], TeamOf(body.Team), body.Active);
        if (await work.Change(command, visit.Who, Api.Cause(visit.Who), Api.RequestKey(request, body)) is { } refusal)
            return refusal.Code == "person-unknown" ? Problems.NoSuch("person") : Problems.Of(refusal);
        return Results.Ok(PersonAnswer.Of((await views.FindPerson(new PersonId(id)))!));
    }

    private static async Task<IResult> Form(TeamBody body, Visit visit, PeopleWork work, Views views, HttpRequest request)
    {
        await visit.Begin();
        var command = new FormTeam(new TeamId(Guid.CreateVersion7()), body.Name, TeamOf(body.Parent), PersonOf(body.Leader));
        if (await work.Form(command, visit.Who, Api.Cause(visit.Who), Api.RequestKey(request, body)) is { } refusal)
            return Problems.Of(refusal);
        // By its name, which only one team has: when the request was a repeat, the first one chose the id.
        var name = body.Name.Trim();
        return Results.Created("/api/v1/teams", TeamAnswer.Of((await views.Teams()).First(team =>
            string.Equals(team.Name, name, StringComparison.OrdinalIgnoreCase))));
    }

    private static async Task<IResult> ChangeTeam(Guid id, TeamBody body, Visit visit, PeopleWork work, HttpRequest request)
    {
        await visit.Begin();
        var team = new Team(new TeamId(id), body.Name.Trim(), TeamOf(body.Parent), PersonOf(body.Leader));
        var command = new ChangeTeam(team.Id, team.Name, team.Parent, team.Leader);
        if (await work.Change(command, visit.Who, Api.Cause(visit.Who), Api.RequestKey(request, body)) is { } refusal)
            return refusal.Code == "team-unknown" ? Problems.NoSuch("team") : Problems.Of(refusal);
        return Results.Ok(TeamAnswer.Of(team));
    }

    private static TeamId? TeamOf(Guid? id) => id is { } known ? new TeamId(known) : null;

    private static PersonId? PersonOf(Guid? id) => id is { } known ? new PersonId(known) : null;
}
