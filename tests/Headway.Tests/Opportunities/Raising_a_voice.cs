using Headway.Access;
using Headway.Opportunities;
using Headway.Processes;
using Xunit;
using static Headway.Tests.Opportunities.Scene;

namespace Headway.Tests.Opportunities;

public sealed class Raising_a_voice
{
    private static readonly Voiced OfPain = new Voiced.OfOutcome(Pain);
    private static readonly Voiced OfThePrompt = new Voiced.OfPrompt(Meet, "What happens if nothing changes?");
    private readonly Scene scene = new();
    private ProcessVoices voices = ProcessVoices.None;
    private int version;

    [Fact]
    public void Is_one_word_on_an_outcome_a_prompt_or_a_gate()
    {
        foreach (var about in new[] { OfPain, OfThePrompt, new Voiced.OfGate(Qualify) }) Raise(about, "  Renewals know it ");
        var heard = voices.Heard(Road);
        Assert.Equal(["activities.meet", "outcomes.pain", "stages.qualify.gate"], heard.Keys.Order());
        Assert.Equal("Renewals know it", heard["outcomes.pain"].Words.Single().Why);
        Assert.Equal("What happens if nothing changes?", heard["activities.meet"].Words.Single().Prompt);
    }

    [Fact]
    public void Changes_nothing_of_the_opportunity()
    {
        var before = scene.Opportunity;
        Raise(OfPain, "Nobody asks");
        Assert.Same(before, scene.Opportunity);
    }

    [Fact]
    public void A_second_time_replaces_the_word()
    {
        Raise(OfPain, "Nobody asks");
        Raise(OfPain, "They publish it");
        var heard = Assert.Single(voices.Heard(Road)).Value;
        Assert.Equal((1, 1, "They publish it"), (heard.Voices, heard.People, heard.Words.Single().Why));
    }

    [Fact]
    public void Is_heard_by_count_and_the_last_words_without_a_name()
    {
        (Principal, string)[] said = [(Seller, "one"), (Leader, "two"), (Seller with { Person = Ben }, "three"), (OtherLeader, "four")];
        foreach (var (who, word) in said)
            voices = voices.Evolve(Stored(who, new VoiceRaised(Road.Key, 1, OfPain, Pumps with { Value = Guid.NewGuid() }, word)));
        var heard = voices.Heard(Road)["outcomes.pain"];
        Assert.Equal((4, 3), (heard.Voices, heard.People));
        Assert.Equal(["four", "three", "two"], heard.Words.Select(word => word.Why));
        Assert.DoesNotContain(typeof(HeardVoices).GetProperties(), property => property.PropertyType == typeof(PersonId));
    }

    [Fact]
    public void Can_be_taken_back_by_whoever_raised_it()
    {
        Raise(OfPain, "Nobody asks");
        Refused("voice-unknown", TakeVoiceBack.Decide(scene.At(Leader), voices, new TakeVoiceBack(OfPain)));
        Take(Accepted(TakeVoiceBack.Decide(scene.At(Seller), voices, new TakeVoiceBack(OfPain))).Single(), Seller);
        Assert.Empty(voices.Heard(Road));
        Refused("voice-unknown", TakeVoiceBack.Decide(scene.At(Seller), voices, new TakeVoiceBack(OfPain)));
    }

    [Fact]
    public void Is_for_whoever_works_on_the_opportunity() => Assert.All(
        [OtherSeller, OtherLeader, Viewer, ProcessOwner, Administrator],
        who => Refused("not-yours", RaiseVoice.Decide(scene.At(who), voices, new RaiseVoice(OfPain, "Why"))));

    [Fact]
    public void Is_a_persons_only() => Refused(
        "people-decide", RaiseVoice.Decide(scene.At(Seller with { IsPerson = false }), voices, new RaiseVoice(OfPain, "Why")));

    [Fact]
    public void Needs_a_word_and_not_a_page()
    {
        Refused("reason-missing", RaiseVoice.Decide(scene.At(Seller), voices, new RaiseVoice(OfPain, " ")));
        Refused("too-long", RaiseVoice.Decide(scene.At(Seller), voices, new RaiseVoice(OfPain, new string('x', 301))));
        Raise(OfPain, "Why");
        Refused("nothing-changed", RaiseVoice.Decide(scene.At(Seller), voices, new RaiseVoice(OfPain, "Why ")));
    }

    [Fact]
    public void About_something_the_process_does_not_have_is_refused() => Assert.All(
        [new Voiced.OfOutcome(new OutcomeKey("moon")), new Voiced.OfPrompt(Meet, "Reworded?"), new Voiced.OfGate(new StageKey("moon"))],
        (Voiced about) => Refused("element-gone", RaiseVoice.Decide(scene.At(Seller), voices, new RaiseVoice(about, "Why"))));

    [Fact]
    public void About_a_prompt_that_was_reworded_since_is_heard_no_more()
    {
        Raise(OfThePrompt, "They laugh");
        var reworded = Road with
        {
            Stages = Road.Stages.SetItem(0, Road.Stages[0] with
            {
                Activities = [Road.Stages[0].Activities[0] with { Prompts = ["What would another year of it cost?"] }],
            }),
        };
        Assert.Single(voices.Heard(Road));
        Assert.Empty(voices.Heard(reworded));
    }

    private void Raise(Voiced about, string why) =>
        Take(Accepted(RaiseVoice.Decide(scene.At(Seller), voices, new RaiseVoice(about, why))).Single(), Seller);

    private void Take(Happened happened, Principal who) => voices = voices.Evolve(Stored(who, happened.Fact));

    private StoredFact Stored(Principal who, Fact fact) => new(
        ++version, StreamId.Of(Road.Key), version, scene.Now, scene.Now, scene.Now, new Actor(who.Person, "page"), fact);
}
