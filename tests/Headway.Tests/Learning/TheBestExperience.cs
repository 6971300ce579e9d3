using System.Collections.Immutable;
using Headway.Learning;
using Headway.Opportunities;
using Headway.Processes;
using Headway.Statistics.Intervals;
using Headway.Tests.Opportunities;
using Xunit;
using static Headway.Tests.Opportunities.Scene;

namespace Headway.Tests.Learning;

public sealed class The_best_experience
{
    private readonly List<StoredFact> facts = [];
    private int next = 1_000;

    [Fact]
    public void Is_the_evidence_a_won_opportunity_rested_on_the_newest_first_and_five_at_most()
    {
        var won = Enumerable.Range(1, 7).Select(day => Case(Start.AddDays(day), "Acme", Won, Confirms(Pain, $"Sentence {day}."))).ToList();
        var found = Of(Pain);
        Assert.Equal((7, 7), (found.Won, found.Confirmed));
        Assert.Equal([7, 6, 5, 4, 3], found.Sentences.Select(each => int.Parse(each.Sentence[9..^1])));
        Assert.Equal(7, won.Count);
    }

    [Fact]
    public void Leaves_out_what_was_lost_refuted_claimed_retracted_or_learned_afterwards()
    {
        Case(Start, "Acme", Lost, Confirms(Pain, "Lost."));
        Case(Start, "Acme", Won, Confirms(Pain, "First."), Confirms(Pain, "Then not.") with { Confirms = false });
        Case(Start, "Acme", Won, Confirms(Pain, "Claimed.") with { Accepted = false });
        var taken = Confirms(Pain, "Taken back.");
        var last = Case(Start, "Acme", Won, taken);
        Add(last, new EvidenceRetracted(taken.Evidence, "Misheard"), Start.AddDays(40));
        var late = Case(Start, "Acme", Won);
        Add(late, Confirms(Pain, "Told after the win."), Start.AddDays(40));
        Case(Start, "Acme", new Closing.Void(new DateOnly(2026, 3, 20), "Test", null), Confirms(Pain, "Void."));
        var found = Of(Pain);
        Assert.Equal((4, 0), (found.Won, found.Confirmed));
        Assert.Empty(found.Sentences);
    }

    [Fact]
    public void A_win_that_was_reopened_tells_nothing()
    {
        var one = Case(Start, "Acme", Won, Confirms(Pain, "Won once."));
        Add(one, new OpportunityReopened("They stepped back"), Start.AddDays(50));
        Assert.Equal((0, 0), (Of(Pain).Won, Of(Pain).Confirmed));
    }

    [Fact]
    public void Comes_only_from_opportunities_the_reader_may_see()
    {
        var mine = Case(Start, "Acme", Won, Confirms(Pain, "Mine."));
        Case(Start, "Borg", Won, Confirms(Pain, "Not mine."));
        var found = Of(Pain, id => id == mine);
        Assert.Equal((1, 1, "Mine."), (found.Won, found.Confirmed, found.Sentences.Single().Sentence));
    }

    [Fact]
    public void Of_an_activity_counts_opportunities_and_not_times()
    {
        for (var i = 0; i < 12; i++)
        {
            var said = Confirms(Pain, "Yes.");
            var one = Case(Start.AddDays(i), "Acme", i % 2 == 0 ? Won : Lost, i < 9 ? [said] : []);
            for (var times = 0; times < 3; times++)
                Add(one, new ActivityDone(
                    null, Meet, [new(Pain, i < 9 && times == 2 ? said.Evidence : null), new(Criteria, null)], null), Start.AddDays(i));
        }
        var activity = Assert.Single(Of(Pain).Activities);
        Assert.Equal((Meet, 9, 12), (activity.Activity.Key, activity.Confirmed, activity.Done));
        var share = Assert.IsType<Figure.Known>(activity.Share);
        Assert.Equal((0.75, 12, Wilson.Of(9, 12)), (share.Value, share.N, share.Interval));
    }

