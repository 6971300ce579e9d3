using System.Collections.Immutable;
using System.Globalization;
using Headway.App.Forecasting;
using Headway.App.Serving;
using Headway.Forecasting.Gates;
using Headway.Histories;

namespace Headway.App.Learning;

/// <summary>What a page asks of the gates: a history and what going on costs.</summary>
/// <param name="Position">Of the last fact of our own history; an import never changes.</param>
/// <param name="Version">Of our own process: another version has other stages and outcomes.</param>
internal sealed record GateQuestion(History History, NeededOutcomes Needed, GateHours Hours, long Position = 0, int Version = 0)
{
    /// <summary>The same terms make the same question of a history; arrays are compared by what they hold.</summary>
    public string Terms => string.Create(CultureInfo.InvariantCulture,
        $"v{Version} {string.Join(' ', Hours.PerWeek)} {Hours.CapacityPerWeek} {Hours.MarginShare}");

    /// <summary>Of our own history; null until hours were set for it.</summary>
    public static GateQuestion? Of(Analysis.Learned learned) => learned.Hours is { } set ? Of(learned, set.Hours) : null;

    /// <summary>Of our own history with hours somebody tries out.</summary>
    public static GateQuestion Of(Analysis.Learned learned, GateHours hours) => new(
        learned.History, NeededOutcomes.Of(learned.Process, learned.History.Shape, learned.Calendar), hours, learned.Position,
        learned.Process.Version);
}

/// <summary>Works the gates out behind the pages.</summary>
internal sealed class GateLearning(HistoryAnswers answers, IHostApplicationLifetime life, ILogger<LongAnswers> log)
{
    private const ulong Seed = 1;

    /// <summary>About as many as there are open opportunities somebody looks at in a day.</summary>
    private readonly LongAnswers outlooks = new(512, log, life.ApplicationStopping);
    private readonly Lock changing = new();
    private volatile KnownModel? last;
    private int catchingUp;

    private sealed record KnownModel(long Position, string Terms, GateModel Model);

    public Task<Awaited<GateFloorsAnswer>> Floors(GateQuestion asked) => answers.Now(
        asked.History, $"gates {asked.Terms}",
        (progress, stop) => GateFloors.Of(asked.History, asked.Needed, asked.Hours, Seed, progress: progress, cancel: stop));

    /// <summary>What the numbers say at the gate of one of our own opportunities.</summary>
    /// <remarks>Once a model is known it is used, while facts that came since are worked in behind the scenes, one fit at a time: a page
    /// never waits for one to be fitted anew.</remarks>
    public async Task<Awaited<GateOutlook>> Outlook(GateQuestion asked, GateCase at)
    {
        var (known, missing) = await Known(asked);
        if (known is null) return new Awaited<GateOutlook>(null, missing?.Why, missing?.Share);
        var question = string.Create(CultureInfo.InvariantCulture,
            $"{known.Position} {known.Terms} {at.Stage} {at.Weeks} {string.Join(' ', at.Needed)} {at.Amount:R} {at.AmountFilled}");
        return await outlooks.Now(question, _ => Task.FromResult<Answer<GateOutlook>>(GateOutlook.Of(known.Model, at)));
    }

    /// <summary>The hours that stopping some of our own opportunities freed.</summary>
    public async Task<Awaited<FreedHours>> Freed(GateQuestion asked, ImmutableArray<StoppedCase> stopped)
    {
        var (known, missing) = await Known(asked);
        if (known is null) return new Awaited<FreedHours>(null, missing?.Why, missing?.Share);
        var question = $"freed {known.Position} {known.Terms} "
            + Serving.Api.Hash(string.Join(' ', stopped.Select(each => $"{each.Stage} {each.Weeks} {each.Evidence}")));
        return await outlooks.Now(question, _ => Task.FromResult<Answer<FreedHours>>(FreedHours.Of(known.Model, stopped)));
    }

    /// <returns>The model, or what is known of it by now.</returns>
    private async Task<(KnownModel? Known, Awaited? Missing)> Known(GateQuestion asked)
    {
        var known = last is { } before && before.Terms == asked.Terms ? before : null;
        if (known is null)
        {
            var first = await Fitting(asked, waits: true);
            if (first.Answer is GateModelAnswer.NotEnoughHistory few)
                return (null, new Awaited<GateModelAnswer>(null, new Refusal(
                    "not-enough-history", $"Not enough history to value an hour: {few.Have} {few.What}, {few.Need} are needed."), null));
            if (first.Answer is null) return (null, first);
            known = last;
        }
        else if (known.Position < asked.Position && Interlocked.Exchange(ref catchingUp, 1) == 0) await Fitting(asked, waits: false);
        return known is null || known.Terms != asked.Terms ? (null, null) : (known, null);
    }

    private Task<Awaited<GateModelAnswer>> Fitting(GateQuestion asked, bool waits) => answers.Now(
        asked.History, $"gate model {asked.Terms}",
        (_, stop) =>
        {
            try
            {
                var answer = GateModel.Fit(asked.History, asked.Needed, asked.Hours, Seed, stop);
                if (answer is GateModelAnswer.Fitted(var model)) Keep(new KnownModel(asked.Position, asked.Terms, model));
                return answer;
            }
            finally
            {
                Volatile.Write(ref catchingUp, 0);
            }
        },
        waits);

    private void Keep(KnownModel fitted)
    {
        lock (changing)
        {
            if (last is not { } before || before.Terms != fitted.Terms || before.Position <= fitted.Position) last = fitted;
        }
    }
}
