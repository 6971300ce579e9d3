using System.Collections.Immutable;
using Headway.Access;
using Headway.App.Opportunities;
using Headway.Formats.ProcessFile;
using Headway.Processes;
using Headway.Processes.Linting;
using Headway.Storage.Facts;

namespace Headway.App.Processes;

/// <summary>What the process owner and a leader do with a draft: ask, agree, decline, retire. The domain decides.</summary>
public sealed class PublishWork(FactStore store)
{
    private const int Attempts = 3;

    public async Task<ProcessStanding> Standing(ProcessKey key, CancellationToken cancel = default) =>
        ProcessStanding.Of(await store.Read(StreamId.Of(key), cancel));

    /// <param name="newQuestion">Outcomes that ask something new: they get a new key in the draft, in the same append.</param>
    public Task<Answer<ProcessStanding>> Publish(
        PublishProcess command, ImmutableArray<OutcomeKey> newQuestion, Principal who, string cause, RequestKey request, DateTimeOffset now,
        CancellationToken cancel = default) => Do(command.Process, who, cause, request, now, standing =>
    {
        if (Read(standing, command.Draft).IsRefused(out var no, out var draft)) return no;
        if (newQuestion.IsEmpty || standing.InUse is not { } inUse)
            return PublishProcess.Decide(who, standing, command, draft.Process, Errors(draft), now);
        var process = newQuestion.Where(key => draft.Process.FindOutcome(key) is not null)
            .Aggregate(draft.Process, (drafted, key) => PublishProcess.AsNewQuestion(drafted, inUse, key));
        var source = ProcessFileWriter.Print(process, draft);
        if (ProcessFileReader.Read(source, "draft") is not ProcessFileReading.Understood reread)
            throw new InvalidOperationException("A draft with renamed keys cannot be read again.");
        var saved = DraftProcess.Decide(who, standing.Drafts, new DraftProcess(command.Process, source, command.Draft), now);
        if (saved is not Decision.Accepted(var renamed)) return saved;
        var after = renamed.Aggregate(standing, (at, happened) => at.Evolve(Stored(command.Process, happened, who, now)));
        var decision = PublishProcess.Decide(
            who, after, command with { Draft = after.Drafts.Saved }, reread.Process, Errors(reread), now);
        return decision is Decision.Accepted(var published) ? new Decision.Accepted([.. renamed, .. published]) : decision;
    }, cancel);

    public Task<Answer<ProcessStanding>> Agree(
        AgreeToPublish command, Principal who, string cause, RequestKey request, DateTimeOffset now,
        CancellationToken cancel = default) => Do(command.Process, who, cause, request, now, standing =>
            AgreeToPublish.Refuses(who) is { } stranger ? stranger : Read(standing, command.Draft).IsRefused(out var no, out var draft)
                ? no : AgreeToPublish.Decide(who, standing, command, draft.Process, now), cancel);

    public Task<Answer<ProcessStanding>> Decline(
        DeclineToPublish command, Principal who, string cause, RequestKey request, DateTimeOffset now,
        CancellationToken cancel = default) =>
        Do(command.Process, who, cause, request, now, standing => DeclineToPublish.Decide(who, standing, command, now), cancel);

    public Task<Answer<ProcessStanding>> Retire(
        RetireProcess command, Principal who, string cause, RequestKey request, DateTimeOffset now, CancellationToken cancel = default) =>
        Do(command.Process, who, cause, request, now, standing => RetireProcess.Decide(who, standing, command, now), cancel);

    /// <summary>Errors of the linter: what nothing silences.</summary>
    private static List<Finding> Errors(ProcessFileReading.Understood draft) =>
        [.. Linter.Lint(draft.Process, draft.Places, draft.Allows).Where(finding => finding.Severity == Severity.Error)];

    private static Answer<ProcessFileReading.Understood> Read(ProcessStanding standing, int number)
    {
        if (standing.Drafts.Find(number) is not { } draft)
            return new Refusal("draft-unknown", "There is no such draft any more; look at the list again.");
        return ProcessFileReader.Read(draft.Source, "draft") is ProcessFileReading.Understood read ? read
            : new Refusal("draft-unreadable", "The draft was written for another version of Headway; open it and save it anew.");
    }

    private async Task<Answer<ProcessStanding>> Do(
        ProcessKey key, Principal who, string cause, RequestKey request, DateTimeOffset now, Func<ProcessStanding, Decision> decide,
        CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            var facts = await store.Read(StreamId.Of(key), cancel);
            var standing = ProcessStanding.Of(facts);
            if (request.Key is { } asked && await store.WasAnswered(who.Person, asked, request.Hash, cancel)) return standing;
            var decision = decide(standing);
            if (decision is Decision.Refused(var refusal)) return refusal;
            var append = Append.To(
                StreamId.Of(key), facts.IsEmpty ? 0 : facts[^1].Version, new Actor(who.Person, cause),
                ((Decision.Accepted)decision).Facts, request.Key, request.Hash);
            switch (await store.Append(append, cancel))
            {
                case AppendResult.Appended or AppendResult.Repeated: return await Standing(key, cancel);
                case AppendResult.KeyUsedOtherwise:
                    return new Refusal("key-used-otherwise", "This request key was used for something else; send a new one.");
                case AppendResult.Conflict when attempt == Attempts:
                    return new Refusal("changed-since-you-looked", "Others are changing the process right now; look again.");
            }
        }
    }

    private static StoredFact Stored(ProcessKey key, Happened happened, Principal who, DateTimeOffset now) =>
        new(0, StreamId.Of(key), 0, happened.EffectiveAt, now, now, new Actor(who.Person, ""), happened.Fact);
}
