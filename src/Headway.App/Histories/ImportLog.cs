using System.Security.Cryptography;
using System.Text;
using Headway.Formats.Columns;
using Headway.Formats.Mapping;
using Headway.Histories;
using Headway.Storage.Facts;
using Headway.Storage.Views;

namespace Headway.App.Histories;

/// <summary>What came of keeping an import.</summary>
/// <param name="Repeat">The same file with the same mapping is here already; nothing was added.</param>
internal sealed record KeptImport(ImportId Id, bool Repeat);

/// <summary>Keeps a log that was read as a history: its columns as a blob, its report and mapping as a fact; and takes it out
/// again.</summary>
internal sealed class ImportLog(FactStore store, Maintenance maintenance)
{
    /// <summary>SHA-256 over the file's bytes, a zero byte and the mapping's text.</summary>
    public static string ContentHash(Stream file, string mapping)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        file.Position = 0;
        for (int read; (read = file.Read(buffer)) > 0;) hash.AppendData(buffer.AsSpan(0, read));
        hash.AppendData([0]);
        hash.AppendData(Encoding.UTF8.GetBytes(mapping));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The same file and mapping have the same id anywhere, so that commands in a document hold on every machine.</summary>
    public static ImportId IdOf(string contentHash) => new(Guid.ParseExact(contentHash[..32], "N"));

    public async Task<KeptImport> Keep(
        string name, string contentHash, string mapping, LogImport.Imported read, Actor actor, CancellationToken cancel)
    {
        var id = IdOf(contentHash);
        var before = await store.Read(StreamId.Of(id), cancel);
        if (before is [.., { Fact: HistoryImported }]) return new KeptImport(id, true);
        // Columns left by an import that was undone, or cut off before its fact, are the same: the id is made of what they come from.
        var kept = await maintenance.ReadLog(id, cancel);
        if (kept.Length == 0)
        {
            kept = LogColumns.Write(read.Log);
            await maintenance.KeepLog(id, kept, cancel);
        }
        var (rows, report) = (read.Report.Rows, read.Report);
        var fact = new HistoryImported(
            id, name, contentHash, Convert.ToHexStringLower(SHA256.HashData(kept)), mapping, rows.Read, rows.Accepted, rows.Merged,
                rows.Rejected,
            report.Cases, report.Events, read.AsOf, [.. report.Depth.Select(line => line.Sentence)]);
        var appended = await store.Append(Append.To(StreamId.Of(id), before.Length, actor, [new Happened(fact, maintenance.Now)]), cancel);
        return new KeptImport(id, appended is not AppendResult.Appended);
    }

    public async Task<Refusal?> Undo(ImportId id, string reason, Actor actor, CancellationToken cancel)
    {
        var before = await store.Read(StreamId.Of(id), cancel);
        if (before is not [.., { Fact: HistoryImported }])
            return new Refusal("import-undone", "That import was undone already.");
        var result = await store.Append(
            Append.To(StreamId.Of(id), before.Length, actor, [new Happened(new ImportUndone(id, reason), maintenance.Now)]), cancel);
        return result is AppendResult.Appended ? null : new Refusal("import-changed",
            "Somebody else changed that import a moment ago; look again.");
    }
}
