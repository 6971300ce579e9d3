using System.Collections.Immutable;
using Headway.Access;
using Headway.Processes;
using Headway.Tests.Histories;
using Xunit;

namespace Headway.Tests.Processes;

public sealed class Publishing_a_version_of_the_process
{
    private static readonly DateTimeOffset Now = MadeLog.Day(10);
    private static readonly Process InUse = MadeFacts.Process;
    private static readonly Process Drafted = InUse with { Aim = "Win customers who stay." };
    private static readonly Principal Owner = Who(Role.ProcessOwner), Leader = Who(Role.Leader), Both = Who(Role.ProcessOwner, Role.Leader);

    private static Principal Who(params ReadOnlySpan<Role> roles) => new(MadeFacts.Mara, "Mara", [.. roles], null, [], true);

    private static ProcessStanding After(ProcessStanding standing, Decision decision) =>
        Assert.IsType<Decision.Accepted>(decision).Facts.Aggregate(standing, (at, happened) => at.Evolve(Stored(happened.Fact)));

    private static StoredFact Stored(Fact fact) =>
        new(1, StreamId.Of(InUse.Key), 1, Now, Now, Now, new Actor(MadeFacts.Mara, "page"), fact);

    private static string Code(Decision decision) => Assert.IsType<Decision.Refused>(decision).Refusal.Code;

    private static ProcessStanding WithDraft() => ProcessStanding.Of(
        [Stored(new ProcessPublished(InUse, "one", "First.", null)), Stored(new ProcessDrafted(InUse.Key, "two"))]);

    private static Decision Publish(
        Principal who, ProcessStanding at, Process? drafted = null, ImmutableArray<OutcomeKey>? same = null, string reason = "It helps.",
        params ReadOnlySpan<Finding> errors) =>
        PublishProcess.Decide(who, at, new PublishProcess(InUse.Key, 1, reason, same ?? []), drafted ?? Drafted, [.. errors], Now);

    private static Process Reworded(string statement) => Drafted with
    {
        Stages = Drafted.Stages.SetItem(0, Drafted.Stages[0] with
        {
            Outcomes = [Drafted.Stages[0].Outcomes[0] with { Statement = statement }],
        }),
    };

    [Fact]
    public void Needs_the_process_owner_and_a_leader()
    {
        var asked = After(WithDraft(), Publish(Owner, WithDraft()));
        Assert.Equal((1, "It helps."), (asked.InUse!.Version, asked.Asked!.Reason));
        var published = After(asked, AgreeToPublish.Decide(Leader, asked, new AgreeToPublish(InUse.Key, 1), Drafted, Now));
        Assert.Equal((2, "Win customers who stay."), (published.InUse!.Version, published.InUse.Aim));
        Assert.Null(published.Asked);
        Assert.Empty(published.Drafts.Kept);
    }

    [Fact]
    public void Is_done_at_once_by_somebody_who_is_both() => Assert.Equal(2, After(WithDraft(), Publish(Both, WithDraft())).InUse!.Version);

    [Fact]
    public void Is_decided_by_people_alone()
    {
        Assert.Equal("people-decide", Code(Publish(Both with { IsPerson = false }, WithDraft())));
        foreach (var role in new[] { Role.Seller, Role.Leader, Role.Viewer, Role.Administrator })
            Assert.Equal("not-yours", Code(Publish(Who(role), WithDraft())));
        var asked = After(WithDraft(), Publish(Owner, WithDraft()));
        Assert.Equal("not-yours", Code(AgreeToPublish.Decide(Owner, asked, new AgreeToPublish(InUse.Key, 1), Drafted, Now)));
    }

