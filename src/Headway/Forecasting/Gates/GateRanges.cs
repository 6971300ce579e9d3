using Headway.Statistics.Intervals;
using Headway.Statistics.Random;
using Headway.Statistics.Stopping;

namespace Headway.Forecasting.Gates;

/// <summary>How sure the figures of the gates are: each worked out anew for every draw of the hazards, and the price also for other
/// arrivals of such amounts. Middle 95 % of the draws.</summary>
internal sealed class GateRanges
{
    /// <summary>Prices tried for each draw; between two of them the hours are interpolated.</summary>
    private const int Rungs = 64;

    private const int Halvings = 40;

    private readonly GateModel model;
    private readonly double[][] indices;
    private readonly double[][] hoursLeft = new double[StageModel.Draws][];

    /// <param name="indices">Per draw and state the value an hour of a win worth 1.</param>
    public GateRanges(GateModel model, double[][] indices)
    {
        (this.model, this.indices) = (model, indices);
        var prices = new double[StageModel.Draws];
        Parallel.For(0, StageModel.Draws, draw =>
        {
            var chain = model.Evidence.Chain(model.Evidence.Rates(draw), model.Hours, NoGoCounts.Censored);
            hoursLeft[draw] = OptimalStopping.Always(chain).Hours;
            if (model.Price is { PerHour: > 0 }) prices[draw] = PriceOf(chain, draw);
        });
        Price = model.Price is { PerHour: > 0 } ? EvidenceModel.MiddleOf(prices) : null;
    }

    /// <summary>Of the price of an hour; null where hours are enough or nothing can be priced.</summary>
    public Interval? Price { get; }

    public Interval HoursLeft(int stage, int weeks, EvidenceClass evidence)
    {
        var state = model.Evidence.StateOf(stage, weeks, evidence);
        return EvidenceModel.MiddleOf([.. hoursLeft.Select(draw => draw[state])]);
    }

    public Interval PerHour(int stage, int weeks, EvidenceClass evidence, double amount)
    {
        var state = model.Evidence.StateOf(stage, weeks, evidence);
        return EvidenceModel.MiddleOf([.. indices.Select(draw => draw[state] * amount * model.Hours.MarginShare)]);
    }

    /// <summary>At the price as it stands; null when there is none, or a draw earns nothing.</summary>
    public Interval? LeastAmount(int stage, int weeks, EvidenceClass evidence)
    {
        var each = PerHour(stage, weeks, evidence, 1);
        return model.Price is { PerHour: > 0 and var price } && each.Low > 0 ? new Interval(price / each.High, price / each.Low) : null;
    }

    /// <summary>The price at which arrivals of this draw use the hours up.</summary>
    private double PriceOf(StoppingChain chain, int draw)
    {
        var random = Xoshiro256StarStar.For(model.Evidence.Stages.Seed, "price of an hour", draw);
        var arrivals = model.Arrivals.Drawn(random);
        int[] stages = [.. Enumerable.Range(0, arrivals.StartShare.Length).Where(stage => arrivals.StartShare[stage] > 0)];
        var top = Enumerable.Range(0, chain.States).Max(s => chain.RewardPerStep[s] / chain.HoursPerStep[s]);
        double[] rungs = [.. Enumerable.Range(0, Rungs + 1).Select(rung => rung == 0 ? 0
            : top * Math.Pow(10_000, (double)(rung - Rungs) / Rungs))];
        double[] wanted = [.. rungs.Select(price =>
        {
            var stopped = OptimalStopping.At(chain, price);
            var course = OptimalStopping.Course(chain, stopped.Continues);
            return stages.Sum(stage => model.Evidence.StateOf(stage, 0, EvidenceClass.None) is var entry && stopped.Continues[entry]
                ? arrivals.StartShare[stage] * course.Hours[entry] : 0);
        })];
        // A win worth twice as much at twice the price is stopped at the same time, so one ladder serves all amounts.
        double Used(double price) => arrivals.PerWeek * arrivals.Amounts.Average(amount =>
            Between(rungs, wanted, price / (amount * model.Hours.MarginShare)));
        if (Used(0) <= model.Hours.CapacityPerWeek) return 0;
        var (low, high) = (0.0, top * arrivals.Amounts.Max() * model.Hours.MarginShare);
        for (var halving = 0; halving < Halvings; halving++)
        {
            var middle = (low + high) / 2;
            if (Used(middle) > model.Hours.CapacityPerWeek) low = middle; else high = middle;
        }
        return high;
    }

    private static double Between(double[] at, double[] values, double asked)
    {
        if (asked >= at[^1]) return values[^1];
        var found = Array.BinarySearch(at, asked);
        if (found >= 0) return values[found];
        var next = ~found;
        return values[next - 1] + (values[next] - values[next - 1]) * (asked - at[next - 1]) / (at[next] - at[next - 1]);
    }
}
