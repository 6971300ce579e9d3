using Headway.Access;
using Headway.Processes;
using Headway.Tests.Opportunities;
using Xunit;
using static Headway.Tests.Opportunities.Scene;

namespace Headway.Tests.Processes;

public sealed class Proposing_a_question
{
    private const string Good = "Who signed the last order of this size?";
    private static readonly ProposeQuestion Command = new(Review, Signer, Good);
    private ProposedQuestions questions = ProposedQuestions.None;
    private ProcessDrafts drafts = ProcessDrafts.None;
    private int version;

    [Fact]
    public void Waits_for_the_process_owner()
    {
        Propose();
        var question = Assert.Single(questions.All);
        Assert.Equal((1, Good, Ana, true), (question.Number, question.Fact.Question, question.By, question.Waits));
    }

    [Theory]
    [InlineData("Who signs?", "question-known")]
    [InlineData("who signs? ", "question-known")]
    [InlineData("  ", "text-missing")]
    public void That_is_asked_already_or_is_none_is_refused(string question, string code) =>
        Refused(code, Decide(Seller, Command with { Question = question }));

    [Fact]
    public void For_an_outcome_the_activity_does_not_pursue_is_refused() =>
        Refused("element-gone", Decide(Seller, Command with { Outcome = Pain }));

    [Fact]
    public void Twice_is_refused_while_the_first_waits()
    {
        Propose();
        Refused("question-known", Decide(Leader, Command with { Question = Good.ToUpperInvariant() }));
        Decline("The review asks it");
        Accepted(Decide(Leader, Command));
    }

    [Fact]
    public void Is_for_those_who_ask_them()
    {
        Assert.All([Viewer, Administrator], who => Refused("not-yours", Decide(who, Command)));
        Refused("people-decide", Decide(Seller with { IsPerson = false }, Command));
    }

    [Fact]
    public void Taken_stands_in_a_draft_saved_in_the_same_append()
    {
        Propose();
        Assert.False(TakeQuestion.In(Road, questions.All[0]).IsRefused(out _, out var changed));
        Assert.Equal(["Who signs?", Good], changed.FindActivity(Review)!.Prompts);
        var saved = DraftProcess.Decide(drafts, new DraftProcess(Road.Key, "the text with the question"), Scene.Start);
        var facts = Accepted(TakeQuestion.Decide(ProcessOwner, questions, new TakeQuestion(Road.Key, 1), saved, 1, Scene.Start));
        Assert.Equal([typeof(ProcessDrafted), typeof(QuestionTaken)], facts.Select(happened => happened.Fact.GetType()));
        foreach (var happened in facts) Take(ProcessOwner, happened.Fact);
        Assert.Equal((false, 1), (questions.All[0].Waits, questions.All[0].Draft));
        Refused("question-unknown", TakeQuestion.Decide(ProcessOwner, questions, new TakeQuestion(Road.Key, 1), saved, 2, Scene.Start));
    }

    [Fact]
    public void Is_taken_by_the_process_owner_only()
    {
        Propose();
        var saved = DraftProcess.Decide(drafts, new DraftProcess(Road.Key, "text"), Scene.Start);
        Assert.All([Seller, Leader, Viewer], who => Refused(
            "not-yours", TakeQuestion.Decide(who, questions, new TakeQuestion(Road.Key, 1), saved, 1, Scene.Start)));
        Refused("people-decide", TakeQuestion.Decide(
            ProcessOwner with { IsPerson = false }, questions, new TakeQuestion(Road.Key, 1), saved, 1, Scene.Start));
    }

    [Fact]
    public void Into_a_draft_without_that_activity_is_refused()
    {
        Propose();
        var without = Road with { Stages = Road.Stages.SetItem(1, Road.Stages[1] with { Activities = [] }) };
        Assert.True(TakeQuestion.In(without, questions.All[0]).IsRefused(out var why, out _));
        Assert.Equal("element-gone", why.Code);
    }

    [Fact]
    public void Declined_says_why_to_whoever_proposed_it()
    {
        Propose();
        Refused("reason-missing", DeclineQuestion.Decide(ProcessOwner, questions, new DeclineQuestion(Road.Key, 1, ""), Scene.Start));
        Refused("not-yours", DeclineQuestion.Decide(Leader, questions, new DeclineQuestion(Road.Key, 1, "No"), Scene.Start));
        Decline("The review asks it");
        Assert.Equal((false, "The review asks it"), (questions.All[0].Waits, questions.All[0].Declined));
        Refused("question-unknown", DeclineQuestion.Decide(ProcessOwner, questions, new DeclineQuestion(Road.Key, 1, "No"), Scene.Start));
    }

    private Decision Decide(Principal who, ProposeQuestion command) =>
        ProposeQuestion.Decide(who, Road, questions, command, Scene.Start);

    private void Propose() => Take(Seller, Accepted(Decide(Seller, Command)).Single().Fact);

    private void Decline(string why) => Take(ProcessOwner, Accepted(DeclineQuestion.Decide(
        ProcessOwner, questions, new DeclineQuestion(Road.Key, 1, why), Scene.Start)).Single().Fact);

    private void Take(Principal who, Fact fact)
    {
        var stored = new StoredFact(
            ++version, StreamId.Of(Road.Key), version, Scene.Start, Scene.Start, Scene.Start, new Actor(who.Person, "page"), fact);
        (questions, drafts) = (questions.Evolve(stored), drafts.Evolve(stored));
    }
}
