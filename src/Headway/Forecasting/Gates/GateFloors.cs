using System.Collections.Immutable;
using Headway.Histories;
using Headway.Statistics.Intervals;
using Headway.Statistics.Random;
using Headway.Statistics.Stopping;

namespace Headway.Forecasting.Gates;

/// <summary>Where going on stops paying, by stage and by what is confirmed, at the moment the stage is entered.</summary>
/// <param name="Chance">To be won in the end, with the middle 95 % of 200 draws.</param>
/// <param name="HoursLeft">Expected hours until it ends when nobody stops it.</param>
/// <param name="PerHour">Value an hour at the usual amount; null when no amount is known.</param>
/// <param name="LeastAmount">The smallest amount that is worth the price of an hour; null = any (no price), or none.</param>
/// <param name="Weeks">Weeks of open opportunities it rests on.</param>
public sealed record GateFloor(
    int Stage, EvidenceClass Evidence, double Chance, Interval ChanceInterval, double HoursLeft, double? PerHour, double? LeastAmount,
    int Weeks)
{
    /// <summary>Of the hours left: middle 95 % of 200 draws.</summary>
    public required Interval HoursInterval { get; init; }

    /// <summary>Of the value an hour, likewise; null when that is.</summary>
    public Interval? PerHourInterval { get; init; }

    /// <summary>Of the smallest amount, likewise, at the price as it stands; null when that is.</summary>
    public Interval? LeastAmountInterval { get; init; }
}

/// <summary>What the numbers say of one open opportunity.</summary>
/// <param name="AmountFilled">Its amount is the median of won ones, not its own.</param>
/// <param name="Worth">Optimistic bound of the value an hour.</param>
/// <param name="WorthLow">Below this in 20 % of the draws of the pessimistic bound.</param>
/// <param name="WorthHigh">Above this in 20 % of the draws of the optimistic bound.</param>
/// <param name="WorthIfComplete">Value an hour if everything its gate needs were confirmed; null when it is, or the gate needs
/// nothing.</param>
public sealed record OpenVerdict(
    int Case, string CaseId, int Stage, int WeeksInStage, EvidenceClass Evidence, double Amount, bool AmountFilled, double Chance,
    double Worth, double WorthLow, double WorthHigh, double? WorthIfComplete, GateVerdict Verdict)
{
    /// <summary>One of the few to discuss that a lot says to go on with whatever is said: those that are stopped are never won, so nothing
    /// else shows whether stopping was right.</summary>
    public bool ByLotGoOn { get; init; }
}

