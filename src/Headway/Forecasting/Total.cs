using Headway.Statistics.Distribution;

namespace Headway.Forecasting;

/// <summary>The distribution of a total at a date: what is closed already, plus what may still come.</summary>
/// <remarks>
/// Until a forecast has been scored at 8 past dates its spread about the median is multiplied by 1.5, because such models are
/// over-confident
/// untested (methods 5); the total never falls under what is closed. <see cref="Unwidened"/> is the model's own.
/// </remarks>
public sealed class Total
{
    /// <summary>How much an untested spread is widened.</summary>
    public const double UncalibratedWidening = 1.5;

    /// <summary>Past dates needed before the spread is taken at its word.</summary>
    public const int OriginsToCalibrate = 8;

    private readonly Lattice still;
    private readonly double widening;
    private readonly double median;

    internal Total(double closed, Lattice still, bool calibrated)
    {
        Closed = closed;
        this.still = still;
        IsCalibrated = calibrated;
        widening = calibrated ? 1 : UncalibratedWidening;
        median = still.Quantile(0.5);
    }

    /// <summary>Won already, in the unit of the total.</summary>
    public double Closed { get; }

    /// <summary>False: quantiles and chances are widened, and the page says "uncalibrated".</summary>
    public bool IsCalibrated { get; }

    /// <summary>The mean; widening does not move it.</summary>
    public double Mean => Closed + still.Mean;

    /// <param name="level">Strictly between 0 and 1. Quantiles are ordered.</param>
    public double Quantile(double level) => Closed + Math.Max(0, median + widening * (still.Quantile(level) - median));

    /// <summary>The chance that the total is at least this much.</summary>
    public double ChanceOfAtLeast(double amount) =>
        amount <= Closed ? 1 : still.ProbabilityAtLeast(Threshold(amount));

    /// <summary>The model's own chance, without the widening. More time or one more win never lowers it.</summary>
    public double Unwidened(double amount) => amount <= Closed ? 1 : still.ProbabilityAtLeast(amount - Closed);

    /// <summary>Where the widened total passes an amount, on the scale of what is still to come.</summary>
    internal double Threshold(double amount) => median + (amount - Closed - median) / widening;
}
