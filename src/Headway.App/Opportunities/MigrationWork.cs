using System.Collections.Immutable;
using Headway.Access;
using Headway.Opportunities;
using Headway.Processes;
using Headway.Storage.Facts;
using Headway.Storage.Views;
using Microsoft.EntityFrameworkCore;

namespace Headway.App.Opportunities;

/// <summary>Open opportunities beside a version they do not follow yet: where each would stand, and moving them.</summary>
public sealed class MigrationWork(FactStore store, Views views, OpportunityWork work)
{
    /// <summary>One open opportunity and what the move would bring.</summary>
    public sealed record Waiting(OpportunityId Id, string Account, string Name, string Owner, int Version, Migration Migration);

    /// <summary>More than this a page does not list; they are counted all the same.</summary>
    public const int Most = 500;

    /// <summary>Those this person may see and move, on an older version of the process; the oldest version first.</summary>
    public async Task<ImmutableArray<Waiting>> Behind(Process to, Principal who, CancellationToken cancel = default)
    {
        var rows = await views.Opportunities(Visibility.Of(who))
            .Where(row => row.Status == "open" && row.Process == to.Key.Value && row.ProcessVersion != to.Version)
            .OrderBy(row => row.ProcessVersion).ThenBy(row => row.AccountName).Take(Most).ToListAsync(cancel);
        var versions = new Dictionary<int, Process>();
        var waiting = ImmutableArray.CreateBuilder<Waiting>(rows.Count);
        foreach (var row in rows)
        {
            if (!versions.TryGetValue(row.ProcessVersion, out var from))
                versions[row.ProcessVersion] = from = await views.Process(to.Key, row.ProcessVersion, cancel);
            var id = new OpportunityId(row.Id);
            var opportunity = Opportunity.Fold(await store.Read(StreamId.Of(id), cancel));
            waiting.Add(new Waiting(
                id, row.AccountName, row.Name, row.OwnerName, row.ProcessVersion, Migration.Of(opportunity, from, to)));
        }
        return waiting.ToImmutable();
    }

    public Task<WorkAnswer> Move(
        OpportunityId id, Process to, MigrateOpportunity command, Principal who, string cause, RequestKey request,
        CancellationToken cancel = default) =>
        work.Do(id, who, cause, at => MigrateOpportunity.Decide(at, to, command), request, cancel);
}
