using System.Security.Cryptography;
using System.Text;
using Headway.App.Opportunities;
using Headway.Formats.Columns;
using Headway.Formats.Mapping;
using Headway.Histories;
using Headway.Storage.Facts;
using Headway.Storage.Views;

namespace Headway.App.Histories;

/// <summary>What came of keeping an import.</summary>
/// <param name="Repeat">The same file with the same mapping is here already; nothing was added.</param>
/// <param name="Refused">Null when it is here now.</param>
public sealed record KeptImport(ImportId Id, bool Repeat, Refusal? Refused = null);

/// <summary>Keeps a log that was read as a history: its columns as a blob, its report and mapping as a fact; and takes it out
/// again.</summary>
internal sealed class ImportLog(FactStore store, Maintenance maintenance)
{
    private static readonly Refusal keyUsedOtherwise =
        new("key-used-otherwise", "This request key was used for something else; send a new one.");

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

    /// <param name="request">The request's key, when a program sent one.</param>
    public async Task<KeptImport> Keep(
        string name, string contentHash, string mapping, LogImport.Imported read, Actor actor, CancellationToken cancel,
        RequestKey? request = null)
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
        var append = Append.To(
            StreamId.Of(id), before.Length, actor, [new Happened(fact, maintenance.Now)], request?.Key, contentHash);
        return await store.Append(append, cancel) switch
        {
            AppendResult.KeyUsedOtherwise => new KeptImport(id, false, keyUsedOtherwise),
            var result => new KeptImport(id, result is not AppendResult.Appended),
        };
    }

    public async Task<Refusal?> Undo(ImportId id, string reason, Actor actor, CancellationToken cancel, RequestKey? request = null)
    {
        var before = await store.Read(StreamId.Of(id), cancel);
        if (before is not [.., { Fact: HistoryImported }])
        {
            // A repeat of the request that undid it: its answer got lost.
            if (request?.Key is { } key && actor.Person is { } who && await store.WasAnswered(who, key, request.Hash, cancel)) return null;
            return new Refusal("import-undone", "That import was undone already.");
        }
        var append = Append.To(StreamId.Of(id), before.Length, actor, [new Happened(new ImportUndone(id, reason), maintenance.Now)],
            request?.Key, request?.Hash ?? "");
        return await store.Append(append, cancel) switch
        {
            AppendResult.Appended or AppendResult.Repeated => null,
            AppendResult.KeyUsedOtherwise => keyUsedOtherwise,
            _ => new Refusal("import-changed", "Somebody else changed that import a moment ago; look again."),
        };
    }
}