/// <summary>The learned floors of the gates as known at a date.</summary>
/// <param name="Price">What an hour is worth; null when nothing could be priced because no arrival had a known amount.</param>
/// <param name="UsualAmount">Median of the amounts that arrived; null when none was known.</param>
/// <param name="Open">Verdicts of those open at the date that have an amount, the lowest worth first.</param>
/// <param name="WithoutAmount">Open ones that cannot be judged because no amount is known.</param>
public sealed record GateFloors(
    DateTimeOffset AsOf, int Cases, int Won, int Ended, CapacityPrice? Price, double ArrivalsPerWeek, double? UsualAmount,
    ImmutableArray<GateFloor> Floors, ImmutableArray<OpenVerdict> Open, int WithoutAmount, GateBacktest? Backtest, string Fingerprint)
{
    /// <summary>Share of an amount that counts as worth, in (0, 1].</summary>
    public required double MarginShare { get; init; }

    /// <summary>Of <see cref="Open"/>, those whose amount is the median of won ones, not their own.</summary>
    public int Filled => Open.Count(each => each.AmountFilled);

    /// <summary>Hours of all sellers in a week.</summary>
    public required double HoursPerWeek { get; init; }

    /// <summary>Of the price: middle 95 % of the draws it was worked out for anew; null when there is none, or hours are
    /// enough.</summary>
    public Interval? PriceInterval { get; init; }

    /// <summary>False for an import, which never says what a gate needs: then what is confirmed is not told apart.</summary>
    public bool NeedsAreSaid { get; init; } = true;

    /// <summary>How many would be a No-go if every stage took half as many hours, and half as many again: hours are guesses.</summary>
    public required (int Half, int HalfAgain) NoGoWithOtherHours { get; init; }

    /// <summary>Of those to discuss, drawn to go on with all the same.</summary>
    public const double ByLotShare = 0.075;

    public int Count(GateVerdict verdict) => Open.Count(each => each.Verdict == verdict);

    public static GateFloorsAnswer Of(
        History history, NeededOutcomes needed, GateHours hours, ulong seed, bool withBacktest = true,
        Action<double>? progress = null, CancellationToken cancel = default) =>
        GateModel.Fit(history, needed, hours, seed, cancel).Match<GateFloorsAnswer>(
            model => new GateFloorsAnswer.Known(Of(history, model, seed, withBacktest, progress, cancel)),
            few => new GateFloorsAnswer.NotEnoughHistory(few.Have, few.Need, few.What));

    /// <param name="model">Fitted on the same history.</param>
    public static GateFloors Of(
        History history, GateModel model, ulong seed, bool withBacktest = true, Action<double>? progress = null,
        CancellationToken cancel = default)
    {
        var asOf = new DateTimeOffset(history.AsOfTicks, TimeSpan.Zero);
        double? usual = model.Arrivals.Amounts is { Length: > 0 } amounts ? amounts[amounts.Length / 2] : null;
        var (judged, ranges) = (Judged(history), model.Ranges());
        return new GateFloors(
            asOf, history.Cases, model.Evidence.Stages.Won, model.Evidence.Stages.Closed, model.Price, model.Arrivals.PerWeek, usual,
            [.. FloorsOf(history, model, ranges, usual)],
            [.. judged.Select(open => VerdictOf(history, model, open, cancel)).OrderBy(each => each.Worth).ThenBy(each => each.CaseId,
                StringComparer.Ordinal)],
            OpenOf(history).Count - judged.Count,
            withBacktest ? GateBacktest.Of(history, model.Needed, model.Hours, seed, progress, cancel) : null, model.Evidence.Fingerprint)
        {
            HoursPerWeek = model.Hours.CapacityPerWeek,
            MarginShare = model.Hours.MarginShare,
            PriceInterval = ranges.Price,
            NeedsAreSaid = model.Needed.IsSaid,
            NoGoWithOtherHours = (
                NoGoWith(history, model.WithOtherHours.Half, cancel), NoGoWith(history, model.WithOtherHours.HalfAgain, cancel)),
        };
    }

    private static int NoGoWith(History history, GateModel model, CancellationToken cancel) =>
        Judged(history).Count(open => VerdictOf(history, model, open, cancel).Verdict == GateVerdict.NoGo);

    private static List<OpenCase> Judged(History history) => [.. OpenOf(history).Where(open => open.Amount > 0)];

    private static List<OpenCase> OpenOf(History history)
    {
        var asOf = new DateTimeOffset(history.AsOfTicks, TimeSpan.Zero);
        return Pipeline.Of(history, asOf, asOf, _ => true).Open;
    }

    private static IEnumerable<GateFloor> FloorsOf(History history, GateModel model, GateRanges ranges, double? usual)
    {
        for (var stage = 0; stage < history.Shape.Stages.Length; stage++)
        {
            foreach (var evidence in Enum.GetValues<EvidenceClass>())
            {
                var weeks = model.Evidence.WeeksLike(stage, evidence);
                if (weeks == 0) continue;
                yield return new GateFloor(
                    stage, evidence, model.Evidence.Chance(stage, 0, evidence), model.Evidence.IntervalOf(stage, 0, evidence),
                    model.HoursLeft(stage, 0, evidence), usual is { } amount ? model.PerHour(stage, 0, evidence, amount) : null,
                    model.LeastAmount(stage, 0, evidence), weeks)
                {
                    HoursInterval = ranges.HoursLeft(stage, 0, evidence),
                    PerHourInterval = usual is { } at ? ranges.PerHour(stage, 0, evidence, at) : null,
                    LeastAmountInterval = ranges.LeastAmount(stage, 0, evidence),
                };
            }
        }
    }

    /// <summary>The same lot for one opportunity in one stage, whoever asks and whenever.</summary>
    internal static bool IsDrawn(string caseId, int stage, ulong seed) =>
        Xoshiro256StarStar.For(seed, "go on by lot", $"{stage} {caseId}").Chance(ByLotShare);

    private static OpenVerdict VerdictOf(History history, GateModel model, OpenCase open, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var (stage, weeks, amount) = (open.Stage, open.Weeks, open.Amount);
        var evidence = model.Needed.ClassOf(history, open.Case, stage, history.AsOfTicks);
        var complete = evidence == EvidenceClass.Complete || model.Needed.ByStage[stage].IsEmpty
            ? (double?)null : model.PerHour(stage, weeks, EvidenceClass.Complete, amount);
        var low = model.PerHourLow(stage, weeks, evidence, amount, open.AmountFilled);
        var high = model.PerHourHigh(stage, weeks, evidence, amount, open.AmountFilled);
        var verdict = model.Verdict(low, high);
        return new OpenVerdict(
            open.Case, open.Id, stage, weeks, evidence, amount, open.AmountFilled, model.Evidence.Chance(stage, weeks, evidence),
            model.PerHour(stage, weeks, evidence, amount), low, high, complete, verdict)
        {
            ByLotGoOn = verdict == GateVerdict.Discuss && IsDrawn(open.Id, stage, model.Evidence.Stages.Seed),
        };
    }
}

/// <summary>The floors, or what is missing for them.</summary>
public abstract record GateFloorsAnswer
{
    private GateFloorsAnswer()
    {
    }

    public TResult Match<TResult>(Func<GateFloors, TResult> known, Func<NotEnoughHistory, TResult> notEnough) => this switch
    {
        Known k => known(k.Floors),
        NotEnoughHistory few => notEnough(few),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public sealed record Known(GateFloors Floors) : GateFloorsAnswer;

    public sealed record NotEnoughHistory(int Have, int Need, string What) : GateFloorsAnswer;
}
