using System.Collections.Immutable;
using System.Text;
using Headway.App.Opportunities;
using Headway.Formats.Mapping;
using Headway.Storage.Facts;

namespace Headway.App.Histories;

/// <summary>What can be done with a file that was handed in: look at it, read it under another mapping, keep it as a history.</summary>
internal sealed class ImportWork(ImportReading reading, ImportLog log)
{
    /// <summary>People mend a few rows by sight; the reject file has all of them.</summary>
    private const int ShownRejections = 20;

    /// <summary>A page answers within a second, or shows how far it is.</summary>
    public static readonly TimeSpan PagePatience = TimeSpan.FromSeconds(1);

    /// <param name="mapping">Handed in with the file; null = the first guess.</param>
    public Task<Refusal?> Look(ImportDraft draft, string? mapping, TimeSpan patience, CancellationToken leave) =>
        reading.Do(draft, "Looking at it", (file, _) => Task.FromResult(Look(draft, file, mapping)), patience, leave);

    /// <param name="guessLabels">Guess what the labels mean where the mapping knows none yet: nobody has been asked about them.</param>
    public Task<Refusal?> ReadAgain(ImportDraft draft, DraftLook look, string mapping, bool guessLabels, CancellationToken leave) =>
        reading.Do(draft, "Reading it by the new mapping", (file, _) => Task.FromResult<DraftState>(new DraftState.Looked(
            Read(draft, file, look, guessLabels ? Labelled(draft, file, mapping) : mapping))), PagePatience, leave);

    /// <summary>Stores what was looked at. The file is read once more: a log held in memory meanwhile could fill the machine.</summary>
    public Task<Refusal?> Keep(
        ImportDraft draft, DraftLook look, Actor actor, RequestKey request, TimeSpan patience, CancellationToken leave) =>
        reading.Do(draft, "Making it a history", async (file, stop) =>
        {
            if (look.Mapping is not { } mapping) return new DraftState.Looked(look);
            var read = LogImport.Read(file, draft.Name, mapping, ImportDrafts.Limits).Match(imported => imported, _ => null!);
            if (read is null) return new DraftState.Looked(Read(draft, file, look, look.MappingText));
            var hash = ImportLog.ContentHash(file, look.MappingText);
            var kept = await log.Keep(draft.Name, hash, look.MappingText, read, actor, stop, request);
            ImportDrafts.DeleteFiles(draft);
            return new DraftState.Kept(kept, Shortened(read.Report));
        }, patience, leave);

    private static DraftState Look(ImportDraft draft, Stream file, string? mapping)
    {
        var glance = FileGlance.Of(file, draft.Name, ImportDrafts.Limits);
        if (glance.Columns.IsEmpty && glance.Findings.Any(finding => finding.Severity == Severity.Error))
        {
            // Nothing can be done with it any more, so nothing of it stays on the disk.
            ImportDrafts.DeleteFiles(draft);
            return new DraftState.Unreadable(glance.Findings);
        }
        var text = MappingFile.Write(glance.Guess);
        var guessed = new DraftLook(glance, text, glance.Guess, glance.Labels, glance.Report, glance.Report?.Findings ?? glance.Findings);
        // A guess that leaves a gap is looked at like a mapping that somebody wrote: with the finding that says what to name.
        if ((mapping ?? (glance.Guess.Unnamed.IsEmpty ? null : text)) is { } given)
            return new DraftState.Looked(Read(draft, file, guessed, given));
        return new DraftState.Looked(Listed(draft, guessed));
    }

    private static string Labelled(ImportDraft draft, Stream file, string text)
    {
        if (MappingFile.Read(text, "the mapping").Mapping is not { } mapping) return text;
        var labelled = FileGlance.Labelled(file, draft.Name, mapping, ImportDrafts.Limits);
        return ReferenceEquals(labelled, mapping) ? text : MappingFile.Write(labelled);
    }

    private static DraftLook Read(ImportDraft draft, Stream file, DraftLook look, string text)
    {
        var mapping = MappingFile.Read(text, "the mapping");
        look = look with { MappingText = text, Mapping = mapping.Mapping ?? mapping.ToFillIn, Report = null, Findings = mapping.Findings };
        if (mapping.Mapping is null) return Listed(draft, look);
        return Listed(draft, LogImport.Read(file, draft.Name, mapping.Mapping, ImportDrafts.Limits).Match(
            imported => look with
            {
                Report = imported.Report,
                Findings = imported.Report.Findings,
                Labels = FileGlance.LabelsOf(imported.Log, mapping.Mapping.Shape == LogShape.Cases && string.Equals(
                    mapping.Mapping.Columns.Status, look.Glance.Guess.Columns.Status, StringComparison.OrdinalIgnoreCase)
                    ? look.Glance.Labels : []),
            },
            refused => look with { Findings = refused.Findings }));
    }

    /// <summary>Puts the rejected rows beside the file and keeps the first of them at hand.</summary>
    private static DraftLook Listed(ImportDraft draft, DraftLook look)
    {
        File.Delete(draft.RejectedPath);
        if (look.Report is { Rejected.Count: > 0 } report)
        {
            using var writer = new StreamWriter(draft.RejectedPath, append: false, new UTF8Encoding(false));
            report.Rejected.WriteTo(writer);
        }
        return look with { Report = look.Report is null ? null : Shortened(look.Report), Glance = look.Glance with { Report = null } };
    }

    private static ImportReport Shortened(ImportReport report) =>
        report with { Rejected = report.Rejected with { Listed = [.. report.Rejected.Listed.Take(ShownRejections)] } };
}
