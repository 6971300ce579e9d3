using System.Collections.Immutable;
using Headway.Access;
using Xunit;

namespace Headway.Tests.Access;

public sealed class Letting_people_in
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 10, 0, 0, TimeSpan.Zero);
    private static readonly TeamId Top = Id(1, TeamId.Of), North = Id(2, TeamId.Of), Coast = Id(3, TeamId.Of), Nowhere = Id(9, TeamId.Of);

    private static readonly Person Adi = Someone(11, "Adi", null, Role.Administrator), Lea = Someone(12, "Lea", North, Role.Leader),
        Ana = Someone(13, "Ana", North, Role.Seller), Old = Someone(14, "Old", null, Role.Leader) with { Active = false };

    private static readonly Principal Administrator = new(Adi.Id, "Adi", [Role.Administrator], null, [], true);

    private static readonly Membership All = new(
        Administrator, [Adi, Lea, Ana, Old], [new(Top, "Sales", null, null), new(North, "North", Top, Lea.Id),
            new(Coast, "Coast", North, null)],
        Now);

    [Fact]
    public void Is_the_administrators_in_person()
    {
        Assert.Null(All.Refuses());
        foreach (var role in Enum.GetValues<Role>().Where(role => role != Role.Administrator))
            Assert.Equal("administrators-only", (All with { Who = Administrator with { Roles = [role] } }).Refuses()?.Code);
        Assert.Equal("people-decide", (All with { Who = Administrator with { IsPerson = false } }).Refuses()?.Code);
    }

    [Fact]
    public void Is_refused_before_anything_else_is_looked_at()
    {
        var at = All with { Who = Administrator with { Roles = [Role.Seller] } };
        Decision[] decisions =
        [
            InvitePerson.Decide(at, Invitation with { Name = "" }), ChangePerson.Decide(at, Change(Id(99, PersonId.Of))),
            FormTeam.Decide(at, new FormTeam(Nowhere, "", null, null)), ChangeTeam.Decide(at, new ChangeTeam(Nowhere, "", null, null)),
            MakeSignInLink.Decide(at, new MakeSignInLink(Id(99, PersonId.Of))),
        ];
        Assert.All(decisions, decision => Assert.Equal("administrators-only", CodeOf(decision)));
    }

    [Fact]
    public void Joins_the_person_and_notes_that_a_link_was_made() => Assert.Equal(
        ["person-joined.v1", "sign-in-link-made.v1"],
        FactsOf(InvitePerson.Decide(All, Invitation)).Select(happened => FactJson.NameOf(happened.Fact)));

    [Fact]
    public void Keeps_each_role_once_and_in_one_order()
    {
        var joined = (PersonJoined)FactsOf(InvitePerson.Decide(
            All, Invitation with { Roles = [Role.Leader, Role.Seller, Role.Leader] }))[0].Fact;
        Assert.Equal([Role.Seller, Role.Leader], joined.Roles);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("nora", false)]
    [InlineData("nora@", false)]
    [InlineData("@example.com", false)]
    [InlineData("nora@example", false)]
    [InlineData("nora@example.", false)]
    [InlineData("nora@exa mple.com", false)]
    [InlineData("nora@lind@example.com", false)]
    [InlineData("nora\n@example.com", false)]
    [InlineData("nora.lind+crm@example.co.uk", true)]
    [InlineData("  nora@example.com ", true)]
    [InlineData("åse@blåbær.example", true)]
    public void Takes_what_looks_like_an_address(string email, bool taken) => Assert.Equal(
        taken ? null : "email-unreadable", CodeOf(InvitePerson.Decide(All, Invitation with { Email = email })));

    [Theory]
    [InlineData("ana@example.com")]
    [InlineData("ANA@example.com")]
    [InlineData(" old@example.com")]
    public void Takes_an_address_once_also_of_the_inactive(string email) =>
        Assert.Equal("email-taken", CodeOf(InvitePerson.Decide(All, Invitation with { Email = email })));

    [Fact]
    public void Needs_a_name_a_role_and_a_team_that_exists()
    {
        Assert.Equal("name-missing", CodeOf(InvitePerson.Decide(All, Invitation with { Name = " " })));
        Assert.Equal("name-missing", CodeOf(InvitePerson.Decide(All, Invitation with { Name = new string('x', 201) })));
        Assert.Equal("role-missing", CodeOf(InvitePerson.Decide(All, Invitation with { Roles = [] })));
        Assert.Equal("team-unknown", CodeOf(InvitePerson.Decide(All, Invitation with { Team = Nowhere })));
    }

    [Fact]
    public void Ends_for_everybody_but_the_last_administrator()
    {
        Assert.Null(CodeOf(ChangePerson.Decide(All, Change(Ana.Id) with { Active = false })));
        Assert.Equal("last-administrator", CodeOf(ChangePerson.Decide(
            All, Change(Adi.Id) with { Roles = [Role.Administrator], Active = false })));
        Assert.Equal("last-administrator", CodeOf(ChangePerson.Decide(All, Change(Adi.Id))));
        Assert.Null(CodeOf(ChangePerson.Decide(All, Change(Adi.Id) with { Name = "Adi B", Roles = [Role.Administrator, Role.Viewer] })));
    }

    [Fact]
    public void Lets_an_administrator_go_when_another_active_one_is_left()
    {
        var second = Someone(20, "Ada", null, Role.Administrator);
        Assert.Null(CodeOf(ChangePerson.Decide(All with { People = All.People.Add(second) }, Change(Adi.Id))));
        Assert.Equal("last-administrator", CodeOf(ChangePerson.Decide(
            All with { People = All.People.Add(second with { Active = false }) }, Change(Adi.Id))));
    }

    [Fact]
    public void Changes_nothing_when_nothing_changed()
    {
        Assert.Equal("nothing-changed", CodeOf(ChangePerson.Decide(
            All, new ChangePerson(Ana.Id, " Ana ", [Role.Seller, Role.Seller], North, true))));
        Assert.Equal("nothing-changed", CodeOf(ChangeTeam.Decide(All, new ChangeTeam(North, "North", Top, Lea.Id))));
    }

    [Fact]
    public void Makes_a_link_for_the_active_only()
    {
        Assert.Null(CodeOf(MakeSignInLink.Decide(All, new MakeSignInLink(Ana.Id))));
        Assert.Equal("person-inactive", CodeOf(MakeSignInLink.Decide(All, new MakeSignInLink(Old.Id))));
    }

    [Fact]
    public void Puts_no_team_below_itself()
    {
        Assert.Equal("team-circle", CodeOf(ChangeTeam.Decide(All, new ChangeTeam(Top, "Sales", Coast, null))));
        Assert.Equal("team-circle", CodeOf(ChangeTeam.Decide(All, new ChangeTeam(Top, "Sales", Top, null))));
        Assert.Equal("team-circle", CodeOf(ChangeTeam.Decide(All, new ChangeTeam(North, "North", Coast, null))));
        Assert.Null(CodeOf(ChangeTeam.Decide(All, new ChangeTeam(Coast, "Coast", Top, null))));
    }

    [Fact]
    public void Does_not_hang_on_a_circle_of_old()
    {
        var circle = All with { Teams = [new(Top, "Sales", North, null), new(North, "North", Top, null), new(Coast, "Coast", null, null)] };
        Assert.Null(CodeOf(ChangeTeam.Decide(circle, new ChangeTeam(Coast, "Coast", North, null))));
    }

    [Fact]
    public void Gives_a_team_a_name_of_its_own_and_a_leader_who_leads()
    {
        Assert.Equal("name-taken", CodeOf(FormTeam.Decide(All, new FormTeam(Nowhere, "north ", null, null))));
        Assert.Equal("not-a-leader", CodeOf(FormTeam.Decide(All, new FormTeam(Nowhere, "South", Top, Ana.Id))));
        Assert.Equal("person-unknown", CodeOf(FormTeam.Decide(All, new FormTeam(Nowhere, "South", Top, Old.Id))));
        Assert.Equal("team-unknown", CodeOf(FormTeam.Decide(All, new FormTeam(Id(8, TeamId.Of), "South", Nowhere, null))));
        Assert.Null(CodeOf(FormTeam.Decide(All, new FormTeam(Nowhere, "South", Top, Lea.Id))));
    }

    private static InvitePerson Invitation => new(Id(50, PersonId.Of), "Nora", "nora@example.com", [Role.Seller], North);

    private static ChangePerson Change(PersonId id) => new(id, "Renamed", [Role.Seller], North, true);

    private static string? CodeOf(Decision decision) => decision.Match<string?>(_ => null, refusal => refusal.Code);

    private static ImmutableArray<Happened> FactsOf(Decision decision) =>
        decision.Match(facts => facts, refusal => throw new InvalidOperationException(refusal.Code));

    private static Person Someone(int number, string name, TeamId? team, Role role) =>
        new(Id(number, PersonId.Of), name, $"{name.ToLowerInvariant()}@example.com", [role], team, true);

    private static TId Id<TId>(int number, Func<Guid, TId> of) => of(new Guid(number, 0, 0, new byte[8]));
}
