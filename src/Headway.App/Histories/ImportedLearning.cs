using System.Collections.Concurrent;
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
    /// <summary>Different questions people ask of one history in a day; past it the answers are worked out anew.</summary>
    private const int MostForecasts = 64;

    private readonly ConcurrentDictionary<ForecastQuestion, Lazy<Task<Forecast>>> forecasts = new();

    /// <summary>The last day the history shows.</summary>
    public DateOnly LastDay => Calendar.DayOf(Import.Until);

    /// <summary>Worked out once, behind the scenes.</summary>
    public Task<Forecast> ForecastOf(ForecastQuestion question)
    {
        if (forecasts.Count > MostForecasts) forecasts.Clear();
        return forecasts.GetOrAdd(question, asked => new(() => Task.Run(() => Forecast.Of(History, Model!, asked, _ => true)))).Value;
    }
}

/// <summary>Keeps what was learned from the imported histories that are being looked at; one is read at a time on this node.</summary>
internal sealed class ImportedLearning(HistorySource source)
{
    /// <summary>A history of a million events takes about 50 MB; people compare a few.</summary>
    private const int MostKept = 6;

    private const ulong Seed = 1;

    /// <summary>A page answers within a second, or shows that it is at work.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(1);

    private readonly Lock changing = new();
    private readonly LinkedList<(string Fingerprint, Task<Answer<LearnedImport>> Work)> kept = [];
    private readonly ConcurrentDictionary<string, EndingCounts> endings = new();
    private readonly SemaphoreSlim one = new(1, 1);

    /// <summary>Null while it is still at work after a second; ask again.</summary>
    public async Task<Answer<LearnedImport>?> Now(HistoryImported import)
    {
        var work = WorkOn(import);
        if (await Task.WhenAny(work, Task.Delay(patience)) != work) return null;
        return await work;
    }

    /// <summary>How its cases ended, kept for as long as the program runs; null while they are being counted, which this
    /// begins.</summary>
    public EndingCounts? EndingsOf(HistoryImported import)
    {
        if (!endings.ContainsKey(Fingerprint(import))) WorkOn(import);
        return endings.GetValueOrDefault(Fingerprint(import));
    }

    /// <summary>The content hash stands for the file and its mapping, the log hash for what was made of them.</summary>
    private static string Fingerprint(HistoryImported import) => $"{import.ContentHash} {import.LogHash}";

    private Task<Answer<LearnedImport>> WorkOn(HistoryImported import)
    {
        var fingerprint = Fingerprint(import);
        lock (changing)
        {
            for (var node = kept.First; node is not null; node = node.Next)
            {
                if (node.Value.Fingerprint != fingerprint) continue;
                kept.Remove(node);
                if (node.Value.Work.IsFaulted) break;
                kept.AddFirst(node);
                return node.Value.Work;
            }
            var work = Task.Run(() => Learn(import));
            kept.AddFirst((fingerprint, work));
            if (kept.Count > MostKept) kept.RemoveLast();
            return work;
        }
    }

    private async Task<Answer<LearnedImport>> Learn(HistoryImported import)
    {
        await one.WaitAsync();
        try
        {
            if ((await source.Open(import, CancellationToken.None)).IsRefused(out var why, out var opened)) return why;
            endings[Fingerprint(import)] = ImportSentences.EndingsOf(opened.History);
            var (model, needs) = StageModel.Fit(opened.History, Seed).Match<(StageModel?, string)>(
                fitted => (fitted, ""), few => (null, $"Not enough history: {few.Have} {few.What}, {few.Need} needed."));
            return new LearnedImport(import, opened.History, opened.Calendar, Funnel.Of(opened.History), model, needs);
        }
        finally
        {
            one.Release();
        }
    }
}
