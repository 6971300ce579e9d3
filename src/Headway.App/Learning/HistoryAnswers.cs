using System.Runtime.CompilerServices;
using Headway.App.Histories;
using Headway.App.Serving;
using Headway.Histories;
using Headway.Learning;
using Headway.Processes;

namespace Headway.App.Learning;

/// <summary>The history a page about the road reads.</summary>
/// <param name="Process">Of our own; an import knows none.</param>
public sealed record RoadSubject(ChosenHistory Chosen, History? History, Calendar Calendar, Process? Process)
{
    /// <summary>Of our own; an import logs none.</summary>
    public LoggedEffort Effort { get; init; } = LoggedEffort.None;

    /// <summary>Nothing to read yet, and nothing that says why.</summary>
    public bool IsEmpty => History is { Cases: 0 } || (Chosen.IsOwn && History is null);
}

/// <summary>Answers worked out of a history once, behind the pages, and kept for as long as that history is.</summary>
internal sealed class HistoryAnswers(IHostApplicationLifetime life, ILogger<LongAnswers> log)
{
    /// <summary>Questions with a choice in them are many.</summary>
    private const int MostQuestions = 64;

    private readonly ConditionalWeakTable<History, LongAnswers> kept = [];

    /// <param name="question">Names the question with every choice in it.</param>
    /// <param name="work">Told where to say which share is done.</param>
    /// <param name="waits">False: whoever asks has something else to show meanwhile.</param>
    public Task<Awaited<T>> Now<T>(History history, string question, Func<Action<double>, T> work, bool waits = true) where T : class =>
        Now(history, question, (progress, _) => work(progress), waits);

    /// <inheritdoc cref="Now{T}(History, string, Func{Action{double}, T}, bool)"/>
    /// <param name="work">Told besides when to stop: the server ends, or nobody keeps the answer any more.</param>
    public Task<Awaited<T>> Now<T>(
        History history, string question, Func<Action<double>, CancellationToken, T> work, bool waits = true) where T : class =>
        kept.GetValue(history, _ => new LongAnswers(MostQuestions, log, life.ApplicationStopping))
            .Now(question, (progress, stop) => Task.FromResult<Answer<T>>(work(progress, stop)), waits);
}

/// <summary>Opens what a page about the road was asked for.</summary>
internal sealed class RoadSubjects(ChosenHistories histories, Forecasting.Analysis analysis)
{
    public async Task<RoadSubject> Of(string? asked, DateTimeOffset now)
    {
        var chosen = await histories.Of(asked);
        if (!chosen.IsOwn) return new RoadSubject(chosen, chosen.Learned?.History, chosen.Learned?.Calendar ?? Calendar.Utc, null);
        var own = await analysis.Now(now);
        return new RoadSubject(chosen, own?.History, own?.Calendar ?? Calendar.Utc, own?.Process)
        {
            Effort = own?.Effort ?? LoggedEffort.None,
        };
    }
}
