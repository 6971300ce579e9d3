using System.Collections.Immutable;
using Headway.Histories;

namespace Headway.App.Histories;

/// <summary>Which history a page shows, and what is known of it by now.</summary>
/// <param name="Imports">Those to choose from beside our own.</param>
/// <param name="Import">Null = our own.</param>
/// <param name="Learned">Null while it is being worked out, or when <paramref name="Refusal"/> says why not.</param>
public sealed record ChosenHistory(
    ImmutableArray<HistoryImported> Imports, HistoryImported? Import, LearnedImport? Learned, Refusal? Refusal)
{
    public bool IsOwn => Import is null && Refusal is null;
}

/// <summary>Finds the history a page was asked for.</summary>
internal sealed class ChosenHistories(HistorySource source, ImportedLearning learning)
{
    /// <param name="asked">As with <c>--history</c>: an import's id, the start of it or its name; "own" or null = our own.</param>
    public async Task<ChosenHistory> Of(string? asked, CancellationToken cancel = default)
    {
        var imports = await source.Imports(cancel);
        if (string.IsNullOrWhiteSpace(asked) || asked == OpenedHistory.Own) return new ChosenHistory(imports, null, null, null);
        if ((await source.FindImport(asked, cancel)).IsRefused(out var unknown, out var import))
            return new ChosenHistory(imports, null, null, unknown.Code == "history-unclear" ? unknown : ImportedHistories.Unknown);
        var learned = await learning.Now(import);
        return new ChosenHistory(imports, import, learned.Answer, learned.Why);
    }
}
