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

    private readonly double[] optimistic;
    private readonly double[] optimisticHigh;
    private readonly double[] pessimisticLow;
    private readonly StoppingChain chain;
    private readonly ExpectedCourse always;

    private GateModel(History history, EvidenceModel evidence, NeededOutcomes needed, GateHours hours)
    {
        Evidence = evidence;
        Needed = needed;
        Hours = hours;
        chain = evidence.Chain(evidence.Rates(null), hours, NoGoCounts.Censored);
        optimistic = ValuePerHour.All(chain);
        always = OptimalStopping.Always(chain);
        var (high, low) = (new double[StageModel.Draws][], new double[StageModel.Draws][]);
        _ = evidence.Stages.DrawnHazards();
        Parallel.For(0, StageModel.Draws, draw =>
        {
            var rates = evidence.Rates(draw);
            high[draw] = ValuePerHour.All(evidence.Chain(rates, hours, NoGoCounts.Censored));
            low[draw] = ValuePerHour.All(evidence.Chain(rates, hours, NoGoCounts.Lost));
        });
        optimisticHigh = QuantileOf(high, Sure);
        pessimisticLow = QuantileOf(low, 1 - Sure);
        Arrivals = GateArrivals.Of(history, AmountParts);
        Price = PriceOf();
    }

    public EvidenceModel Evidence { get; }

    public NeededOutcomes Needed { get; }

    public GateHours Hours { get; }

    /// <summary>What an hour is worth; null when no arrival with an amount was seen, so that nothing can be priced.</summary>
    public CapacityPrice? Price { get; }

    internal GateArrivals Arrivals { get; }

    /// <summary>Fits everything on one history.</summary>
    public static GateModelAnswer Fit(History history, NeededOutcomes needed, GateHours hours, ulong seed)
    {
        var endings = history.Columns.Endings;
        var won = endings.Count(ending => ending == (byte)Ending.Won);
        if (won < LeastOfEach) return new GateModelAnswer.NotEnoughHistory(won, LeastOfEach, "won opportunities");
        var other = endings.Count(ending => ending != 0) - won;
        if (other < LeastOfEach) return new GateModelAnswer.NotEnoughHistory(other, LeastOfEach, "opportunities that ended otherwise");
        return StageModel.Fit(history, seed).Match<GateModelAnswer>(
            stages => new GateModelAnswer.Fitted(new GateModel(history, EvidenceModel.Of(history, stages, needed), needed, hours)),
            few => new GateModelAnswer.NotEnoughHistory(few.Have, few.Need, few.What));
    }

    /// <summary>The same evidence with other hours.</summary>
    internal GateModel With(History history, GateHours hours) => new(history, Evidence, Needed, hours);

    /// <summary>Value an hour of one that is worth this much when won; the optimistic bound.</summary>
    /// <param name="amount">Of the win, before the margin.</param>
    public double PerHour(int stage, int weeks, EvidenceClass evidence, double amount) =>
        optimistic[Evidence.StateOf(stage, weeks, evidence)] * amount * Hours.MarginShare;

    /// <summary>Above so much an hour in 20 % of the draws (optimistic bound): when even this lies below the price, it is a
    /// No-go.</summary>
    public double PerHourHigh(int stage, int weeks, EvidenceClass evidence, double amount) =>
        optimisticHigh[Evidence.StateOf(stage, weeks, evidence)] * amount * Hours.MarginShare;

    /// <summary>Below so much an hour in 20 % of the draws (pessimistic bound): when even this lies above the price, it is a Go.</summary>
    public double PerHourLow(int stage, int weeks, EvidenceClass evidence, double amount) =>
        pessimisticLow[Evidence.StateOf(stage, weeks, evidence)] * amount * Hours.MarginShare;

    /// <summary>The smallest amount that is worth the price of an hour from here on average; null = none, or there is no price.</summary>
    public double? LeastAmount(int stage, int weeks, EvidenceClass evidence)
    {
        var index = optimistic[Evidence.StateOf(stage, weeks, evidence)] * Hours.MarginShare;
        return Price is { PerHour: > 0 } price && index > 0 ? price.PerHour / index : null;
    }

    /// <summary>Hours still to come when it is never stopped.</summary>
    public double HoursLeft(int stage, int weeks, EvidenceClass evidence) =>
        always.Hours[Evidence.StateOf(stage, weeks, evidence)];

    public GateVerdict Verdict(int stage, int weeks, EvidenceClass evidence, double amount)
    {
        if (Price is not { } price || price.PerHour == 0) return GateVerdict.Go;
        if (PerHourHigh(stage, weeks, evidence, amount) <= price.PerHour) return GateVerdict.NoGo;
        return PerHourLow(stage, weeks, evidence, amount) > price.PerHour ? GateVerdict.Go : GateVerdict.Discuss;
    }

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
        var column = new double[draws.Length];
        for (var state = 0; state < quantile.Length; state++)
        {
            for (var draw = 0; draw < column.Length; draw++) column[draw] = draws[draw][state];
            Array.Sort(column);
            quantile[state] = column[Math.Min(column.Length - 1, (int)(level * column.Length))];
        }
        return quantile;
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
