using System.Collections.Concurrent;
using System.Globalization;
using Headway.App.Serving;
using Headway.Formats.Mapping;
using Headway.Histories;

namespace Headway.App.Histories;

/// <summary>The files that are handed in on this node and not yet a history: few, bounded, and deleted when done or forgotten.</summary>
public sealed class ImportDrafts(Database database, TimeProvider time)
{
    /// <summary>What one upload may hold; 512 MiB of packed events are some hundred million. Larger ones come in by the command
    /// line.</summary>
    public const long MostBytes = 512L << 20;

    /// <summary>At once on this node, so that files cannot fill its disk: 4 GiB at most.</summary>
    private const int MostFiles = 8;

    /// <summary>A person looks at one file, perhaps compares two.</summary>
    private const int MostOfOnePerson = 2;

    private const int MostNameLength = 120;

    private static readonly TimeSpan forgottenAfter = TimeSpan.FromHours(1);
    private static readonly TimeSpan leftOverAfter = TimeSpan.FromHours(24);

    private readonly ConcurrentDictionary<Guid, ImportDraft> drafts = [];
    private readonly Lock choosing = new();

    /// <summary>What a reading on a server may take, so that one file leaves the machine to the others: about 1 GB of memory.</summary>
    internal static EventLogLimits Limits { get; } = EventLogLimits.Default with { MaxBytes = 4L << 30, MaxEvents = 20_000_000 };

    /// <summary>Beside the embedded database; with PostgreSQL in the user's data folder of this node.</summary>
    private string Folder { get; } = System.IO.Path.Combine(
        database is Database.Embedded(var folder) ? folder : ((Database.Embedded)Database.From(null, "")).Folder, "uploads");

    /// <summary>Room for one more file; the oldest of the same person makes way.</summary>
    internal Answer<ImportDraft> Begin(PersonId owner, string? uploadedAs)
    {
        lock (choosing)
        {
            // What became a history has no file any more; its address is kept for whoever goes back to it.
            var held = drafts.Values.Where(draft => draft.State is not DraftState.Kept).ToList();
            var own = held.Where(draft => draft.Owner == owner).OrderBy(draft => draft.TouchedAt).ToList();
            if (own.Count >= MostOfOnePerson)
            {
                if (own.Find(draft => draft.State is not (DraftState.Working or DraftState.Receiving)) is not { } oldest)
                    return new Refusal("import-two-at-once", "Two of your files are being read already; wait for one of them.");
                PutAway(oldest);
                held.Remove(oldest);
            }
            if (held.Count >= MostFiles)
                return new Refusal("import-files-full", "Others are importing as many files as this machine takes at once; try again "
                    + "in some minutes.");
            CreateFolder();
            var id = Guid.NewGuid();
            var path = System.IO.Path.Combine(Folder, id.ToString("N") + ".upload");
            return drafts[id] = new ImportDraft(id, owner, NameOf(uploadedAs), path, time.GetUtcNow());
        }
    }

    /// <summary>Only for whoever handed it in; for others it does not exist.</summary>
    internal ImportDraft? Find(Guid id, PersonId who)
    {
        if (!drafts.TryGetValue(id, out var draft) || draft.Owner != who) return null;
        draft.TouchedAt = time.GetUtcNow();
        return draft;
    }

    internal IReadOnlyList<ImportDraft> Of(PersonId who) => [.. drafts.Values.Where(draft => draft.Owner == who)
        .Where(draft => draft.State is not (DraftState.Kept or DraftState.Receiving)).OrderByDescending(draft => draft.TouchedAt)];

    internal void PutAway(ImportDraft draft)
    {
        drafts.TryRemove(draft.Id, out _);
        draft.Stop();
        DeleteFiles(draft);
    }

    internal static void DeleteFiles(ImportDraft draft)
    {
        File.Delete(draft.Path);
        File.Delete(draft.RejectedPath);
    }

    /// <summary>Puts away what nobody came back to, and files a node left behind that was stopped.</summary>
    internal void PutAwayForgotten()
    {
        var now = time.GetUtcNow();
        foreach (var draft in drafts.Values.Where(draft => now - draft.TouchedAt > forgottenAfter)) PutAway(draft);
        if (!Directory.Exists(Folder)) return;
        foreach (var path in Directory.EnumerateFiles(Folder, "*.upload*"))
            if (now - File.GetLastWriteTimeUtc(path) > leftOverAfter) File.Delete(path);
    }

    /// <summary>The last part of whatever the browser called it, for people to read; never used as a path.</summary>
    internal static string NameOf(string? uploadedAs)
    {
        var last = (uploadedAs ?? "").Split('/', '\\')[^1];
        var name = new string([.. last.Where(letter => char.GetUnicodeCategory(letter)
            is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate))]).Trim().Trim('.');
        return name.Length == 0 ? "log" : name[..Math.Min(name.Length, MostNameLength)];
    }

    private void CreateFolder()
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(Folder);
        else Directory.CreateDirectory(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
