using Headway.Histories;
using Headway.Storage.Facts;
using Headway.Storage.Views;
using Microsoft.EntityFrameworkCore;

namespace Headway.App.Histories;

/// <param name="By">A person's name, or the door.</param>
/// <param name="Undone">Null while it stands.</param>
public sealed record ShownImport(HistoryImported Import, DateTimeOffset At, string By, UndoneImport? Undone);

public sealed record UndoneImport(DateTimeOffset At, string By, string Reason);

/// <summary>Every import there was, with who brought it in and who took it out.</summary>
internal sealed class ImportedHistories(Views views, FactStore store)
{
    /// <summary>The newest; who has more looks for one by the command line.</summary>
    private const int MostShown = 200;

    public static readonly Refusal ReasonMissing = new("reason-missing", "Say in a few words why; the record of it stays.");

    public static readonly Refusal Unknown = new("history-unknown", "There is no such imported history.");

    public Task<bool> Stands(ImportId id, CancellationToken cancel) =>
        views.Imports.AnyAsync(row => row.Id == id.Value, cancel);

    public async Task<List<ShownImport>> All(CancellationToken cancel = default)
    {
        var ids = await views.Imports.OrderByDescending(row => row.At).Take(MostShown).Select(row => row.Id).ToListAsync(cancel);
        var names = (await views.People(cancel)).ToDictionary(person => person.Id, person => person.Name);
        string By(Actor actor) => actor.Person is { } id ? names.GetValueOrDefault(id, "somebody who has left")
            : actor.Cause == "cli" ? "command line" : actor.Cause;
        var shown = new List<ShownImport>();
        foreach (var id in ids)
        {
            var facts = await store.Read(StreamId.Of(new ImportId(id)), cancel);
            var imported = facts.Last(stored => stored.Fact is HistoryImported);
            var undone = facts[^1].Fact is ImportUndone gone ? new UndoneImport(facts[^1].AppendedAt, By(facts[^1].Actor), gone.Reason)
                : null;
            shown.Add(new ShownImport((HistoryImported)imported.Fact, imported.AppendedAt, By(imported.Actor), undone));
        }
        return shown;
    }
}