    [Fact]
    public void Refuses_a_draft_with_an_error_without_a_reason_or_without_a_change()
    {
        var error = new Finding("HW105", Severity.Error, new Place("", 0, 0, "process"), "It has no aim.", "", "");
        Assert.Equal("draft-has-errors", Code(Publish(Both, WithDraft(), errors: error)));
        Assert.Equal("reason-missing", Code(Publish(Both, WithDraft(), reason: " ")));
        Assert.Equal("nothing-changed", Code(Publish(Both, WithDraft(), InUse)));
        Assert.Equal("draft-unknown", Code(Publish(Both, ProcessStanding.None)));
    }

    [Fact]
    public void Asks_whether_a_new_wording_is_the_same_question()
    {
        var reworded = Reworded("They named the money");
        Assert.Equal("question-changed", Code(Publish(Both, WithDraft(), reworded)));
        Assert.Equal(2, After(WithDraft(), Publish(Both, WithDraft(), reworded, [MadeFacts.Budget])).InUse!.Version);
    }

    [Fact]
    public void Gives_a_new_question_a_new_key_wherever_it_is_named()
    {
        var pursuing = Reworded("They named who signs") is var reworded ? reworded with
        {
            Stages = [reworded.Stages[0] with
            {
                Activities = [new Activity(new ActivityKey("ask"), "Ask", [MadeFacts.Budget], ["Who signs?"], null)],
            },
            reworded.Stages[1] with { Gate = reworded.Stages[1].Gate with { AlsoNeeds = [MadeFacts.Budget] } }],
        } : throw new InvalidOperationException();
        var renamed = PublishProcess.AsNewQuestion(pursuing, InUse, MadeFacts.Budget);
        var fresh = new OutcomeKey("budget-2");
        Assert.Equal(fresh, renamed.Outcomes.Single().Key);
        Assert.Equal([fresh], renamed.Activities.Single().Pursues);
        Assert.Equal([fresh], renamed.Stages[1].Gate.AlsoNeeds);
        Assert.Equal(new OutcomeKey("budget-3"), PublishProcess.AsNewQuestion(pursuing, renamed, MadeFacts.Budget).Outcomes.Single().Key);
        Assert.Equal(2, After(WithDraft(), Publish(Both, WithDraft(), renamed)).InUse!.Version);
    }

    [Fact]
    public void Is_declined_with_a_reason_by_a_leader_or_taken_back_and_the_draft_stays()
    {
        var asked = After(WithDraft(), Publish(Owner, WithDraft()));
        foreach (var who in new[] { Leader, Owner })
        {
            var declined = After(asked, DeclineToPublish.Decide(who, asked, new DeclineToPublish(InUse.Key, 1, "Ask first."), Now));
            Assert.Null(declined.Asked);
            Assert.Single(declined.Drafts.Kept);
            Assert.Equal("nothing-waits", Code(
                AgreeToPublish.Decide(Leader, declined, new AgreeToPublish(InUse.Key, 1), Drafted, Now)));
        }
    }

    [Fact]
    public void Waits_no_longer_when_its_draft_is_put_away_or_replaced()
    {
        var asked = After(WithDraft(), Publish(Owner, WithDraft()));
        Assert.Null(After(asked, DiscardDraft.Decide(Owner, asked.Drafts, new DiscardDraft(InUse.Key, 1), Now)).Asked);
        var edited = After(asked, DraftProcess.Decide(Owner, asked.Drafts, new DraftProcess(InUse.Key, "three", 1), Now));
        Assert.Null(edited.Asked);
        Assert.Equal([(2, "three")], edited.Drafts.Kept.Select(draft => (draft.Number, draft.Source)));
    }

    [Fact]
    public void Takes_a_retired_process_back_into_use()
    {
        var retired = After(WithDraft(), RetireProcess.Decide(Owner, WithDraft(), new RetireProcess(InUse.Key, "Renewal now."), Now));
        Assert.True(retired.Retired);
        Assert.Equal("nothing-changed", Code(RetireProcess.Decide(Owner, retired, new RetireProcess(InUse.Key, "Again."), Now)));
        Assert.False(After(retired, Publish(Both, retired, InUse)).Retired);
    }
}
