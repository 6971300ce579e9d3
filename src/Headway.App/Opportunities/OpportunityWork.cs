using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Headway.Access;
using Headway.Opportunities;
using Headway.Storage.Facts;
using Headway.Storage.Views;

namespace Headway.App.Opportunities;

/// <summary>What came of a command.</summary>
public abstract record WorkAnswer
{
    private WorkAnswer()
    {
    }

    /// <param name="After">The opportunity as it stands now; null when it was handed to where this person does not see it.</param>
    public sealed record Done(Situation? After) : WorkAnswer;

    public sealed record Refused(Refusal Refusal) : WorkAnswer;

    /// <summary>There is none, or none that this person may see; both look the same from outside.</summary>
    public sealed record NotFound : WorkAnswer;
}

/// <summary>The same request sent twice changes things once.</summary>
public sealed record RequestKey(string? Key, string Hash)
{
    public static readonly RequestKey None = new(null, "");

    /// <summary>Of a form: its key, and a hash of everything it asks for.</summary>
    public static RequestKey Of(string? key, IEnumerable<string?> asked) => new(
        string.IsNullOrWhiteSpace(key) ? null : key,
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', asked)))));
}

/// <summary>From a door to the stored fact: fold the stream, let the domain decide, append at the version that was looked at.</summary>
public sealed class OpportunityWork(FactStore store, Views views, TimeProvider time)
{
    private const int Attempts = 5;

    /// <summary>The opportunity with all that a decision may look at, or null when this person may not see it.</summary>
    public async Task<Situation?> Find(OpportunityId id, Principal who, CancellationToken cancel = default)
    {
        var facts = await store.Read(StreamId.Of(id), cancel);
        if (facts.Length == 0) return null;
        var opportunity = Opportunity.Fold(facts);
        var team = (await views.FindPerson(opportunity.Owner, cancel))?.Team;
        if (!Visibility.Of(who).Shows(opportunity.Owner, team)) return null;
        var process = await views.Process(opportunity.Process, opportunity.ProcessVersion, cancel);
        var contacts = await views.ContactsOf(opportunity.Account, cancel);
        var above = Authority.LeaderAbove(opportunity.Owner, team, await views.Teams(cancel));
        var calendar = await views.Calendar(cancel);
        return new Situation(opportunity, process, who, team, time.GetUtcNow(), calendar, contacts) { LeaderAbove = above };
    }

    /// <summary>
    /// Decide and append. On a conflict the decision is taken anew on what stands then (rule 30); gates refuse by the version seen.
    /// </summary>
    public Task<WorkAnswer> Do(
        OpportunityId id, Principal who, string cause, Func<Situation, Decision> decide, RequestKey request,
        CancellationToken cancel = default) => Do(id, who, cause, NamedContact.Nobody, (at, _) => decide(at), request, cancel);

    /// <summary>
    /// The same about somebody at the customer. A name nobody knows there yet becomes a contact in the same append, so that what he said
    /// is never recorded without him.
    /// </summary>
    public async Task<WorkAnswer> Do(
        OpportunityId id, Principal who, string cause, NamedContact named, Func<Situation, ContactId?, Decision> decide, RequestKey request,
        CancellationToken cancel = default)
    {
        if (named.Refuses() is { } unfit) return new WorkAnswer.Refused(unfit);
        var newContact = new ContactId(Guid.CreateVersion7());
        for (var attempt = 1; ; attempt++)
        {
            if (await Find(id, who, cancel) is not { } at) return new WorkAnswer.NotFound();
            var (contact, adding) = await Contact(at, named, newContact, cancel);
            var decision = decide(adding.IsEmpty ? at : at with { Contacts = at.Contacts.Add(newContact) }, contact);
            if (decision is Decision.Refused(var refusal)) return await RepeatOr(id, who, request, refusal, cancel);
            var facts = new StreamAppend(StreamId.Of(id), at.Opportunity.Version, ((Decision.Accepted)decision).Facts);
            var append = new Append(new Actor(who.Person, cause), [.. adding, facts], request.Key, request.Hash);
            switch (await store.Append(append, cancel))
            {
                case AppendResult.Appended or AppendResult.Repeated:
                    return new WorkAnswer.Done(await Find(id, who, cancel));
                case AppendResult.KeyUsedOtherwise:
                    return new WorkAnswer.Refused(
                        new Refusal("key-used-otherwise", "This request key was used for something else; send a new one."));
                case AppendResult.Conflict when attempt == Attempts:
                    return new WorkAnswer.Refused(
                        new Refusal("changed-since-you-looked", "Others are changing this opportunity right now; try again."));
            }
        }
    }

    private async Task<(ContactId? Contact, ImmutableArray<StreamAppend> Adding)> Contact(
        Situation at, NamedContact named, ContactId newId, CancellationToken cancel)
    {
        if (named.Name is null) return (named.Id, []);
        var stream = StreamId.Of(at.Opportunity.Account);
        var account = Account.Fold(await store.Read(stream, cancel));
        var (contact, added) = named.In(account, newId);
        return (contact, added is null ? [] : [new StreamAppend(stream, account.Version, [new Happened(added, at.Now)])]);
    }

    /// <summary>A refusal may only mean that the first try succeeded and its answer got lost: then say so.</summary>
    private async Task<WorkAnswer> RepeatOr(
        OpportunityId id, Principal who, RequestKey request, Refusal refusal, CancellationToken cancel) =>
        request.Key is { } key && await store.WasAnswered(who.Person, key, request.Hash, cancel)
            ? new WorkAnswer.Done(await Find(id, who, cancel)) : new WorkAnswer.Refused(refusal);
}
