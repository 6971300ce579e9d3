using System.Collections.Concurrent;
using Headway.App.Serving;
using Headway.Forecasting;
using Headway.Formats.Mapping;
using Headway.Histories;
using Headway.Learning;

namespace Headway.App.Histories;

/// <summary>What is learned from one imported history. It never changes: the history lies still, so everything is worked out
/// once.</summary>
/// <param name="Model">Null while there is not enough history; <paramref name="Needs"/> says what is missing.</param>
public sealed record LearnedImport(
    HistoryImported Import, History History, Calendar Calendar, Funnel Funnel, StageModel? Model, string Needs)
{
    /// <summary>The last day the history shows.</summary>
    public DateOnly LastDay => Calendar.DayOf(Import.Until);
}

/// <summary>Keeps what was learned from the imported histories that are being looked at.</summary>
internal sealed class ImportedLearning(HistorySource source, IHostApplicationLifetime life, ILogger<LongAnswers> log)
{
    /// <summary>A history of a million events takes about 50 MB; people compare a few.</summary>
    private const int MostKept = 6;

    private const ulong Seed = 1;

    /// <summary>A history is read in the pool, from which pages are served too: one at a time.</summary>
    private const int AtOnce = 1;

    private readonly LongAnswers answers = new(MostKept, log, life.ApplicationStopping, AtOnce);
    private readonly ConcurrentDictionary<string, EndingCounts> endings = new();

    public Task<Awaited<LearnedImport>> Now(HistoryImported import) => answers.Now(Fingerprint(import), (_, stop) => Learn(import, stop));

    /// <summary>How its cases ended, kept for as long as the program runs; null while they are being counted, which this
    /// begins.</summary>
    public EndingCounts? EndingsOf(HistoryImported import)
    {
        if (!endings.ContainsKey(Fingerprint(import))) _ = Now(import);
        return endings.GetValueOrDefault(Fingerprint(import));
    }

    /// <summary>The content hash stands for the file and its mapping, the log hash for what was made of them.</summary>
    private static string Fingerprint(HistoryImported import) => $"{import.ContentHash} {import.LogHash}";

    private async Task<Answer<LearnedImport>> Learn(HistoryImported import, CancellationToken stop)
    {
        if ((await source.Open(import, stop)).IsRefused(out var why, out var opened)) return why;
        endings[Fingerprint(import)] = ImportSentences.EndingsOf(opened.History);
        return Learned(import, opened, stop);
    }

    /// <summary>The fit takes its time and cannot be stopped, so it is not begun, and its answer not made, for nobody.</summary>
    internal static LearnedImport Learned(HistoryImported import, OpenedHistory opened, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var (model, needs) = StageModel.Fit(opened.History, Seed).Match<(StageModel?, string)>(
            fitted => (fitted, ""), few => (null, $"Not enough history: {few.Have} {few.What}, {few.Need} needed."));
        stop.ThrowIfCancellationRequested();
        return new LearnedImport(import, opened.History, opened.Calendar, Funnel.Of(opened.History), model, needs);
    }
}
