using System.Collections.Immutable;
using System.IO.Compression;
using Headway.Formats.Csv;
using Headway.Formats.Mapping;
using Headway.Formats.Spreadsheet;
using Headway.Histories;

namespace Headway.Formats.Packages;

/// <summary>One file, or one sheet of a workbook as CSV.</summary>
/// <param name="Name">For findings.</param>
/// <param name="Raw">Can seek.</param>
internal sealed record ImportPart(string Name, Stream Raw)
{
    public bool IsJson => Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
}

/// <summary>What was handed in, taken apart: one file as it is, the sheets of a workbook, or the files of a ZIP archive.</summary>
internal sealed class ImportParts : IDisposable
{
    private readonly List<Stream> owned = [];
    private readonly List<ImportPart> parts = [];
    private readonly List<Finding> findings = [];
    private readonly EventLogLimits limits;
    private long totalBytes;

    private ImportParts(EventLogLimits limits) => this.limits = limits;

    public IReadOnlyList<ImportPart> All => parts;

    /// <summary>What was handed in is an Excel workbook.</summary>
    public bool IsWorkbook { get; private set; }

    /// <summary>What was left out, so that nobody believes it was read.</summary>
    public ImmutableArray<Finding> Findings => [.. findings];

    /// <exception cref="InvalidDataException">It is an archive, and broken.</exception>
    /// <exception cref="LogLimitException">It holds more than the limits allow.</exception>
    public static ImportParts Open(Stream raw, string file, EventLogLimits limits)
    {
        var opened = new ImportParts(limits);
        try
        {
            if (IsZip(raw)) opened.AddArchive(raw, file, within: false);
            else opened.parts.Add(new ImportPart(file, raw));
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>The only file, or the first sheet of a workbook; null when nobody can say which of several is meant.</summary>
    public ImportPart? TheOne(string file)
    {
        if (parts.Count == 1) return parts[0];
        if (!IsWorkbook) return null;
        foreach (var other in parts.Skip(1)) LeaveOut(other.Name, "only the first sheet is");
        parts.RemoveRange(1, parts.Count - 1);
        return parts[0] with { Name = file };
    }

    public Finding Unclear(string file) => new("files-unclear", Severity.Error, new Place(file, 0, 0, ""),
        parts.Count == 0 ? "There is no table or log among the files."
            : $"There are {parts.Count:N0} files ({string.Join(", ", parts.Take(5).Select(part => part.Name))}), and they are no "
            + $"export that is "
                + "known here.",
        "Several files are read together only where their columns say how they belong together: exports of Salesforce, HubSpot, "
            + "Pipedrive and "
            + "Dynamics 365.", Take());

    /// <summary>The table that looks like one of opportunities or events, where just one does.</summary>
    private string Take()
    {
        var likely = parts.Where(part => !part.IsJson && MappingGuess.LooksLikeOpportunities(CsvHead.Of(part.Raw, limits, encoding: null)))
            .Select(part => part.Name).ToList();
        return likely is [var one] ? $"Import {one} alone: by its columns it is the one with the opportunities. Columns of the others that "
                + "tell customers apart have to be joined to it first."
            : likely.Count > 1 ? $"Import one of {string.Join(", ", likely.Take(5))} alone, with a mapping."
            : "Import the file with the opportunities or their events alone, with a mapping.";
    }

    /// <summary>What went wrong with the archive, as a finding.</summary>
    public static Finding Broken(Exception fault, Stream raw, string file) => fault is LogLimitException limit
        ? new Finding(limit.Code, Severity.Error, new Place(file, 0, 0, ""), limit.Message,
            "A limit keeps one file from taking the whole machine.", "Export less at a time, or raise the limit if you trust the file.")
        : new Finding(IsZip(raw) ? "zip-broken" : "gzip-broken", Severity.Error, new Place(file, 0, 0, ""),
        $"The file cannot be taken apart: {fault.Message}",
            "Half an export would be a wrong one, so nothing was imported.", "Fetch it, or export it, again.");

    public void Dispose() => owned.ForEach(stream => stream.Dispose());

    private static bool IsZip(Stream raw)
    {
        raw.Position = 0;
        var start = new byte[4];
        var length = raw.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        raw.Position = 0;
        return start.AsSpan(0, length).SequenceEqual("PK\x03\x04"u8);
    }

    private void AddArchive(Stream raw, string file, bool within)
    {
        using var archive = ZipParts.Open(raw);
        if (archive.GetEntry("xl/workbook.xml") is not null)
        {
            var book = Workbook.Read(archive, file, limits);
            IsWorkbook = !within;
            findings.AddRange(book.Findings);
            foreach (var (name, csv) in book.Sheets) Add(book.Sheets.Length == 1 ? file : $"{file}/{name}", csv);
            return;
        }
        if (within)
        {
            LeaveOut(file, "an archive in an archive");
            return;
        }
        foreach (var entry in archive.Entries.OrderBy(entry => entry.FullName, StringComparer.Ordinal)) AddEntry(entry);
    }

    private void AddEntry(ZipArchiveEntry entry)
    {
        var name = ZipParts.NameOf(entry);
        // Folders, and what a Mac adds beside each file.
        if (entry.FullName.EndsWith('/') || entry.Name.StartsWith('.') || name.StartsWith("__MACOSX/", StringComparison.Ordinal)) return;
        var bytes = Counted(ZipParts.Unpack(entry, limits));
        if (IsZip(bytes))
        {
            using (bytes) AddArchive(bytes, name, within: true);
            return;
        }
        if (LogFile.NotALog(bytes, name, limits, mayBeSqlite: true) is { } other)
        {
            bytes.Dispose();
            LeaveOut(name, other.Message);
            return;
        }
        Add(name, bytes);
    }

    private Stream Counted(Stream bytes)
    {
        totalBytes += bytes.Length;
        if (totalBytes <= limits.MaxBytes) return bytes;
        bytes.Dispose();
        throw new LogLimitException("log-too-large", $"The archive holds more than {limits.MaxBytes:N0} bytes.");
    }

    private void Add(string name, Stream bytes)
    {
        owned.Add(bytes);
        parts.Add(new ImportPart(name, bytes));
    }

    private void LeaveOut(string name, string what) => findings.Add(new Finding("files-left-out", Severity.Information,
        new Place(name, 0, 0, ""), $"{name} was not read: {what.TrimEnd('.')}.", "Nothing of it is in the history.",
        "Leave it out of the import, or export it as CSV."));
}
