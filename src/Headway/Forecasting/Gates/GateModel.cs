using System.Collections.Concurrent;
using Headway.Histories;
using Headway.Statistics.Stopping;

namespace Headway.Forecasting.Gates;

/// <summary>What going on is worth an hour, from every stage, time in it and state of the evidence, and what an hour costs.</summary>
/// <remarks>The price is the shadow price of the sellers' hours: arrivals of the last year at the amounts they came with, each stopped at
/// the right time, use the capacity up exactly. All of it rests on what was known at the date of the history.</remarks>
public sealed class GateModel
{
    /// <summary>Won, and closed otherwise: below, nothing is said about any gate (methods 0.1).</summary>
    public const int LeastOfEach = 30;

    /// <summary>Go when so much of the draws lie above the price, No-go when so much lie below.</summary>
    public const double Sure = 0.8;

    /// <summary>Amounts of arrivals are taken together in so many equal parts, each at its mean.</summary>
    private const int AmountParts = 20;

    private readonly StoppingChain chain;
    private readonly ConcurrentDictionary<int, double> index = new();
    private readonly double[][] optimisticDraws;
    private readonly double[][] pessimisticDraws;
    private readonly double[] optimisticHigh;
    private readonly double[] pessimisticLow;
    private readonly ExpectedCourse always;
    private readonly double[]?[] amountTimes;
    private readonly double[]? filledTimes;
    private readonly Lazy<AnswerCounts> answers;
    private readonly Lazy<(GateModel Half, GateModel HalfAgain)> otherHours;

    private GateModel(History history, EvidenceModel evidence, GateHours hours, CancellationToken stop)
    {
        Evidence = evidence;
        Hours = hours;
        chain = evidence.Chain(evidence.Rates(null), hours, NoGoCounts.Censored);
        (optimisticDraws, pessimisticDraws) = (new double[StageModel.Draws][], new double[StageModel.Draws][]);
        _ = evidence.Stages.DrawnHazards();
        Parallel.For(0, StageModel.Draws, new ParallelOptions { CancellationToken = stop }, draw =>
        {
            var rates = evidence.Rates(draw);
            optimisticDraws[draw] = ValuePerHour.All(evidence.Chain(rates, hours, NoGoCounts.Censored));
            pessimisticDraws[draw] = ValuePerHour.All(evidence.Chain(rates, hours, NoGoCounts.Lost));
        });
        optimisticHigh = QuantileOf(optimisticDraws, Sure);
        pessimisticLow = QuantileOf(pessimisticDraws, 1 - Sure);
        stop.ThrowIfCancellationRequested();
        always = OptimalStopping.Always(chain);
        var (spread, seed) = (AmountSpread.Of(history), evidence.Stages.Seed);
        amountTimes = [.. history.Shape.Stages.Select((_, stage) => AmountSpread.Draws(seed, spread.ByStage[stage]))];
        filledTimes = AmountSpread.Draws(seed, spread.Filled);
        answers = new Lazy<AnswerCounts>(() => AnswerCounts.Of(history, evidence));
        Arrivals = GateArrivals.Of(history, AmountParts);
        stop.ThrowIfCancellationRequested();
        Price = PriceOf();
        otherHours = new(() => (new GateModel(this, 0.5), new GateModel(this, 1.5)));
    }

    /// <summary>The same evidence, with every stage taking so many times the hours: each index is divided by it, and an hour is priced
    /// anew.</summary>
    private GateModel(GateModel other, double times)
    {
        double[] Scaled(double[] indices) => [.. indices.Select(each => each / times)];
        Evidence = other.Evidence;
        Hours = other.Hours with { PerWeek = [.. other.Hours.PerWeek.Select(each => each * times)] };
        chain = Evidence.Chain(Evidence.Rates(null), Hours, NoGoCounts.Censored);
        (optimisticDraws, pessimisticDraws) = ([.. other.optimisticDraws.Select(Scaled)], [.. other.pessimisticDraws.Select(Scaled)]);
        (optimisticHigh, pessimisticLow) = (Scaled(other.optimisticHigh), Scaled(other.pessimisticLow));
        always = OptimalStopping.Always(chain);
        (amountTimes, filledTimes) = (other.amountTimes, other.filledTimes);
        (answers, Arrivals) = (other.answers, other.Arrivals);
        Price = PriceOf();
        otherHours = new(() => (new GateModel(this, 0.5), new GateModel(this, 1.5)));
    }

