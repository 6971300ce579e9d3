using System.Collections.Immutable;
using Headway.Access;
using Headway.Goals;
using Headway.Histories;
using Headway.Opportunities;
using Headway.Processes;
using Headway.Storage.Facts;
using Headway.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Headway.Storage.Views;

/// <summary>
/// Writes views from facts: each touched stream is folded by the domain and its rows are written anew, so a rebuild gives the same rows.
/// </summary>
internal static class Projection
{
    /// <summary>Opportunities come last: they show the names, the team and the process that the streams before them write.</summary>
    private static readonly ImmutableArray<string> Kinds =
        ["organisation", "team", "person", "account", "process", "goal", "import", "opportunity"];

    public static async Task Project(HeadwayDb db, IEnumerable<StreamId> streams, CancellationToken cancel)
    {
        foreach (var stream in streams.OrderBy(stream => Kinds.IndexOf(stream.Kind)))
        {
            var name = stream.ToString();
            var rows = await db.Facts.AsNoTracking().Where(row => row.Stream == name).OrderBy(row => row.Version).ToListAsync(cancel);
            await Write(db, stream, [.. rows.Select(FactStore.Stored)], cancel);
            await db.SaveChangesAsync(cancel);
        }
    }

    /// <summary>Every view from every fact.</summary>
    public static async Task Rebuild(HeadwayDb db, CancellationToken cancel)
    {
        await Clear(db, cancel);
        foreach (var kind in Kinds)
        {
            if (kind == "opportunity") await RewriteOpportunities(db, cancel);
            else
                foreach (var stream in await StreamsOf(db, kind, cancel))
                    await Write(db, StreamId.Parse(stream.Key), [.. stream.Select(FactStore.Stored)], cancel);
            await db.SaveChangesAsync(cancel);
            db.ChangeTracker.Clear();
        }
    }

    private static async Task RewriteOpportunities(HeadwayDb db, CancellationToken cancel)
    {
        await db.Opportunities.ExecuteDeleteAsync(cancel);
        var around = await Surroundings.All(db, cancel);
        foreach (var stream in await StreamsOf(db, "opportunity", cancel))
            db.Opportunities.Add(OpportunityRows.Of(Opportunity.Fold(stream.Select(FactStore.Stored)), around));
    }

    private static async Task<IEnumerable<IGrouping<string, FactRow>>> StreamsOf(HeadwayDb db, string kind, CancellationToken cancel)
    {
        var prefix = kind + "/";
        var rows = await db.Facts.AsNoTracking().Where(row => row.Stream.StartsWith(prefix)).OrderBy(row => row.Position)
            .ToListAsync(cancel);
        return rows.GroupBy(row => row.Stream);
    }

    private static async Task Clear(HeadwayDb db, CancellationToken cancel)
    {
        await db.Opportunities.ExecuteDeleteAsync(cancel);
        await db.Contacts.ExecuteDeleteAsync(cancel);
        await db.Accounts.ExecuteDeleteAsync(cancel);
        await db.People.ExecuteDeleteAsync(cancel);
        await db.Teams.ExecuteDeleteAsync(cancel);
        await db.Organisations.ExecuteDeleteAsync(cancel);
        await db.Processes.ExecuteDeleteAsync(cancel);
        await db.Goals.ExecuteDeleteAsync(cancel);
        await db.Imports.ExecuteDeleteAsync(cancel);
    }

    private static async Task Write(HeadwayDb db, StreamId stream, IReadOnlyList<StoredFact> facts, CancellationToken cancel)
    {
        switch (stream.Kind)
        {
            case "opportunity":
                var opportunity = Opportunity.Fold(facts);
                await Put(db, db.Opportunities, OpportunityRows.Of(opportunity, await Surroundings.For(db, opportunity, cancel)), cancel,
                    opportunity.Id.Value);
                break;
            case "account": await WriteAccount(db, Account.Fold(facts), cancel); break;
            case "person": await WritePerson(db, facts, cancel); break;
            case "team": await WriteTeam(db, facts, cancel); break;
            case "organisation": await WriteOrganisation(db, facts, cancel); break;
            case "process": await WriteProcess(db, facts, cancel); break;
            case "goal": await WriteGoal(db, Goal.Fold(facts), cancel); break;
            case "import": await WriteImport(db, facts, cancel); break;
            default: throw new InvalidOperationException($"No view is written from {stream.Kind}.");
        }
    }

    private static async Task Put<TRow>(HeadwayDb db, DbSet<TRow> table, TRow row, CancellationToken cancel, params object[] key)
        where TRow : class
    {
        if (await table.FindAsync(key, cancel) is { } old) db.Entry(old).CurrentValues.SetValues(row);
        else table.Add(row);
    }

