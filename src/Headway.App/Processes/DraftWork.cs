using System.Collections.Immutable;
using Headway.Access;
using Headway.App.Opportunities;
using Headway.Formats.ProcessFile;
using Headway.Learning;
using Headway.Processes;
using Headway.Storage.Facts;
using Headway.Storage.Views;

namespace Headway.App.Processes;

/// <summary>Drafts of the process: kept beside the version in use, listed, put away. Nothing here publishes.</summary>
public sealed class DraftWork(FactStore store, Views views)
{
    /// <summary>Drafts of every process in use, and those from histories of other processes; the newest first.</summary>
    public async Task<ImmutableArray<KeptDraft>> All(CancellationToken cancel = default)
    {
        var kept = ImmutableArray.CreateBuilder<KeptDraft>();
        foreach (var key in await Keys(cancel)) kept.AddRange((await Of(key, cancel)).Drafts.Kept);
        return [.. kept.OrderByDescending(draft => draft.At).ThenByDescending(draft => draft.Number)];
    }

    public async Task<KeptDraft?> Find(string key, int number, CancellationToken cancel = default)
    {
        foreach (var known in await Keys(cancel))
            if (known.Value == key) return (await Of(known, cancel)).Drafts.Find(number);
        return null;
    }

    /// <param name="who">Null for the command line: whoever has the database has everything in it.</param>
    public Task<Answer<KeptDraft>> Keep(
        string source, Principal? who, string cause, RequestKey request, DateTimeOffset now, CancellationToken cancel = default) =>
        Keep(source, who, cause, request, now, null, cancel);

    /// <param name="replaces">The draft this one was made from by editing, of the same process; null = it stands beside.</param>
    public async Task<Answer<KeptDraft>> Keep(
        string source, Principal? who, string cause, RequestKey request, DateTimeOffset now, KeptDraft? replaces,
        CancellationToken cancel = default)
    {
        if (who is not null && ProcessDrafts.Refuses(who) is { } no) return no;
        if (ProcessFileReader.Read(source, "the draft") is not ProcessFileReading.Understood { Process: var process } read)
            return new Refusal("draft-unreadable", "This is no process file that can be read; `headway lint FILE` names every place.");
        if (replaces is not null && replaces.Process != process.Key)
            return new Refusal(
                "process-key-changed", $"This draft is of {replaces.Process}; the key “process: {process.Key}” would make it another "
                + "process. Put the key back, or save it as a draft of its own.");
        var (version, drafts) = await Of(process.Key, cancel);
        var command = new DraftProcess(process.Key, read.Text, replaces?.Number);
        var decision = who is null ? DraftProcess.Decide(drafts, command, now) : DraftProcess.Decide(who, drafts, command, now);
        if (decision is Decision.Refused(var refusal))
            return refusal.Code == "draft-kept-already" && who is not null && request.Key is { } key
                && await store.WasAnswered(who.Person, key, request.Hash, cancel)
                ? drafts.Kept.First(draft => draft.Source == read.Text) : refusal;
        var append = Append.To(StreamId.Of(process.Key), version, new Actor(who?.Person, cause), ((Decision.Accepted)decision).Facts,
            request.Key, request.Hash);
        return await store.Append(append, cancel) switch
        {
            AppendResult.Appended(var facts) => facts.Aggregate(drafts, (all, fact) => all.Evolve(fact)).Kept[^1],
            AppendResult.KeyUsedOtherwise => new Refusal(
                "key-used-otherwise", "This request key was used for something else; send a new one."),
            _ => ChangedSince,
        };
    }

    /// <summary>A draft to change: this text, or the one that is it already.</summary>
    public async Task<Answer<KeptDraft>> Begin(
        string source, Principal who, string cause, RequestKey request, DateTimeOffset now, CancellationToken cancel = default)
    {
        var answer = await Keep(source, who, cause, request, now, cancel);
        if (!answer.IsRefused(out var why, out _) || why.Code != "draft-kept-already") return answer;
        return (await All(cancel)).First(draft => draft.Source == source);
    }

    /// <returns>Null when it is put away.</returns>
    public async Task<Refusal?> Discard(
        string key, int number, Principal who, string cause, RequestKey request, DateTimeOffset now, CancellationToken cancel = default)
    {
        if (ProcessDrafts.Refuses(who) is { } no) return no;
        if (request.Key is { } asked && await store.WasAnswered(who.Person, asked, request.Hash, cancel)) return null;
        var process = (await Keys(cancel)).FirstOrDefault(known => known.Value == key);
        var (version, drafts) = process == default ? (0, ProcessDrafts.None) : await Of(process, cancel);
        var decision = DiscardDraft.Decide(who, drafts, new DiscardDraft(process, number), now);
        if (decision is Decision.Refused(var refusal)) return refusal;
        var append = Append.To(StreamId.Of(process), version, new Actor(who.Person, cause), ((Decision.Accepted)decision).Facts,
            request.Key, request.Hash);
        return await store.Append(append, cancel) is AppendResult.Appended ? null : ChangedSince;
    }

    private static Refusal ChangedSince => new("changed-since-you-looked", "The drafts changed since you looked; look again.");

    private async Task<ImmutableArray<ProcessKey>> Keys(CancellationToken cancel) =>
        await views.ProcessKeys(cancel);

    private async Task<(int Version, ProcessDrafts Drafts)> Of(ProcessKey key, CancellationToken cancel)
    {
        var facts = await store.Read(StreamId.Of(key), cancel);
        return (facts.IsEmpty ? 0 : facts[^1].Version, ProcessDrafts.Of(facts));
    }
}