    public EvidenceModel Evidence { get; }

    public NeededOutcomes Needed => Evidence.Needed;

    public GateHours Hours { get; }

    /// <summary>What an hour is worth; null when no arrival with an amount was seen, so that nothing can be priced.</summary>
    public CapacityPrice? Price { get; }

    internal GateArrivals Arrivals { get; }

    /// <summary>Fits everything on one history.</summary>
    /// <param name="stop">Ends it within a second, by an <see cref="OperationCanceledException"/>.</param>
    public static GateModelAnswer Fit(
        History history, NeededOutcomes needed, GateHours hours, ulong seed, CancellationToken stop = default)
    {
        var endings = history.Columns.Endings;
        var won = endings.Count(ending => ending == (byte)Ending.Won);
        if (won < LeastOfEach) return new GateModelAnswer.NotEnoughHistory(won, LeastOfEach, "won opportunities");
        var other = endings.Count(ending => ending != 0) - won;
        if (other < LeastOfEach) return new GateModelAnswer.NotEnoughHistory(other, LeastOfEach, "opportunities that ended otherwise");
        return StageModel.Fit(history, seed).Match<GateModelAnswer>(
            stages => new GateModelAnswer.Fitted(new GateModel(history, EvidenceModel.Of(history, stages, needed), hours, stop)),
            few => new GateModelAnswer.NotEnoughHistory(few.Have, few.Need, few.What));
    }

    /// <summary>The same evidence if every stage took half as many hours, and half as many again.</summary>
    internal (GateModel Half, GateModel HalfAgain) WithOtherHours => otherHours.Value;

    /// <summary>How sure its figures are; worked out anew at each call.</summary>
    internal GateRanges Ranges() => new(this, optimisticDraws);

    internal AnswerCounts Answers => answers.Value;

    /// <summary>Value an hour of one that is worth this much when won; the optimistic bound.</summary>
    /// <param name="amount">Of the win, before the margin.</param>
    public double PerHour(int stage, int weeks, EvidenceClass evidence, double amount) =>
        IndexOf(Evidence.StateOf(stage, weeks, evidence)) * amount * Hours.MarginShare;

    /// <summary>Above so much an hour in 20 % of the draws (optimistic bound): when even this lies below the price, it is a
    /// No-go.</summary>
    /// <param name="filled">The amount is a median of won ones, not its own.</param>
    public double PerHourHigh(int stage, int weeks, EvidenceClass evidence, double amount, bool filled = false)
    {
        var state = Evidence.StateOf(stage, weeks, evidence);
        return amount * Hours.MarginShare * (AmountDraws(stage, filled) is { } times
            ? QuantileOf(i => optimisticDraws[i][state] * times[i], Sure) : optimisticHigh[state]);
    }

    /// <summary>Below so much an hour in 20 % of the draws (pessimistic bound): when even this lies above the price, it is a Go.</summary>
    public double PerHourLow(int stage, int weeks, EvidenceClass evidence, double amount, bool filled = false)
    {
        var state = Evidence.StateOf(stage, weeks, evidence);
        return amount * Hours.MarginShare * (AmountDraws(stage, filled) is { } times
            ? QuantileOf(i => pessimisticDraws[i][state] * times[i], 1 - Sure) : pessimisticLow[state]);
    }

    /// <summary>By what an amount is multiplied in each draw; null = it is taken as it is.</summary>
    internal double[]? AmountDraws(int stage, bool filled) => filled ? filledTimes : amountTimes[stage];