    private static async Task WriteAccount(HeadwayDb db, Account account, CancellationToken cancel)
    {
        await Put(db, db.Accounts,
            new AccountRow { Id = account.Id.Value, Version = account.Version, Name = account.Name, Segment = account.Segment }, cancel,
            account.Id.Value);
        foreach (var contact in account.Contacts)
            await Put(db, db.Contacts,
                new ContactRow { Id = contact.Id.Value, AccountId = account.Id.Value, Name = contact.Name, Title = contact.Title }, cancel,
                contact.Id.Value);
    }

    private static async Task WritePerson(HeadwayDb db, IReadOnlyList<StoredFact> facts, CancellationToken cancel)
    {
        Person? person = null;
        foreach (var stored in facts) person = Person.Evolve(person, stored.Fact);
        var row = new PersonRow
        {
            Id = person!.Id.Value,
            Version = facts[^1].Version,
            Name = person.Name,
            Email = person.Email,
            Roles = RoleText.Write(person.Roles),
            TeamId = person.Team?.Value,
            Active = person.Active,
        };
        await Put(db, db.People, row, cancel, row.Id);
        // Opportunities show their owner's name and team; whoever moves takes them along.
        await db.Opportunities.Where(o => o.OwnerId == row.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(o => o.OwnerName, row.Name).SetProperty(o => o.TeamId, row.TeamId), cancel);
    }

    private static async Task WriteTeam(HeadwayDb db, IReadOnlyList<StoredFact> facts, CancellationToken cancel)
    {
        Team? team = null;
        foreach (var stored in facts) team = Team.Evolve(team, stored.Fact);
        await Put(db, db.Teams,
            new TeamRow { Id = team!.Id.Value, Name = team.Name, ParentId = team.Parent?.Value, LeaderId = team.Leader?.Value }, cancel,
            team.Id.Value);
    }

    private static async Task WriteOrganisation(HeadwayDb db, IReadOnlyList<StoredFact> facts, CancellationToken cancel)
    {
        var described = facts.Select(stored => stored.Fact).OfType<OrganisationDescribed>().Last();
        var zoneBefore = (await db.Organisations.AsNoTracking().FirstOrDefaultAsync(cancel))?.Zone;
        await Put(db, db.Organisations,
            new OrganisationRow
            {
                Id = 1,
                Name = described.Name,
                Currency = described.Currency,
                Zone = described.Zone,
                FiscalYearStartMonth = described.FiscalYearStartMonth,
            },
            cancel, 1);
        if (zoneBefore is null || zoneBefore == described.Zone) return;
        // Freshness runs by whole days of the organisation's zone (rule 5): another zone moves every moment kept in a row.
        await db.SaveChangesAsync(cancel);
        await RewriteOpportunities(db, cancel);
    }

    private static async Task WriteProcess(HeadwayDb db, IReadOnlyList<StoredFact> facts, CancellationToken cancel)
    {
        var retired = ProcessStanding.Of(facts).Retired;
        foreach (var stored in facts)
        {
            if (stored.Fact is not ProcessPublished { Process: var process }) continue;
            await Put(db, db.Processes,
                new ProcessRow
                {
                    Key = process.Key.Value,
                    Version = process.Version,
                    Name = process.Name,
                    Position = stored.Position,
                    PublishedAt = stored.EffectiveAt.ToUnixTimeMilliseconds(),
                    Retired = retired,
                },
                cancel, process.Key.Value, process.Version);
        }
    }

    private static async Task WriteGoal(HeadwayDb db, Goal goal, CancellationToken cancel)
    {
        var (scope, id) = goal.Scope switch
        {
            Scope.Organisation => ("organisation", (Guid?)null),
            Scope.OfTeam team => ("team", team.Team.Value),
            Scope.OfSeller seller => ("seller", seller.Seller.Value),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        await Put(db, db.Goals,
            new GoalRow
            {
                Id = goal.Id.Value,
                Version = goal.Version,
                Scope = scope,
                ScopeId = id,
                First = goal.Period.First,
                Last = goal.Period.Last,
                SetBy = goal.SetBy.Value,
                Shared = goal.Shared,
                Dropped = goal.Dropped,
            },
            cancel, goal.Id.Value);
    }

    private static async Task WriteImport(HeadwayDb db, IReadOnlyList<StoredFact> facts, CancellationToken cancel)
    {
        var first = facts[0];
        if (first.Fact is not HistoryImported imported) throw new InvalidOperationException("An import's stream starts with the import.");
        // The same file may be imported again after an undo; what came last holds.
        await Put(db, db.Imports,
            new ImportRow
            {
                Id = imported.Import.Value,
                Name = imported.Name,
                ContentHash = imported.ContentHash,
                At = first.AppendedAt.ToUnixTimeMilliseconds(),
                Cases = imported.Cases,
                Events = imported.Events,
                Undone = facts[^1].Fact is ImportUndone,
            },
            cancel, imported.Import.Value);
    }
}
