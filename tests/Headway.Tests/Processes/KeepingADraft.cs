using Headway.Access;
using Headway.Processes;
using Headway.Tests.Histories;
using Xunit;

namespace Headway.Tests.Processes;

public sealed class Keeping_a_draft_of_the_process
{
    private static readonly DateTimeOffset Now = MadeLog.Day(10);
    private static readonly ProcessKey Key = new("new-business");
    private static readonly DraftProcess One = new(Key, "process: new-business # one");

    private static Principal Who(Role role, bool person = true) => new(MadeFacts.Mara, "Mara", [role], null, [], person);

    private static ProcessDrafts After(ProcessDrafts drafts, Decision decision) =>
        Assert.IsType<Decision.Accepted>(decision).Facts.Aggregate(drafts, (all, happened) => all.Evolve(
            new StoredFact(1, StreamId.Of(Key), 1, Now, Now, Now, new Actor(MadeFacts.Mara, "page"), happened.Fact)));

    private static string Code(Decision decision) => Assert.IsType<Decision.Refused>(decision).Refusal.Code;

    [Fact]
    public void Is_for_the_process_owner_alone_also_by_an_assistant_because_nothing_runs_on_it()
    {
        foreach (var person in new[] { true, false })
            Assert.Single(After(
                ProcessDrafts.None, DraftProcess.Decide(Who(Role.ProcessOwner, person), ProcessDrafts.None, One, Now)).Kept);
        foreach (var role in new[] { Role.Seller, Role.Leader, Role.Viewer, Role.Administrator })
            Assert.Equal("not-yours", Code(DraftProcess.Decide(Who(role), ProcessDrafts.None, One, Now)));
    }

    [Fact]
    public void Gives_each_a_number_that_it_keeps_when_others_are_put_away()
    {
        var owner = Who(Role.ProcessOwner);
        var drafts = After(ProcessDrafts.None, DraftProcess.Decide(owner, ProcessDrafts.None, One, Now));
        drafts = After(drafts, DraftProcess.Decide(owner, drafts, One with { Source = "two" }, Now));
        drafts = After(drafts, DiscardDraft.Decide(owner, drafts, new DiscardDraft(Key, 1), Now));
        drafts = After(drafts, DraftProcess.Decide(owner, drafts, One, Now));
        Assert.Equal([(2, "two"), (3, One.Source)], drafts.Kept.Select(draft => (draft.Number, draft.Source)));
        Assert.Equal("draft-unknown", Code(DiscardDraft.Decide(owner, drafts, new DiscardDraft(Key, 1), Now)));
        Assert.Equal("not-yours", Code(DiscardDraft.Decide(Who(Role.Leader), drafts, new DiscardDraft(Key, 2), Now)));
    }

    [Fact]
    public void Refuses_the_same_text_twice_and_more_than_anybody_compares()
    {
        var owner = Who(Role.ProcessOwner);
        var drafts = ProcessDrafts.None;
        for (var each = 1; each <= DraftProcess.Most; each++)
            drafts = After(drafts, DraftProcess.Decide(owner, drafts, One with { Source = $"{each}" }, Now));
        Assert.Equal("draft-kept-already", Code(DraftProcess.Decide(owner, drafts, One with { Source = "7" }, Now)));
        Assert.Equal("drafts-full", Code(DraftProcess.Decide(owner, drafts, One, Now)));
    }
}
