using System.Collections.Concurrent;
using System.Globalization;
using Headway.App.Forecasting;
using Headway.Forecasting.Gates;
using Headway.Histories;

namespace Headway.App.Learning;

/// <summary>What a page asks of the gates: a history and what going on costs.</summary>
/// <param name="Identity">Stands for the history: its import, or the position of our own facts and the day.</param>
internal sealed record GateQuestion(string Identity, History History, NeededOutcomes Needed, GateHours Hours)
{
    /// <summary>The same question has the same answer; arrays are compared by what they hold.</summary>
    public string Key => string.Create(CultureInfo.InvariantCulture, $"{Identity} {Costs}");

    public string Costs => string.Create(CultureInfo.InvariantCulture,
        $"{string.Join(' ', Hours.PerWeek)} {Hours.CapacityPerWeek} {Hours.MarginShare}");

    /// <summary>Of our own history; null until hours were set for it.</summary>
    public static GateQuestion? Of(Analysis.Learned learned) => learned.Hours is { } set ? Of(learned, set.Hours) : null;

    /// <summary>Of our own history with hours somebody tries out.</summary>
    public static GateQuestion Of(Analysis.Learned learned, GateHours hours) => new(
        $"own {learned.Position} {learned.Day:O}", learned.History,
        NeededOutcomes.Of(learned.Process, learned.History.Shape, learned.Calendar), hours);
}

/// <summary>Works the gates out behind the scenes, one question at a time on this node, and keeps the answers.</summary>
internal sealed class GateLearning
{
    /// <summary>Different questions people try in a day; past it the answers are worked out anew.</summary>
    private const int MostKept = 24;

    /// <summary>Outlooks of one model: about as many as there are open opportunities.</summary>
    private const int MostOutlooks = 2_000;

    private const ulong Seed = 1;

    /// <summary>A page answers within a second, or shows that it is at work.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Lazy<Task<GateModelAnswer>>> models = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<GateFloorsAnswer>>> answers = new();
    private readonly ConcurrentDictionary<string, Task<GateOutlook>> outlooks = new();
    private readonly SemaphoreSlim one = new(1, 1);
    private volatile KnownModel? last;

    /// <param name="Costs">The hours it was fitted with.</param>
    private sealed record KnownModel(string Key, string Costs, GateModel Model);

    /// <summary>Null while it is still at work after a second; ask again.</summary>
    public async Task<GateFloorsAnswer?> Now(GateQuestion question)
    {
        if (answers.Count > MostKept) answers.Clear();
        var work = answers.GetOrAdd(question.Key, _ => new(() => Task.Run(() => Floors(question)))).Value;
        // A failure is shown to the one who asked and not kept: the next one asks anew.
        if (work.IsFaulted) answers.TryRemove(question.Key, out _);
        return await Task.WhenAny(work, Task.Delay(patience)) == work ? await work : null;
    }

    /// <summary>What the numbers say at the gate of one of our own opportunities.</summary>
    /// <returns>Null while it is still at work after a second, and with too little history.</returns>
    /// <remarks>Once a model is known it is used, while facts that came since are worked in behind the scenes: a page never waits for
    /// one to be fitted anew.</remarks>
    public async Task<GateOutlook?> Outlook(GateQuestion question, GateCase at)
    {
        var (known, newest) = (last, ModelOf(question));
        if (known?.Costs != question.Costs && !await IsReady(newest)) return null;
        if (newest.IsCompletedSuccessfully)
        {
            if (await newest is not GateModelAnswer.Fitted(var model)) return null;
            if (known?.Key != question.Key) outlooks.Clear();
            last = known = new KnownModel(question.Key, question.Costs, model);
        }
        if (known is null || at.Stage >= known.Model.Needed.ByStage.Length) return null;
        var key = string.Create(CultureInfo.InvariantCulture,
            $"{known.Key} {at.Stage} {at.Weeks} {string.Join(' ', at.Needed)} {at.Amount:R} {at.AmountFilled}");
        if (outlooks.Count > MostOutlooks) outlooks.Clear();
        var work = outlooks.GetOrAdd(key, _ => Task.Run(() => GateOutlook.Of(known.Model, at)));
        return await IsReady(work) ? await work : null;
    }

    /// <summary>A gate is decided with or without numbers, so a failure shows none there; the page about gates shows the failure.</summary>
    private static async Task<bool> IsReady(Task work) =>
        await Task.WhenAny(work, Task.Delay(patience)) == work && work.IsCompletedSuccessfully;

    private Task<GateModelAnswer> ModelOf(GateQuestion question)
    {
        if (models.Count > MostKept) models.Clear();
        var work = models.GetOrAdd(question.Key, _ => new(() => Task.Run(() => Fit(question)))).Value;
        if (work.IsFaulted) models.TryRemove(question.Key, out _);
        return work;
    }

    private async Task<GateModelAnswer> Fit(GateQuestion question)
    {
        await one.WaitAsync();
        try
        {
            return GateModel.Fit(question.History, question.Needed, question.Hours, Seed);
        }
        finally
        {
            one.Release();
        }
    }

    private async Task<GateFloorsAnswer> Floors(GateQuestion question)
    {
        var fitted = await ModelOf(question);
        await one.WaitAsync();
        try
        {
            return fitted.Match<GateFloorsAnswer>(
                model => new GateFloorsAnswer.Known(GateFloors.Of(question.History, model, Seed)),
                few => new GateFloorsAnswer.NotEnoughHistory(few.Have, few.Need, few.What));
        }
        finally
        {
            one.Release();
        }
    }
}
