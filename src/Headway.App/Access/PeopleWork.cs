using System.Collections.Immutable;
using Headway.Access;
using Headway.App.Opportunities;
using Headway.Storage.Facts;
using Headway.Storage.Views;

namespace Headway.App.Access;

/// <param name="Link">A path of this program; works once.</param>
public sealed record Invited(Person Person, string Link);

/// <summary>From a door to the stored fact about people and teams: read everybody, let the domain decide, append.</summary>
public sealed class PeopleWork(FactStore store, Views views, SignInLinks links, TimeProvider time)
{
    private const int Attempts = 5;

    public async Task<Membership> Now(Principal who) => new(who, await views.People(), await views.Teams(), time.GetUtcNow());

    /// <returns>Who was invited with the one-time link, or why nobody was.</returns>
    public async Task<Answer<Invited>> Invite(InvitePerson command, Principal who, string cause, RequestKey request)
    {
        if (await Do(StreamId.Of(command.Id), who, cause, at => InvitePerson.Decide(at, command), request) is { } refusal) return refusal;
        // By the address: when the request was a repeat, the first one chose the id.
        var person = (await views.FindPersonByEmail(command.Email.Trim()))!;
        return new Invited(person, await links.Make(person));
    }

    public async Task<Answer<Invited>> MakeLink(PersonId id, Principal who, string cause)
    {
        if (await Do(StreamId.Of(id), who, cause, at => MakeSignInLink.Decide(at, new MakeSignInLink(id)), RequestKey.None) is { } refusal)
            return refusal;
        var person = (await views.FindPerson(id))!;
        return new Invited(person, await links.Make(person));
    }

    public async Task<Refusal?> Change(ChangePerson command, Principal who, string cause, RequestKey request)
    {
        // That another administrator is left must still be true at the append: two could take the role from each other at once.
        var refusal = await Do(StreamId.Of(command.Id), who, cause, at => ChangePerson.Decide(at, command), request,
            at => from person in at.People
                  where person.Active && person.Roles.Contains(Role.Administrator)
                  select StreamId.Of(person.Id));
        if (refusal is null && !command.Active) await links.EndSessions(command.Id);
        return refusal;
    }

    public Task<Refusal?> Form(FormTeam command, Principal who, string cause, RequestKey request) =>
        Do(StreamId.Of(command.Id), who, cause, at => FormTeam.Decide(at, command), request);

    // Two teams put below each other at once would make a circle: the decision rests on all of them.
    public Task<Refusal?> Change(ChangeTeam command, Principal who, string cause, RequestKey request) =>
        Do(StreamId.Of(command.Id), who, cause, at => ChangeTeam.Decide(at, command), request,
            at => at.Teams.Select(team => StreamId.Of(team.Id)));

    /// <param name="restsOn">Other streams the decision relies on: an append without facts holds them where they were.</param>
    private async Task<Refusal?> Do(
        StreamId stream, Principal who, string cause, Func<Membership, Decision> decide, RequestKey request,
        Func<Membership, IEnumerable<StreamId>>? restsOn = null)
    {
        for (var attempt = 1; ; attempt++)
        {
            // Versions before views: whatever changes in between makes the append fail, never the decision wrong.
            var held = (restsOn?.Invoke(await Now(who)) ?? []).Except([stream]).ToImmutableArray();
            var guards = ImmutableArray.CreateBuilder<StreamAppend>();
            foreach (var each in held) guards.Add(new StreamAppend(each, (await store.Read(each)).Length, []));
            var version = (await store.Read(stream)).Length;
            var at = await Now(who);
            var decision = decide(at);
            if (decision is Decision.Refused(var refusal))
                return request.Key is { } key && await store.WasAnswered(who.Person, key, request.Hash) ? null : refusal;
            var accepted = (Decision.Accepted)decision;
            var append = new Append(
                new Actor(who.Person, cause), [new StreamAppend(stream, version, accepted.Facts), .. guards], request.Key, request.Hash);
            var stillThose = restsOn is null || restsOn(at).Except([stream]).ToHashSet().SetEquals(held);
            switch (stillThose ? await store.Append(append) : new AppendResult.Conflict(stream, version, version))
            {
                case AppendResult.Appended or AppendResult.Repeated:
                    return null;
                case AppendResult.KeyUsedOtherwise:
                    return new Refusal("key-used-otherwise", "This request key was used for something else; send a new one.");
                case AppendResult.Conflict when attempt == Attempts:
                    return new Refusal("changed-since-you-looked", "Others are changing people or teams right now; try again.");
            }
        }
    }
}
