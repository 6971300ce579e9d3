using Headway.Learning;
using Headway.Opportunities;
using Headway.Tests.Opportunities;
using Xunit;
using static Headway.Tests.Opportunities.Scene;

namespace Headway.Tests.Learning;

public sealed class Learning_from_endings
{
    private readonly List<StoredFact> facts =
    [
        Stored(1, StreamId.Of(Road.Key), 1, new Headway.Processes.ProcessPublished(Road, "", "First", null), Start),
        Stored(2, StreamId.Of(Acme), 1, new AccountAdded(Acme, "Acme", null), Start),
    ];

    private int next = 2_000;

    [Fact]
    public void Keeps_the_words_the_stage_and_to_whom()
    {
        var one = Open();
        Add(one, Go(Qualify), 1);
        Add(one, new OpportunityClosed(new Closing.Lost(new DateOnly(2026, 3, 20), "A third cheaper", "Brisk Pumps")), 16);
        var told = Assert.Single(Words());
        Assert.Equal(
            ("Acme", "lost", "Prove", "A third cheaper", "Brisk Pumps"), (told.AccountName, told.How, told.Stage, told.Reason, told.To));
        Assert.True(told.Holds("brisk CHEAPER"));
        Assert.False(told.Holds("brisk dearer"));
    }

    [Fact]
    public void Is_the_newest_first_and_without_won_void_reopened_and_unseen()
    {
        var early = Ended(new Closing.NoDecision(new DateOnly(2026, 3, 10), "Silence"), 6);
        var late = Ended(new Closing.NoGo(new DateOnly(2026, 3, 12), Qualify, "No budget"), 8);
        Ended(new Closing.Won(new Money(1, "EUR"), new DateOnly(2026, 3, 12), [], null), 8);
        Ended(new Closing.Void(new DateOnly(2026, 3, 12), "Test", null), 8);
        var back = Ended(new Closing.Lost(new DateOnly(2026, 3, 12), "Price"), 8);
        Add(back, new OpportunityReopened("They came back"), 9);
        var hidden = Ended(new Closing.Lost(new DateOnly(2026, 3, 12), "Price"), 8);
        Assert.Equal([late, early], Words(id => id != hidden).Select(each => each.Opportunity));
        Assert.Equal(["Qualify", "Qualify"], Words(id => id != hidden).Select(each => each.Stage));
    }

    [Fact]
    public void Says_what_became_of_a_no_go()
    {
        var stands = NoGo(2, Id(31, AccountId.Of));
        var elsewhere = NoGo(3, Id(32, AccountId.Of));
        Ended(new Closing.Won(new Money(1, "EUR"), new DateOnly(2026, 3, 30), [], null), 26, openedOn: 10, at: Id(32, AccountId.Of));
        var before = NoGo(4, Id(33, AccountId.Of));
        Ended(new Closing.Won(new Money(1, "EUR"), new DateOnly(2026, 3, 30), [], null), 26, openedOn: 1, at: Id(33, AccountId.Of));
        var reopened = NoGo(5, Id(34, AccountId.Of));
        Add(reopened, new OpportunityReopened("They called"), 7);
        var won = NoGo(6, Id(35, AccountId.Of));
        Add(won, new OpportunityReopened("They called"), 8);
        Add(won, new OpportunityClosed(new Closing.Won(new Money(1, "EUR"), new DateOnly(2026, 3, 30), [], null)), 26);
        Assert.Equal(
            [
                (won, AfterNoGo.ReopenedAndWon), (reopened, AfterNoGo.Reopened), (before, AfterNoGo.Stands),
                (elsewhere, AfterNoGo.WonElsewhere), (stands, AfterNoGo.Stands),
            ],
            NoGoLater.Of(LivedRecord.Empty.With(facts), Road.Key, _ => true).Select(each => (each.Opportunity.Id, each.After)));
    }

    [Fact]
    public void Is_the_same_however_the_facts_arrive()
    {
        Says_what_became_of_a_no_go();
        var atOnce = LivedRecord.Empty.With(facts);
        var oneByOne = facts.Aggregate(LivedRecord.Empty, (lived, fact) => lived.With([fact]));
        Assert.Equal(
            NoGoLater.Of(atOnce, Road.Key, _ => true).Select(each => (each.Opportunity.Id, each.Opportunity.Version, each.After)),
            NoGoLater.Of(oneByOne, Road.Key, _ => true).Select(each => (each.Opportunity.Id, each.Opportunity.Version, each.After)));
    }

    private IReadOnlyList<LostInWords> Words(Func<OpportunityId, bool>? sees = null) =>
        LostInWords.Of(LivedRecord.Empty.With(facts), Road.Key, sees ?? (_ => true));

    private static GateDecided Go(Headway.StageKey stage) => new(stage, GateWay.Go, null, false, [], null, null, 1, null);

    private OpportunityId Open(int day = 0, AccountId? at = null)
    {
        var id = Id(next++, OpportunityId.Of);
        Add(id, new OpportunityOpened(id, "Pumps", at ?? Acme, Ana, Road.Key, 1, null, null), day);
        return id;
    }

    private OpportunityId Ended(Closing closing, int day, int openedOn = 0, AccountId? at = null)
    {
        var id = Open(openedOn, at);
        Add(id, new OpportunityClosed(closing), day);
        return id;
    }

    private OpportunityId NoGo(int day, AccountId at)
    {
        var id = Open(0, at);
        Add(id, new GateDecided(Qualify, GateWay.NoGo, "No budget", false, [], null, null, 1, null), day);
        Add(id, new OpportunityClosed(new Closing.NoGo(new DateOnly(2026, 3, 4).AddDays(day), Qualify, "No budget")), day);
        return id;
    }

    private void Add(OpportunityId id, Fact fact, int day)
    {
        var stream = StreamId.Of(id);
        facts.Add(Stored(facts.Count + 1, stream, facts.Count(each => each.Stream == stream) + 1, fact, Start.AddDays(day)));
    }

    private static StoredFact Stored(long position, StreamId stream, int version, Fact fact, DateTimeOffset at) =>
        new(position, stream, version, at, at, at, new Actor(Ana, "page"), fact);
}
