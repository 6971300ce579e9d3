namespace Headway.Statistics.Intervals;

/// <summary>A closed interval on the scale of what it bounds: a share in [0,1], a difference in [-1,1], days, or money.</summary>
/// <remarks>Low is never above High for the estimators here. It says nothing about how sure it is: the confidence is the
/// caller's.</remarks>
public readonly record struct Interval(double Low, double High)
{
    public double Width => High - Low;

    public bool Contains(double value) => Low <= value && value <= High;
}
