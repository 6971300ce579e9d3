using Headway.Access;
using Headway.Opportunities;
using Xunit;
using static Headway.Tests.Opportunities.Scene;

namespace Headway.Tests.Opportunities;

public sealed class Changing_an_opportunity
{
    private static readonly Person BenSells = new(Ben, "Ben", "ben@example.com", [Role.Seller], South, true);
    private readonly Scene scene = new();

    [Fact]
    public void Only_the_owners_leader_hands_it_over_and_no_assistant_in_his_name()
    {
        var command = new ChangeOwner(Ben, "Ana leaves.");
        Refused("leader-hands-over", ChangeOwner.Decide(scene.At(Seller), command, BenSells));
        Refused("not-yours", ChangeOwner.Decide(scene.At(OtherLeader), command, BenSells));
        Refused("people-decide", ChangeOwner.Decide(scene.At(Leader with { IsPerson = false }), command, BenSells));
        Accepted(scene.Do(Leader, at => ChangeOwner.Decide(at, command, BenSells)));
        Assert.Equal(Ben, scene.Opportunity.Owner);
    }

    [Fact]
    public void It_goes_to_an_active_seller_other_than_the_owner()
    {
        Refused("nothing-changed", ChangeOwner.Decide(scene.At(Leader), new ChangeOwner(Ana, null), BenSells with { Id = Ana }));
        Refused("not-a-seller", ChangeOwner.Decide(scene.At(Leader), new ChangeOwner(Ben, null), BenSells with { Active = false }));
        Refused("not-a-seller", ChangeOwner.Decide(scene.At(Leader), new ChangeOwner(Ben, null), BenSells with { Roles = [Role.Viewer] }));
    }

    [Fact]
    public void An_amount_is_none_or_between_zero_and_a_million_million()
    {
        Refused("amount-negative", ChangeAmount.Decide(scene.At(Seller), new ChangeAmount(new Money(-0.01m, "EUR"))));
        Refused("amount-too-large", ChangeAmount.Decide(scene.At(Seller), new ChangeAmount(new Money(1e20m, "EUR"))));
        Refused("nothing-changed", ChangeAmount.Decide(scene.At(Seller), new ChangeAmount(new Money(20_000, "EUR"))));
        Accepted(scene.Do(Seller, at => ChangeAmount.Decide(at, new ChangeAmount(null))));
        Assert.Null(scene.Opportunity.Amount);
    }

    [Fact]
    public void The_expected_day_may_be_any_and_may_be_taken_away()
    {
        Accepted(scene.Do(Seller, at => ChangeExpectedClose.Decide(at, new ChangeExpectedClose(scene.Today.AddDays(60)))));
        Refused("nothing-changed", ChangeExpectedClose.Decide(scene.At(Seller), new ChangeExpectedClose(scene.Today.AddDays(60))));
        Accepted(scene.Do(Seller, at => ChangeExpectedClose.Decide(at, new ChangeExpectedClose(null))));
        Assert.Null(scene.Opportunity.ExpectedClose);
    }

    [Fact]
    public void The_last_word_on_a_contacts_role_counts_and_strangers_have_none()
    {
        Refused("contact-unknown", InvolveContact.Decide(scene.At(Seller), new InvolveContact(Stranger, DecisionRole.Signs, null)));
        foreach (var role in new[] { DecisionRole.Advises, DecisionRole.Signs })
            Accepted(scene.Do(Seller, at => InvolveContact.Decide(at, new InvolveContact(Dora, role, null))));
        Assert.Equal(DecisionRole.Signs, scene.Opportunity.People[Dora].Role);
    }

    [Fact]
    public void Opening_takes_a_name_a_day_that_was_and_the_owner_or_his_leader()
    {
        var open = new OpenOpportunity(Pumps, " Pumps ", Acme, Ana, null, null, Start);
        var opened = Accepted(OpenOpportunity.Decide(open, Road, Seller, North, Start))[0].Fact;
        Assert.Equal(("Pumps", 1), (((OpportunityOpened)opened).Name, ((OpportunityOpened)opened).ProcessVersion));
        Accepted(OpenOpportunity.Decide(open, Road, Leader, North, Start));
        Refused("name-missing", OpenOpportunity.Decide(open with { Name = " " }, Road, Seller, North, Start));
        Refused("in-the-future", OpenOpportunity.Decide(open with { EffectiveAt = Start.AddTicks(1) }, Road, Seller, North, Start));
        Refused("amount-negative", OpenOpportunity.Decide(open with { Amount = new Money(-1, "EUR") }, Road, Seller, North, Start));
        foreach (var who in new[] { OtherSeller, OtherLeader, Administrator, Viewer })
            Refused("not-yours", OpenOpportunity.Decide(open, Road, who, North, Start));
    }

    [Fact]
    public void A_stream_opens_once_and_starts_with_it()
    {
        Assert.Throws<InvalidOperationException>(() => scene.Append(new Happened(scene.Opened, Start), Seller));
        var stray = new StoredFact(1, StreamId.Of(Pumps), 1, Start, Start, Start, Actor.Program, new OpportunityReopened("x"));
        Assert.Throws<InvalidOperationException>(() => OpportunityEvolving.Evolve(null, stray));
    }
}

public sealed class Authority_over_an_opportunity
{
    private static readonly Deed[] Deeds = Enum.GetValues<Deed>();

    private static Deed[] Allowed(Principal who) => [.. Deeds.Where(deed => Authority.Refuses(who, deed, Ana, North) is null)];

    [Fact]
    public void The_owner_works_and_decides_but_leaves_a_leaders_gate_and_the_handing_over() =>
        Assert.Equal([Deed.Work, Deed.DecideSellersGate, Deed.Close, Deed.Reopen, Deed.Migrate], Allowed(Seller));

    [Fact]
    public void The_owners_leader_may_everything() => Assert.Equal(Deeds, Allowed(Leader));

    [Fact]
    public void An_assistant_works_and_decides_nothing()
    {
        Assert.Equal([Deed.Work], Allowed(Seller with { IsPerson = false }));
        Assert.Equal([Deed.Work], Allowed(Leader with { IsPerson = false }));
    }

    [Fact]
    public void The_process_owner_moves_it_to_another_version_and_no_more() => Assert.Equal([Deed.Migrate], Allowed(ProcessOwner));

    [Fact]
    public void Nobody_else_may_anything_even_when_a_team_names_him_its_leader()
    {
        foreach (var who in new[] { OtherSeller, OtherLeader, Administrator, Viewer })
            Assert.Empty(Allowed(who));
        Assert.Empty(Allowed(Seller with { Roles = [Role.Viewer] }));
    }
}

public sealed class Days_of_the_organisation
{
    [Theory]
    [InlineData("UTC")]
    [InlineData("Europe/Berlin")]
    [InlineData("America/Havana")] // clocks go back at one in the morning, to midnight: it comes twice
    [InlineData("America/Sao_Paulo")] // they went forward at midnight: it did not come at all
    [InlineData("Australia/Lord_Howe")]
    [InlineData("Pacific/Apia")]
    public void Begin_at_their_first_instant(string zone)
    {
        var calendar = new Calendar(TimeZoneInfo.FindSystemTimeZoneById(zone));
        for (var day = new DateOnly(2012, 1, 1); day < new DateOnly(2030, 1, 1); day = day.AddDays(1))
        {
            var start = calendar.StartOf(day);
            Assert.Equal(day, calendar.DayOf(start));
            Assert.Equal(day.AddDays(-1), calendar.DayOf(start.AddTicks(-1)));
        }
    }
}
