using Headway.Opportunities;
using Headway.Processes;
using Headway.Storage.Facts;
using Headway.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Headway.Storage.Views;

/// <summary>
/// What an opportunity's row shows besides the opportunity: names, the team, the process it runs on, the organisation's days.
/// </summary>
internal sealed record Surroundings(
    IReadOnlyDictionary<Guid, AccountRow> Accounts, IReadOnlyDictionary<Guid, PersonRow> People,
    IReadOnlyDictionary<(string Key, int Version), Process> Processes, Calendar Calendar)
{
    public static async Task<Surroundings> For(HeadwayDb db, Opportunity opportunity, CancellationToken cancel)
    {
        var account = await db.Accounts.FindAsync([opportunity.Account.Value], cancel)
            ?? throw new InvalidOperationException($"{opportunity.Id} names an account that does not exist.");
        var owner = await db.People.FindAsync([opportunity.Owner.Value], cancel)
            ?? throw new InvalidOperationException($"{opportunity.Id} names an owner who does not exist.");
        var process = await ProcessOf(db, opportunity.Process.Value, opportunity.ProcessVersion, cancel);
        return new Surroundings(
            new Dictionary<Guid, AccountRow> { [account.Id] = account }, new Dictionary<Guid, PersonRow> { [owner.Id] = owner },
            new Dictionary<(string, int), Process> { [(process.Key.Value, process.Version)] = process }, await CalendarOf(db, cancel));
    }

    public static async Task<Surroundings> All(HeadwayDb db, CancellationToken cancel)
    {
        var processes = new Dictionary<(string, int), Process>();
        foreach (var row in await db.Processes.AsNoTracking().ToListAsync(cancel))
            processes[(row.Key, row.Version)] = await ProcessOf(db, row.Key, row.Version, cancel);
        return new Surroundings(
            await db.Accounts.AsNoTracking().ToDictionaryAsync(row => row.Id, cancel),
            await db.People.AsNoTracking().ToDictionaryAsync(row => row.Id, cancel),
            processes, await CalendarOf(db, cancel));
    }

    public static async Task<Calendar> CalendarOf(HeadwayDb db, CancellationToken cancel) =>
        await db.Organisations.AsNoTracking().FirstOrDefaultAsync(cancel) is { } organisation
            ? new Calendar(TimeZoneInfo.FindSystemTimeZoneById(organisation.Zone), organisation.FiscalYearStartMonth) : Calendar.Utc;

    public static async Task<Process> ProcessOf(HeadwayDb db, string key, int version, CancellationToken cancel)
    {
        var fact = await (from process in db.Processes.AsNoTracking()
                          join row in db.Facts.AsNoTracking() on process.Position equals row.Position
                          where process.Key == key && process.Version == version
                          select row).FirstAsync(cancel);
        return ((ProcessPublished)FactJson.Read(fact.Name, fact.Payload)).Process;
    }
}
