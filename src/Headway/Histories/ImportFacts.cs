using System.Collections.Immutable;

namespace Headway.Histories;

/// <summary>A file became a history. The events lie in a blob that <paramref name="ContentHash"/> ties to the chain.</summary>
/// <param name="Name">How people call it, for example the file's name.</param>
/// <param name="ContentHash">SHA-256 of the file and the mapping, hexadecimal; a repeat is a no-op.</param>
/// <param name="LogHash">SHA-256 of the stored columns, hexadecimal.</param>
[FactName("history-imported.v1")]
public sealed record HistoryImported(
    ImportId Import, string Name, string ContentHash, string LogHash, string Mapping, long Read, long Accepted, long Merged, long Rejected,
    int Cases, int Events, DateTimeOffset Until, ImmutableArray<string> Depth) : Fact;

/// <summary>The import leaves every view and history; the record of it stays (rule 25).</summary>
[FactName("import-undone.v1")]
public sealed record ImportUndone(ImportId Import, string Reason) : Fact;
