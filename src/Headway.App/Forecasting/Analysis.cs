using System.Collections.Concurrent;
using System.Collections.Immutable;
using Headway.App.Access;
using Headway.Forecasting;
using Headway.Forecasting.Gates;
using Headway.Goals;
using Headway.Histories;
using Headway.Learning;
using Headway.Opportunities;
using Headway.Processes;
using Headway.Storage.Facts;
using Headway.Storage.Views;
using Microsoft.Extensions.DependencyInjection;

namespace Headway.App.Forecasting;

/// <summary>What is learned from our own history, worked out once for each state of it and kept until a fact is added or the day
/// turns.</summary>
/// <remarks>Facts are kept in memory in the order of the chain and only those that are new are read: about 1 KB each.</remarks>
public sealed partial class Analysis(FactStore store, IServiceScopeFactory scopes, ILogger<Analysis> log)
{
    private const ulong Seed = 1;
    private readonly SemaphoreSlim one = new(1, 1);
    private readonly List<StoredFact> facts = [];
    private LivedRecord lived = LivedRecord.Empty;
    private volatile Learned? last;

    /// <param name="Model">Null while there is not enough history; <paramref name="Needs"/> says what is missing.</param>
    public sealed record Learned(
        long Position, DateOnly Day, Process Process, History History, Funnel Funnel, StageModel? Model, string Needs, GoalLedger Ledger,
            Roster Roster,
        ImmutableArray<Goal> Goals, Calendar Calendar, string Currency)
    {
        /// <summary>Told of a goal that could not be forecast; its page then says so like any other without a forecast.</summary>
        public required Action<GoalId, Exception> Failed { get; init; }

        /// <summary>What became of those that went on at each gate, in the order of the process.</summary>
        public ImmutableArray<GateHistory> Gates { get; init; } = [];

        /// <summary>What going on costs; null until a leader has set it.</summary>
        public ProcessHours? Hours { get; init; }

        /// <summary>Opportunities, customers and versions of all processes, to read back in words.</summary>
        public LivedRecord Lived { get; init; } = LivedRecord.Empty;

        /// <summary>What was logged with the activities of closed opportunities.</summary>
        public LoggedEffort Effort { get; init; } = LoggedEffort.None;

        private readonly ConcurrentDictionary<GoalId, Forecast?> forecasts = new();
        private readonly ConcurrentDictionary<(int Stage, int Weeks), ChanceToWin> chances = new();

        /// <summary>The chance from a stage and whole weeks in it; its interval takes 200 draws, so it is worked out once.</summary>
        public ChanceToWin? ChanceOf(int stage, int weeks) =>
            Model is { } model ? chances.GetOrAdd((stage, weeks), at => model.Chance(at.Stage, at.Weeks)) : null;

        /// <summary>The forecast of a goal's own scope; null for metrics that are not forecast or without enough history.</summary>
        public Forecast? ForecastOf(Goal goal) =>
            Model is null ? null : forecasts.GetOrAdd(goal.Id, _ => ForecastAlone(goal, Model));

        /// <summary>A goal that cannot be forecast must not take the others down, nor every page with them.</summary>
        private Forecast? ForecastAlone(Goal goal, StageModel model)
        {
            try
            {
                return GoalForecast.Of(goal, History, model, Roster, Calendar, Seed);
            }
            catch (Exception failure)
            {
                Failed(goal.Id, failure);
                return null;
            }
        }

        public Pace PaceOf(Goal goal)
        {
            var done = Ledger.Count(goal, Roster, Currency, Day).Done;
            return Pace.Of(goal, done, Day, ForecastOf(goal) is { } forecast ? GoalForecast.ChanceOf(goal, forecast) : null);
        }
    }

    /// <summary>
    /// What is known now; null while no process is published. Once something is known it is handed out at once, and facts that came since
    /// are worked in behind the scenes: a page never waits for a model to be fitted.
    /// </summary>
    public async Task<Learned?> Now(DateTimeOffset now, CancellationToken cancel = default)
    {
        if (last is not { } known) return await Refresh(now, cancel);
        if (await store.Head(cancel) != known.Position || known.Calendar.DayOf(now) != known.Day)
            if (one.CurrentCount > 0) _ = Task.Run(() => RefreshBehind(now), CancellationToken.None);
        return known;
    }

    /// <summary>Nobody waits for this one, so nobody would see it fail: what was known stays, and the failure is logged.</summary>
    private async Task RefreshBehind(DateTimeOffset now)
    {
        try
        {
            await Refresh(now, CancellationToken.None);
        }
        catch (Exception failure)
        {
            RefreshFailed(log, failure);
        }
    }

