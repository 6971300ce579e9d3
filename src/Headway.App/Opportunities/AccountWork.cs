using System.Collections.Immutable;
using Headway.Access;
using Headway.App.Access;
using Headway.Opportunities;
using Headway.Storage.Facts;
using Headway.Storage.Views;
using Microsoft.EntityFrameworkCore;

namespace Headway.App.Opportunities;

/// <summary>Accounts, as far as somebody sees an opportunity there.</summary>
public sealed class AccountWork(FactStore store, Views views)
{
    private const int Attempts = 5;

    /// <summary>Null when there is none, or none that may be seen.</summary>
    public async Task<Account?> Find(AccountId id, Visibility visibility, CancellationToken cancel = default) =>
        await views.Accounts(visibility).AnyAsync(row => row.Id == id.Value, cancel)
            ? Account.Fold(await store.Read(StreamId.Of(id), cancel)) : null;

    /// <returns>The account afterwards; null without a refusal when it is not to be seen.</returns>
    public async Task<(Account? Account, Refusal? Refusal)> Add(
        AccountId id, AddContact command, Visit visit, string cause, RequestKey request, CancellationToken cancel)
    {
        var pursued = await views.Opportunities(visit.Visibility).Where(row => row.AccountId == id.Value)
            .Select(row => new { row.OwnerId, row.TeamId }).Distinct().ToListAsync(cancel);
        ImmutableArray<(PersonId, TeamId?)> owners =
            [.. pursued.Select(row => (new PersonId(row.OwnerId), row.TeamId is { } team ? new TeamId(team) : (TeamId?)null))];
        for (var attempt = 1; ; attempt++)
        {
            if (await Find(id, visit.Visibility, cancel) is not { } account) return (null, null);
            var decision = AddContact.Decide(account, command, visit.Who, owners, visit.Now);
            if (decision is Decision.Refused(var refusal))
                return request.Key is { } key && await store.WasAnswered(visit.Who.Person, key, request.Hash, cancel)
                    ? (account, null) : (null, refusal);
            var append = Append.To(
                StreamId.Of(id), account.Version, new Actor(visit.Who.Person, cause), ((Decision.Accepted)decision).Facts, request.Key,
                request.Hash);
            switch (await store.Append(append, cancel))
            {
                case AppendResult.Appended or AppendResult.Repeated:
                    return (await Find(id, visit.Visibility, cancel), null);
                case AppendResult.KeyUsedOtherwise:
                    return (null, new Refusal("key-used-otherwise", "This request key was used for something else; send a new one."));
                case AppendResult.Conflict when attempt == Attempts:
                    return (null, new Refusal("changed-since-you-looked", "Others are changing this account right now; try again."));
            }
        }
    }
}
