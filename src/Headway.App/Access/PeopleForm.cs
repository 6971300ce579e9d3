using System.Collections.Immutable;
using Headway.Access;
using Headway.App.Opportunities;

namespace Headway.App.Access;

/// <summary>What the forms of the people page send. <see cref="Do"/> says which; fields that a form does not have stay null.</summary>
public sealed class PeopleForm
{
    public string? Do { get; set; }

    public string? Key { get; set; }

    /// <summary>The person or the team that is changed.</summary>
    public Guid? Id { get; set; }

    public string? Name { get; set; }

    public string? Email { get; set; }

    public List<string>? Roles { get; set; }

    public string? Team { get; set; }

    public string? Parent { get; set; }

    public string? Leader { get; set; }

    public RequestKey Request() => new(string.IsNullOrWhiteSpace(Key) ? null : Key, string.Join(
        '\n', [Do, Id?.ToString(), Name, Email, string.Join(',', Roles ?? []), Team, Parent, Leader]));

    public InvitePerson Invite(Guid newId) => new(new PersonId(newId), Name ?? "", Email ?? "", ChosenRoles, IdOf(Team, TeamId.Of));

    public ChangePerson Change() => new(PersonId, Name ?? "", ChosenRoles, IdOf(Team, TeamId.Of), Active: true);

    /// <summary>Ending and renewing an access changes nothing else.</summary>
    public ChangePerson? Access(Membership at, bool active) =>
        at.Find(PersonId) is { } person ? new ChangePerson(person.Id, person.Name, person.Roles, person.Team, active) : null;

    public FormTeam FormTeam(Guid newId) => new(new TeamId(newId), Name ?? "", IdOf(Parent, TeamId.Of), IdOf(Leader, Headway.PersonId.Of));

    public ChangeTeam ChangeTeam() =>
        new(new TeamId(Id ?? Guid.Empty), Name ?? "", IdOf(Parent, TeamId.Of), IdOf(Leader, Headway.PersonId.Of));

    public PersonId PersonId => new(Id ?? Guid.Empty);

    private ImmutableArray<Role> ChosenRoles =>
        [.. (Roles ?? []).Where(text => Enum.TryParse<Role>(text, out var role) && Enum.IsDefined(role)).Select(Enum.Parse<Role>)];

    private static TId? IdOf<TId>(string? text, Func<Guid, TId> of) where TId : struct => Guid.TryParse(text, out var id) ? of(id) : null;
}