    [Fact]
    public void Of_an_activity_done_on_fewer_than_ten_is_not_enough_history()
    {
        for (var i = 0; i < 9; i++)
            Add(Case(Start, "Acme", Won), new ActivityDone(null, Meet, [new(Pain, null), new(Criteria, null)], null), Start);
        var few = Assert.IsType<Figure.NotEnoughHistory>(Of(Pain).Activities.Single().Share);
        Assert.Equal((9, 10), (few.Have, few.Need));
    }

    private static Closing Won => new Closing.Won(new Money(10_000, "EUR"), new DateOnly(2026, 4, 1), [], null);

    private static Closing Lost => new Closing.Lost(new DateOnly(2026, 4, 1), "Price");

    private BestExperience Of(OutcomeKey outcome, Func<OpportunityId, bool>? sees = null) => BestExperience.Of(
        LivedRecord.Empty.With(facts), Road, [outcome], sees ?? (_ => true))[outcome];

    private EvidenceRecorded Confirms(OutcomeKey outcome, string sentence) => new(
        Id(next++, EvidenceId.Of), outcome, true, sentence, Proof.Observation, null, "the buyer", null, true, null,
        ImmutableDictionary<string, string>.Empty);

    private OpportunityId Case(DateTimeOffset from, string account, Closing closing, params EvidenceRecorded[] said)
    {
        var (id, at) = (Id(next++, OpportunityId.Of), Id(account.Length * 7, AccountId.Of));
        Add(id, new OpportunityOpened(id, "Pumps", at, Ana, Road.Key, 1, null, null), from);
        foreach (var evidence in said) Add(id, evidence, from.AddHours(Array.IndexOf(said, evidence) + 1));
        Add(id, new OpportunityClosed(closing), from.AddDays(30));
        return id;
    }

    private void Add(OpportunityId id, Fact fact, DateTimeOffset at)
    {
        var stream = StreamId.Of(id);
        facts.Add(new StoredFact(
            facts.Count + 1, stream, facts.Count(each => each.Stream == stream) + 1, at, at, at, new Actor(Ana, "page"), fact));
    }
}

public sealed class Names_left_out
{
    private static readonly Account Fjord = new(
        Acme, 1, "Fjordkraft Energi AS", null,
        [new Contact(Dora, "Dora Lund", "Head of operations"), new Contact(Stranger, "Mark Strand-Berg", null)]);

    [Theory]
    [InlineData("Dora Lund signs, says Fjordkraft Energi AS.", "[Head of operations] signs, says [the customer].")]
    [InlineData("Lund: “we pay it”", "[Head of operations]: “we pay it”")]
    [InlineData("DORA said so; fjordkraft energi agreed", "[Head of operations] said so; [the customer] agreed")]
    [InlineData("Lunds budget at Fjordkraft", "[Head of operations]s budget at [the customer]")]
    [InlineData("Lund's plan", "[Head of operations]'s plan")]
    [InlineData("We mark the pumps; Mark agrees.", "We mark the pumps; [somebody there] agrees.")]
    [InlineData("Write to d.l@fjord.example first", "Write to [address] first")]
    [InlineData("The Lundberg line and the fjord stay", "The Lundberg line and the fjord stay")]
    [InlineData("", "")]
    public void Of_customer_and_people_are_replaced_as_words(string sentence, string expected) =>
        Assert.Equal(expected, NamesLeftOut.From(sentence, Fjord));

    [Fact]
    public void Are_found_wherever_they_stand()
    {
        string[] names = ["Dora Lund", "Dora", "Lund", "Mark Strand-Berg", "Mark", "Strand-Berg", "Fjordkraft Energi AS", "Fjordkraft"];
        foreach (var name in names)
            foreach (var sentence in new[] { $"{name} it is", $"it is {name}", $"it ({name}) is", $"it is “{name}”, is it", $"{name}:yes" })
                Assert.DoesNotContain(name, NamesLeftOut.From(sentence, Fjord), StringComparison.Ordinal);
    }
}