    /// <summary>The smallest amount that is worth the price of an hour from here on average; null = none, or there is no price.</summary>
    public double? LeastAmount(int stage, int weeks, EvidenceClass evidence)
    {
        var each = IndexOf(Evidence.StateOf(stage, weeks, evidence)) * Hours.MarginShare;
        return Price is { PerHour: > 0 } price && each > 0 ? price.PerHour / each : null;
    }

    /// <summary>Hours still to come when it is never stopped.</summary>
    public double HoursLeft(int stage, int weeks, EvidenceClass evidence) =>
        always.Hours[Evidence.StateOf(stage, weeks, evidence)];

    public GateVerdict Verdict(int stage, int weeks, EvidenceClass evidence, double amount, bool filled = false) =>
        Verdict(PerHourLow(stage, weeks, evidence, amount, filled), PerHourHigh(stage, weeks, evidence, amount, filled));

    /// <param name="low">Four of five draws of the pessimistic bound lie above it.</param>
    /// <param name="high">Four of five draws of the optimistic bound lie below it.</param>
    internal GateVerdict Verdict(double low, double high) => Price is not { PerHour: > 0 and var price } ? GateVerdict.Go
        : high <= price ? GateVerdict.NoGo : low > price ? GateVerdict.Go : GateVerdict.Discuss;

    /// <summary>The same bands from counts of draws.</summary>
    /// <param name="optimistic">Draws of the optimistic bound in which going on is worth its price.</param>
    /// <param name="pessimistic">Likewise of the pessimistic bound.</param>
    internal static GateVerdict Verdict(int optimistic, int pessimistic) => optimistic < (1 - Sure) * StageModel.Draws - 1e-9
        ? GateVerdict.NoGo : pessimistic >= Sure * StageModel.Draws - 1e-9 ? GateVerdict.Go : GateVerdict.Discuss;

    private double IndexOf(int state) => index.GetOrAdd(state, each => ValuePerHour.Of(chain, each).PerHour);

    private CapacityPrice? PriceOf()
    {
        if (Arrivals.Amounts.Length == 0 || Arrivals.PerWeek <= 0) return null;
        var inflows = new List<Inflow>();
        foreach (var amount in Arrivals.Amounts)
        {
            var value = amount * Hours.MarginShare;
            var worth = chain.WithRewards([.. chain.RewardPerStep.Select(win => win * value)]);
            for (var stage = 0; stage < Arrivals.StartShare.Length; stage++)
            {
                var perWeek = Arrivals.PerWeek / Arrivals.Amounts.Length * Arrivals.StartShare[stage];
                if (perWeek > 0) inflows.Add(new Inflow(worth, Evidence.StateOf(stage, 0, EvidenceClass.None), perWeek));
            }
        }
        return CapacityPrice.Of(inflows, Hours.CapacityPerWeek);
    }

    private static double[] QuantileOf(double[][] draws, double level)
    {
        var quantile = new double[draws[0].Length];
        for (var state = 0; state < quantile.Length; state++) quantile[state] = QuantileOf(i => draws[i][state], level);
        return quantile;
    }

    /// <param name="draw">The value in each of the 200 draws.</param>
    internal static double QuantileOf(Func<int, double> draw, double level)
    {
        var values = new double[StageModel.Draws];
        for (var i = 0; i < values.Length; i++) values[i] = draw(i);
        Array.Sort(values);
        return values[Math.Min(values.Length - 1, (int)(level * values.Length))];
    }
}

/// <summary>What the numbers say of going on. A person decides.</summary>
public enum GateVerdict
{
    Go,

    /// <summary>The draws do not agree: a question for two people.</summary>
    Discuss,

    NoGo,
}

/// <summary>A fitted model of the gates, or what is missing for one.</summary>
public abstract record GateModelAnswer
{
    private GateModelAnswer()
    {
    }

    public TResult Match<TResult>(Func<GateModel, TResult> fitted, Func<NotEnoughHistory, TResult> notEnough) => this switch
    {
        Fitted f => fitted(f.Model),
        NotEnoughHistory few => notEnough(few),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public sealed record Fitted(GateModel Model) : GateModelAnswer;

    public sealed record NotEnoughHistory(int Have, int Need, string What) : GateModelAnswer;
}
