using System.Collections.Immutable;
using Headway.Access;
using Headway.Processes;
using Headway.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Headway.Storage.Views;

/// <summary>What pages and the API read. Opportunities come only through the visibility filter; there is no other way to them.</summary>
public sealed class Views(HeadwayDb db)
{
    /// <summary>The one visibility filter: every list, count, search and export goes through it.</summary>
    public IQueryable<OpportunityRow> Opportunities(Visibility visibility)
    {
        var rows = db.Opportunities.AsNoTracking();
        switch (visibility)
        {
            case Visibility.Everything:
                return rows;
            case Visibility.OwnAndTeams(var person, var led):
                var teams = led.Select(team => (Guid?)team.Value).ToList();
                return rows.Where(row => row.OwnerId == person.Value || teams.Contains(row.TeamId));
            case Visibility.Own(var person):
                return rows.Where(row => row.OwnerId == person.Value);
            case Visibility.Nothing:
                return rows.Where(_ => false);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>An account is seen by whoever sees an opportunity there, through the same filter.</summary>
    public IQueryable<AccountRow> Accounts(Visibility visibility)
    {
        // A set that is read once: asked for each account anew, a seller's own rows were read thousands of times.
        var seen = Opportunities(visibility).Select(row => row.AccountId);
        return db.Accounts.AsNoTracking().Where(account => seen.Contains(account.Id));
    }

    /// <summary>People at the accounts that are seen.</summary>
    public IQueryable<ContactRow> Contacts(Visibility visibility)
    {
        var seen = Opportunities(visibility).Select(row => row.AccountId);
        return db.Contacts.AsNoTracking().Where(contact => seen.Contains(contact.AccountId));
    }

    public async Task<ImmutableHashSet<ContactId>> ContactsOf(AccountId account, CancellationToken cancel = default) =>
        [.. await db.Contacts.AsNoTracking().Where(row => row.AccountId == account.Value).Select(row => new ContactId(row.Id))
            .ToListAsync(cancel)];

    public IQueryable<ImportRow> Imports => db.Imports.AsNoTracking();

    public IQueryable<GoalRow> Goals => db.Goals.AsNoTracking();

    public IQueryable<ProcessRow> Processes => db.Processes.AsNoTracking();

    public async Task<Person?> FindPerson(PersonId id, CancellationToken cancel = default) =>
        await db.People.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id.Value, cancel) is { } row ? Read(row) : null;

    public async Task<Person?> FindPersonByEmail(string email, CancellationToken cancel = default) =>
        await db.People.AsNoTracking().FirstOrDefaultAsync(row => row.Email == email, cancel) is { } row ? Read(row) : null;

    public async Task<ImmutableArray<Person>> People(CancellationToken cancel = default) =>
        [.. (await db.People.AsNoTracking().OrderBy(row => row.Name).ToListAsync(cancel)).Select(Read)];

    public async Task<ImmutableArray<Team>> Teams(CancellationToken cancel = default) =>
    [
        .. (await db.Teams.AsNoTracking().OrderBy(row => row.Name).ToListAsync(cancel)).Select(row => new Team(
            new TeamId(row.Id), row.Name, row.ParentId is { } parent ? new TeamId(parent) : null,
            row.LeaderId is { } leader ? new PersonId(leader) : null)),
    ];

    public async Task<OrganisationRow?> Organisation(CancellationToken cancel = default) =>
        await db.Organisations.AsNoTracking().FirstOrDefaultAsync(cancel);

    public Task<Calendar> Calendar(CancellationToken cancel = default) => Surroundings.CalendarOf(db, cancel);

    /// <summary>One published version; throws when it does not exist.</summary>
    public Task<Process> Process(ProcessKey key, int version, CancellationToken cancel = default) =>
        Surroundings.ProcessOf(db, key.Value, version, cancel);

    /// <summary>The versions in use, one per process: the newest.</summary>
    public async Task<ImmutableArray<Process>> CurrentProcesses(CancellationToken cancel = default)
    {
        var rows = await db.Processes.AsNoTracking().ToListAsync(cancel);
        var current = ImmutableArray.CreateBuilder<Process>();
        foreach (var newest in rows.GroupBy(row => row.Key).Select(versions => versions.MaxBy(row => row.Version)!)
            .OrderBy(row => row.Name))
            current.Add(await Surroundings.ProcessOf(db, newest.Key, newest.Version, cancel));
        return current.ToImmutable();
    }

    /// <summary>The versions that something new may be opened on: those in use without the retired processes.</summary>
    public async Task<ImmutableArray<Process>> ProcessesToOpenOn(CancellationToken cancel = default)
    {
        var retired = await db.Processes.AsNoTracking().Where(row => row.Retired).Select(row => row.Key).Distinct().ToListAsync(cancel);
        return [.. (await CurrentProcesses(cancel)).Where(process => !retired.Contains(process.Key.Value))];
    }

    /// <summary>Every process of which anything is known: in use, retired, or only drafted.</summary>
    public async Task<ImmutableArray<ProcessKey>> ProcessKeys(CancellationToken cancel = default)
    {
        // By range, so that the index over streams answers it.
        var streams = await db.Facts.AsNoTracking()
            .Where(row => string.Compare(row.Stream, "process/") > 0 && string.Compare(row.Stream, "process0") < 0)
            .Select(row => row.Stream).Distinct().ToListAsync(cancel);
        return [.. streams.Order(StringComparer.Ordinal).Select(stream => new ProcessKey(stream["process/".Length..]))];
    }

    private static Person Read(PersonRow row) => new(
        new PersonId(row.Id), row.Name, row.Email, RoleText.Read(row.Roles), row.TeamId is { } team ? new TeamId(team) : null, row.Active);
}