    /// <summary>Works in every fact there is, and waits for it: after a goal was set, or at the start.</summary>
    public async Task<Learned?> Refresh(DateTimeOffset now, CancellationToken cancel = default)
    {
        await one.WaitAsync(cancel);
        try
        {
            while (await store.ReadAfter(facts.Count == 0 ? 0 : facts[^1].Position,
                cancel: cancel) is { Length: > 0 } more)
            {
                lived = lived.With(more);
                facts.AddRange(more);
            }
            using var scope = scopes.CreateScope();
            var views = scope.ServiceProvider.GetRequiredService<Views>();
            var calendar = await views.Calendar(cancel);
            var day = calendar.DayOf(now);
            var position = facts.Count == 0 ? 0 : facts[^1].Position;
            if (last is not null && last.Position == position && last.Day == day) return last;
            if (await views.CurrentProcesses(cancel) is not [var process, ..] || await views.Organisation(
                cancel) is not { } organisation) return null;
            var roster = new Roster(await views.People(cancel), await views.Teams(cancel));
            // On a thread of its own, with a core left over: a request must not queue in the pool behind a fit that takes a second.
            var most = last is null ? Environment.ProcessorCount : Math.Max(1, Environment.ProcessorCount - 1);
            return last = await Task.Factory.StartNew(() =>
            {
                var learned = Learn(position, day, process, now, calendar, organisation.Currency, roster);
                Parallel.ForEach(
                    learned.Goals.Where(goal => !goal.Dropped && goal.Period.Contains(day)),
                    new ParallelOptions { MaxDegreeOfParallelism = most }, goal => learned.ForecastOf(goal));
                return learned;
            }, cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        finally
        {
            one.Release();
        }
    }

    [LoggerMessage(LogLevel.Error, "What was learned could not be brought up to date; pages show the state before.")]
    private static partial void RefreshFailed(ILogger logger, Exception failure);

    [LoggerMessage(LogLevel.Error, "The goal {Goal} could not be forecast; the others were.")]
    private static partial void ForecastFailed(ILogger logger, Guid goal, Exception failure);

    private Learned Learn(long position, DateOnly day, Process process, DateTimeOffset now, Calendar calendar, string currency,
        Roster roster)
    {
        var history = OwnFacts.Of(facts, process, currency).AsOf(now);
        var (model, needs) = StageModel.Fit(history, Seed).Match<(StageModel?, string)>(
            fitted => (fitted, ""), few => (null, $"Not enough history: {few.Have} {few.What}, {few.Need} needed."));
        var goals = facts.Where(stored => stored.Stream.Kind == "goal").GroupBy(stored => stored.Stream).Select(Goal.Fold);
        return new Learned(
            position, day, process, history, Funnel.Of(history), model, needs, GoalLedger.Of(facts, calendar), roster, [.. goals],
                calendar, currency)
        {
            Failed = (goal, failure) => ForecastFailed(log, goal.Value, failure),
            Gates = GateHistory.Of(facts, process, now),
            Lived = lived,
            Hours = ProcessHours.Of(facts, process, history, DateTimeOffset.MaxValue),
            Effort = LoggedEffort.Of(facts, process, now),
        };
    }
}

/// <summary>A chance to win as a page shows it: a sentence with interval and sample, and the bare figure where a record keeps it.</summary>
/// <param name="Chance">0 to 1; null = not enough history.</param>
public sealed record ChanceShown(string Sentence, double? Chance, string? Fingerprint)
{
    /// <summary>The value of an hour on it beside the chance says No-go.</summary>
    public bool BelowFloor { get; init; }
}

/// <summary>The chance to win of one opportunity, from the stage model of its process.</summary>
public sealed class Chances(Analysis analysis)
{
    public async Task<ChanceShown> Of(Situation at)
    {
        if (await analysis.Now(at.Now) is not { } learned || at.Process.Key != learned.Process.Key) return new ChanceShown("", null, null);
        var weeks = (int)Math.Max(0, (at.Now - at.Opportunity.StageClockFrom).TotalDays / 7);
        if (learned.ChanceOf(at.Standing.StageIndex, weeks) is not { } chance) return new ChanceShown(learned.Needs, null, null);
        return new ChanceShown(ForecastSentences.Of(chance), chance.Value, chance.Fingerprint);
    }
}
