using System.Collections.Immutable;
using System.Security.Cryptography;
using Headway.Access;
using Headway.Forecasting.Gates;
using Headway.Formats;
using Headway.Formats.Columns;
using Headway.Formats.Mapping;
using Headway.Histories;
using Headway.Learning;
using Headway.Processes;
using Headway.Storage;
using Headway.Storage.Facts;
using Headway.Storage.Views;
using Microsoft.EntityFrameworkCore;

namespace Headway.App.Histories;

/// <summary>A history that was opened, with the days it is to be read by.</summary>
/// <param name="Id">Of the import; "own" for our own.</param>
internal sealed record OpenedHistory(string Id, string Name, History History, Calendar Calendar)
{
    public const string Own = "own";

    /// <summary>Only of our own: what stands around the opportunities.</summary>
    public OwnRecord? Record { get; init; }

    /// <summary>Before an answer. Without dates there is no day at which it was known.</summary>
    public string Heading => History.HasDates ? $"{Name} as known on {Calendar.DayOf(AsOf):yyyy-MM-dd}" : $"{Name} (no dates)";

    /// <summary>What is kept with each opportunity, by name.</summary>
    public IReadOnlyList<string> Attributes => [.. History.Log.Changes.Select(each => each.Name)
        .Concat(History.Log.Attributes.Select(each => each.Name)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    public DateTimeOffset AsOf => new(History.AsOfTicks, TimeSpan.Zero);

    /// <summary>The version our own history was read by; null for an import.</summary>
    public Process? Process { get; init; }

    /// <summary>What going on costs in our own process; null for an import, and until a leader has set it.</summary>
    public ProcessHours? Hours { get; init; }

    /// <summary>What was logged with the activities of our own closed opportunities; none for an import.</summary>
    public LoggedEffort Effort { get; init; } = LoggedEffort.None;

    /// <summary>Our own facts in the order they were appended; empty for an import.</summary>
    public IReadOnlyList<StoredFact> Facts { get; init; } = [];

    public NeededOutcomes Needed =>
        Process is { } known ? NeededOutcomes.Of(known, History.Shape, Calendar) : NeededOutcomes.NotSaid(History.Shape);

    /// <summary>Our own history names people by their ids; an import as its source does.</summary>
    public IReadOnlyDictionary<string, string> PeopleById { get; init; } = new Dictionary<string, string>();

    /// <summary>Our own history names opportunities by their ids; customer and name of each.</summary>
    public IReadOnlyDictionary<string, string> CasesById { get; init; } = new Dictionary<string, string>();

    /// <summary>What a list calls an opportunity: by its name with as much of its id as tells it apart, which commands take; of an import
    /// as its source does.</summary>
    public string CaseName(string id) => CasesById.TryGetValue(id, out var name) ? $"{name} ({id[..shortest.Value]})" : id;

    private readonly Lazy<int> shortest = new(() =>
    {
        var ids = History.Log.CaseIds.Order(StringComparer.Ordinal).ToList();
        var alike = ids.Zip(ids.Skip(1), (one, next) => one.Zip(next).TakeWhile(two => two.First == two.Second).Count());
        return Math.Max(LeastIdLength, alike.DefaultIfEmpty(0).Max() + 1);
    });

    private const int LeastIdLength = 8;

    public ExportedHistory Exported(Func<string, bool> sees) => new(History, PersonName, sees) { Record = Record };

    public string PersonName(string named) => PeopleById.GetValueOrDefault(named, named);
}

/// <summary>Opens histories, imported ones and our own, as known at a date.</summary>
internal sealed class HistorySource(Func<HeadwayDb> open, FactStore store, Maintenance maintenance)
{
    /// <summary>Code of the refusal where only imports are there.</summary>
    public const string NoProcess = "process-none";

    private const int ShortIdLength = 8;

    public static string ShortId(ImportId id) => id.ToString()[..ShortIdLength];

    /// <summary>Imports that stand, by name.</summary>
    public async Task<ImmutableArray<HistoryImported>> Imports(CancellationToken cancel)
    {
        List<Guid> ids;
        await using (var db = open()) ids = await new Views(db).Imports.Where(row => !row.Undone).Select(row => row.Id).ToListAsync(cancel);
        var found = ImmutableArray.CreateBuilder<HistoryImported>();
        foreach (var id in ids) found.Add(await ImportOf(new ImportId(id), cancel));
        return [.. found.OrderBy(import => import.Name, StringComparer.Ordinal).ThenBy(import => import.ContentHash,
            StringComparer.Ordinal)];
    }

    /// <param name="history">Id, start of an id or name; null = the only imported one, else our own.</param>
    /// <param name="process">For our own: its key; null = the only one.</param>
    /// <param name="asOf">Null = what an import shows last, or now.</param>
    public async Task<Answer<OpenedHistory>> Open(string? history, string? process, When? asOf, CancellationToken cancel)
    {
        await using var db = open();
        var calendar = await new Views(db).Calendar(cancel);
        var imports = await Imports(cancel);
        if (history == OpenedHistory.Own || (history is null && (imports.IsEmpty || process is not null)))
            return await OpenOwn(db, process, calendar, asOf, cancel);
        return Find(imports, history).IsRefused(out var why, out var import) ? why : await OpenImport(import, calendar, asOf, cancel);
    }

    /// <param name="asked">Id, start of an id or name.</param>
    public async Task<Answer<HistoryImported>> FindImport(string asked, CancellationToken cancel) => Find(await Imports(cancel), asked);

    /// <summary>An import that was found, as it shows itself last.</summary>
    public async Task<Answer<OpenedHistory>> Open(HistoryImported import, CancellationToken cancel)
    {
        await using var db = open();
        return await OpenImport(import, await new Views(db).Calendar(cancel), null, cancel);
    }

    private static Answer<HistoryImported> Find(ImmutableArray<HistoryImported> imports, string? asked)
    {
        var fitting = imports.Where(import => asked is null || Fits(import, asked)).ToList();
        return fitting switch
        {
            [var only] => only,
            [] => new Refusal("history-unknown", $"There is no imported history “{asked}”; `headway history list` shows those there are."),
            _ => new Refusal("history-unclear",
                $"{fitting.Count} histories fit: "
                    + $"{string.Join(", ", fitting.Select(import => $"{ShortId(import.Import)} ({import.Name})"))}. "
                + "Name one by its id."),
        };
    }

    private static bool Fits(HistoryImported import, string asked) =>
        string.Equals(import.Name, asked, StringComparison.Ordinal) || import.Import.ToString().StartsWith(asked,
            StringComparison.OrdinalIgnoreCase);

    private async Task<HistoryImported> ImportOf(ImportId id, CancellationToken cancel) =>
        (await store.Read(StreamId.Of(id), cancel)).Select(stored => stored.Fact).OfType<HistoryImported>().Last();

    private async Task<Answer<OpenedHistory>> OpenImport(HistoryImported import, Calendar calendar, When? asOf, CancellationToken cancel)
    {
        var bytes = await maintenance.ReadLog(import.Import, cancel);
        if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != import.LogHash)
            return new Refusal("log-changed", $"The kept log of {import.Name} is not what was imported; restore a backup or import "
                + $"the file again.");
        var mapping = MappingFile.Read(import.Mapping, import.Name).Mapping
            ?? throw new InvalidOperationException($"The mapping kept with {import.Name} cannot be read.");
        var answer = AsOf(asOf, import.Until, calendar, day => $"{import.Name} ends on {day:yyyy-MM-dd}");
        if (answer.IsRefused(out var why, out var at)) return why;
        var history = History.AsOf(LogColumns.Read(bytes), mapping.ToShape(import.Until), at);
        return new OpenedHistory(import.Import.ToString(), import.Name, history, calendar);
    }

    private async Task<Answer<OpenedHistory>> OpenOwn(HeadwayDb db, string? key, Calendar calendar, When? asOf, CancellationToken cancel)
    {
        var views = new Views(db);
        var all = await views.CurrentProcesses(cancel);
        ImmutableArray<Process> fitting = [.. all.Where(process => key is null || process.Key.Value == key)];
        if (all.IsEmpty)
            return await Imports(cancel) is { IsEmpty: false } imports
                ? new Refusal(NoProcess, "There is no process of our own yet, so there is no history of one. What there is was imported: "
                    + $"{string.Join(", ", imports.Select(import => $"{ShortId(import.Import)} ({import.Name})"))}; name it with --history "
                    + "where a command reads histories.")
                : new Refusal("history-none", "There is no history yet. Import one with `headway import FILE`, or look at `headway demo`.");
        if (fitting.Length != 1)
        {
            return new Refusal(fitting.IsEmpty ? "process-unknown" : "process-unclear",
                $"Name one process with --process: {string.Join(", ", all.Select(process => process.Key.Value))}.");
        }
        var currency = (await views.Organisation(cancel))?.Currency ?? "EUR";
        if (AsOf(asOf, maintenance.Now, calendar, day => $"Today is {day:yyyy-MM-dd}").IsRefused(out var why, out var at)) return why;
        var facts = await AllFacts(cancel);
        var history = OwnFacts.Of(facts, fitting[0], currency).AsOf(at);
        return new OpenedHistory(OpenedHistory.Own, fitting[0].Name, history, calendar)
        {
            Process = fitting[0],
            Facts = facts,
            Hours = ProcessHours.Of(facts, fitting[0], history),
            Effort = LoggedEffort.Of(facts, fitting[0], at),
            Record = OwnRecord.Of(facts, fitting[0], at),
            CasesById = (await views.Opportunities(new Visibility.Everything()).Select(row => new { row.Id, row.AccountName, row.Name })
                .ToListAsync(cancel)).ToDictionary(row => new OpportunityId(row.Id).ToString(), row => $"{row.AccountName}, {row.Name}"),
            PeopleById = (await views.People(cancel)).ToDictionary(person => person.Id.ToString(), person => person.Name),
        };
    }

    /// <summary>Past the last thing known, every open case would look as if it had been watched and nothing had happened.</summary>
    private static Answer<DateTimeOffset> AsOf(When? asked, DateTimeOffset last, Calendar calendar, Func<DateOnly, string> sentence)
    {
        if (asked?.Until(calendar) is not { } at || at <= last) return asked?.Until(calendar) ?? last;
        var lastDay = calendar.DayOf(last);
        return calendar.DayOf(at) > lastDay
            ? new Refusal("as-of-too-late", $"{sentence(lastDay)}: nothing is known after it. Choose that day or an earlier one.")
            : last;
    }

    private async Task<List<StoredFact>> AllFacts(CancellationToken cancel)
    {
        var facts = new List<StoredFact>();
        while (await store.ReadAfter(facts.Count == 0 ? 0 : facts[^1].Position,
            cancel: cancel) is { IsEmpty: false } more) facts.AddRange(more);
        return facts;
    }
}
