using System.Globalization;
using Headway.App.Forecasting;
using Headway.App.Serving;
using Headway.Forecasting.Gates;
using Headway.Histories;

namespace Headway.App.Learning;

/// <summary>What a page asks of the gates: a history and what going on costs.</summary>
internal sealed record GateQuestion(History History, NeededOutcomes Needed, GateHours Hours)
{
    /// <summary>The same costs make the same question of a history; arrays are compared by what they hold.</summary>
    public string Costs => string.Create(CultureInfo.InvariantCulture,
        $"{string.Join(' ', Hours.PerWeek)} {Hours.CapacityPerWeek} {Hours.MarginShare}");

    /// <summary>Of our own history; null until hours were set for it.</summary>
    public static GateQuestion? Of(Analysis.Learned learned) => learned.Hours is { } set ? Of(learned, set.Hours) : null;

    /// <summary>Of our own history with hours somebody tries out.</summary>
    public static GateQuestion Of(Analysis.Learned learned, GateHours hours) =>
        new(learned.History, NeededOutcomes.Of(learned.Process, learned.History.Shape, learned.Calendar), hours);
}

/// <summary>Works the gates out behind the pages.</summary>
internal sealed class GateLearning(HistoryAnswers answers)
{
    private const ulong Seed = 1;

    private volatile KnownModel? last;

    private sealed record KnownModel(History History, string Costs, GateModel Model);

    public Task<Awaited<GateFloorsAnswer>> Floors(GateQuestion asked) => answers.Now(
        asked.History, $"gates {asked.Costs}", _ => GateFloors.Of(asked.History, asked.Needed, asked.Hours, Seed));

    /// <summary>What the numbers say at the gate of one of our own opportunities.</summary>
    /// <returns>Null while it is still at work after a moment, and with too little history.</returns>
    /// <remarks>Once a model is known it is used, while facts that came since are worked in behind the scenes: a page never waits for
    /// one to be fitted anew. A gate is decided with or without numbers, so a failure shows none here; the page about gates tells of
    /// it.</remarks>
    public async Task<GateOutlook?> Outlook(GateQuestion asked, GateCase at)
    {
        var known = last is { } before && before.Costs == asked.Costs ? before : null;
        var newest = await answers.Now(
            asked.History, $"gate model {asked.Costs}", _ => GateModel.Fit(asked.History, asked.Needed, asked.Hours, Seed),
            waits: known is null);
        if (newest.Answer is GateModelAnswer.Fitted(var model)) last = known = new KnownModel(asked.History, asked.Costs, model);
        else if (newest.Answer is not null) return null;
        if (known is null || at.Stage >= known.Model.Needed.ByStage.Length) return null;
        var question = string.Create(CultureInfo.InvariantCulture,
            $"outlook {known.Costs} {at.Stage} {at.Weeks} {string.Join(' ', at.Needed)} {at.Amount:R} {at.AmountFilled}");
        return (await answers.Now(known.History, question, _ => GateOutlook.Of(known.Model, at))).Answer;
    }
}
