using System.IO.Compression;

namespace Headway.App.Histories;

/// <summary>The file, or the files of one export, that were named on the command line.</summary>
/// <param name="Name">What the history will be called.</param>
/// <param name="Beside">The file, the folder or the first of the files.</param>
internal sealed record FilesToImport(string Name, FileInfo Beside, IReadOnlyList<FileInfo> Files)
{
    /// <summary>A CRM's export has some dozens.</summary>
    private const int MostFiles = 2_000;

    /// <summary>Of every entry, so that the same files are the same import.</summary>
    private static readonly DateTimeOffset packed = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static Answer<FilesToImport> Of(FileSystemInfo[] named)
    {
        if (named is [FileInfo only]) return new FilesToImport(only.Name, only, [only]);
        var files = named.SelectMany(each => each is DirectoryInfo folder ? InFolder(folder) : [(FileInfo)each])
            .DistinctBy(file => file.FullName).OrderBy(file => file.Name, StringComparer.Ordinal).ToList();
        if (files.Count == 0) return new Refusal("import-folder-empty",
            "There are no files in that folder: CSV, Excel or JSON of an export.");
        if (files.Count > MostFiles) return new Refusal("import-too-many-files",
            $"These are {files.Count:N0} files; an export has some dozens.");
        if (files.GroupBy(file => file.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice)
            return new Refusal("import-name-twice", $"Two of the files are called {twice.Key}; findings could not tell them apart. "
                + $"Rename one.");
        return named is [DirectoryInfo one]
            ? new FilesToImport(one.Name, new FileInfo(one.FullName.TrimEnd(Path.DirectorySeparatorChar)), files)
            : new FilesToImport($"{files[0].Name} and {files.Count - 1} more", files[0], files);
    }

    /// <summary>One file as it is; several packed as one archive, in a file that goes with the stream.</summary>
    public async Task<Stream> Open(CancellationToken cancel)
    {
        if (Files is [var only] && Beside.FullName == only.FullName) return only.OpenRead();
        var whole = new FileStream(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1 << 16,
            FileOptions.DeleteOnClose);
        await using (var archive = await ZipArchive.CreateAsync(whole, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null,
            cancel))
        {
            foreach (var file in Files)
            {
                var entry = archive.CreateEntry(file.Name, CompressionLevel.NoCompression);
                entry.LastWriteTime = packed;
                await using var to = await entry.OpenAsync(cancel);
                await using var from = file.OpenRead();
                await from.CopyToAsync(to, cancel);
            }
        }
        whole.Position = 0;
        return whole;
    }

    /// <summary>What an export holds; mappings and the rows an earlier import rejected lie there too and are none of it.</summary>
    private static IEnumerable<FileInfo> InFolder(DirectoryInfo folder) => folder.EnumerateFiles()
        .Where(file => !file.Name.StartsWith('.') && !file.Name.Contains(".rejected", StringComparison.Ordinal)
            && !file.Name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) && !file.Name.EndsWith(".yml",
            StringComparison.OrdinalIgnoreCase));
}
