using Headway.Access;
using Headway.App.Opportunities;
using Headway.Formats.ProcessFile;
using Headway.Processes;
using Headway.Storage.Facts;

namespace Headway.App.Processes;

/// <summary>What becomes of the questions that sellers propose: taken into a draft, or declined with a word.</summary>
public sealed class QuestionWork(FactStore store)
{
    private static readonly Refusal Changed = new("changed-since-you-looked", "The process changed since you looked; look again.");

    /// <summary>The draft is saved and the question answered in one append.</summary>
    /// <param name="draft">Which it is taken into; null = a new one from the version in use.</param>
    public async Task<Answer<KeptDraft>> Take(
        TakeQuestion command, int? draft, Principal who, string cause, RequestKey request, DateTimeOffset now,
        CancellationToken cancel = default)
    {
        if (ProcessDrafts.Refuses(who) is { } notTheirs) return notTheirs;
        var facts = await store.Read(StreamId.Of(command.Process), cancel);
        var (standing, questions) = (ProcessStanding.Of(facts), ProposedQuestions.Of(facts));
        if (await WasAnswered(who, request, cancel) && questions.Find(command.Question)?.Draft is { } taken
            && standing.Drafts.Find(taken) is { } done) return done;
        if (questions.Find(command.Question) is not { } question)
            return new Refusal("question-unknown", "There is no such question; look again.");
        var source = draft is { } number ? standing.Drafts.Find(number)?.Source
            : standing.Source ?? (standing.InUse is { } inUse ? ProcessFileWriter.Print(inUse) : null);
        if (source is null) return new Refusal("draft-unknown", "There is no such draft any more; look at the list again.");
        if (ProcessFileReader.Read(source, "") is not ProcessFileReading.Understood file)
            return new Refusal(
                "draft-unreadable", "That draft was written for another version of Headway; take the question into another.");
        if (TakeQuestion.In(file.Process, question).IsRefused(out var no, out var changed)) return no;
        var text = ProcessFileWriter.Print(changed, file);
        var saved = DraftProcess.Decide(standing.Drafts, new DraftProcess(command.Process, text, draft), now);
        var next = standing.Drafts.Saved + 1;
        var decision = TakeQuestion.Decide(who, questions, command, saved, next, now);
        if (decision is Decision.Refused(var refusal)) return refusal;
        return await Append(command.Process, facts[^1].Version, decision, who, cause, request, cancel) is { } failed ? failed
            : new KeptDraft(command.Process, next, text, now, who.Person);
    }

    /// <returns>Null when it is declined.</returns>
    public async Task<Refusal?> Decline(
        DeclineQuestion command, Principal who, string cause, RequestKey request, DateTimeOffset now, CancellationToken cancel = default)
    {
        var facts = await store.Read(StreamId.Of(command.Process), cancel);
        if (await WasAnswered(who, request, cancel)) return null;
        var decision = DeclineQuestion.Decide(who, ProposedQuestions.Of(facts), command, now);
        return decision is Decision.Refused(var refusal) ? refusal
            : await Append(command.Process, facts[^1].Version, decision, who, cause, request, cancel);
    }

    private async Task<bool> WasAnswered(Principal who, RequestKey request, CancellationToken cancel) =>
        request.Key is { } key && await store.WasAnswered(who.Person, key, request.Hash, cancel);

    private async Task<Refusal?> Append(
        ProcessKey process, int version, Decision decision, Principal who, string cause, RequestKey request, CancellationToken cancel)
    {
        var append = Storage.Facts.Append.To(
            StreamId.Of(process), version, new Actor(who.Person, cause), ((Decision.Accepted)decision).Facts, request.Key, request.Hash);
        return await store.Append(append, cancel) is AppendResult.Appended ? null : Changed;
    }
}
