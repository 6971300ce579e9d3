using System.Collections.Immutable;
using Headway.Access;
using Headway.App.Opportunities;
using Headway.Formats.ProcessFile;
using Headway.Processes;

namespace Headway.App.Processes;

/// <summary>A draft on the page where it is edited.</summary>
/// <param name="File">Null when it was written for another version of Headway and cannot be read.</param>
/// <param name="Changes">Against the version in use; empty when there is none.</param>
public sealed record OpenedDraft(
    KeptDraft Kept, ProcessFileReading.Understood? File, ProcessStanding Standing, ImmutableArray<Finding> Findings,
    ImmutableArray<ProcessChange> Changes);

/// <summary>Edits a draft: every save keeps the new text and puts the old one away, in one append, so that nothing is lost.</summary>
public sealed class StudioWork(DraftWork drafts, PublishWork publish)
{
    public async Task<OpenedDraft?> Open(string key, int number, CancellationToken cancel = default)
    {
        if (await drafts.Find(key, number, cancel) is not { } kept) return null;
        var standing = await publish.Standing(kept.Process, cancel);
        if (ProcessFileReader.Read(kept.Source, "") is not ProcessFileReading.Understood file)
            return new OpenedDraft(kept, null, standing, [], []);
        return new OpenedDraft(
            kept, file, standing, file.Lint(), standing.InUse is { } inUse ? ProcessDiff.Between(inUse, file.Process) : []);
    }

    public async Task<Answer<KeptDraft>> Edit(
        OpenedDraft opened, ProcessEdit edit, Principal who, RequestKey request, DateTimeOffset now, CancellationToken cancel = default)
    {
        if (opened.File is not { } file) return Unreadable;
        if (edit.In(file.Process).IsRefused(out var no, out var changed)) return no;
        return await Write(opened, ProcessFileWriter.Print(changed, file), who, request, now, cancel);
    }

    /// <param name="element">Path of the element the finding stands at.</param>
    /// <param name="fix">Which of its fixes, from 0.</param>
    public async Task<Answer<KeptDraft>> Mend(
        OpenedDraft opened, string rule, string element, int fix, Principal who, RequestKey request, DateTimeOffset now,
        CancellationToken cancel = default)
    {
        var finding = opened.Findings.FirstOrDefault(each => each.Rule == rule && each.Place.Element == element);
        if (finding is null || fix < 0 || fix >= finding.Fixes.Length)
            return new Refusal("finding-gone", "That was mended already; look again.");
        return await Write(opened, TextEdits.Apply(opened.Kept.Source, finding.Fixes[fix].Edits), who, request, now, cancel);
    }

    /// <param name="text">A whole process file.</param>
    public async Task<Answer<KeptDraft>> Write(
        OpenedDraft opened, string text, Principal who, RequestKey request, DateTimeOffset now, CancellationToken cancel = default)
    {
        if (text.ReplaceLineEndings("\n") == opened.Kept.Source.ReplaceLineEndings("\n")) return opened.Kept;
        return await drafts.Keep(text, who, "page", request, now, opened.Kept, cancel);
    }

    private static readonly Refusal Unreadable =
        new("draft-unreadable", "The draft was written for another version of Headway; mend its text below.");
}
