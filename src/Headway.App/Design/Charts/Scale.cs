namespace Headway.App.Design.Charts;

/// <summary>A straight mapping from values to units of the picture. A domain without width maps everything to the middle.</summary>
public readonly record struct Scale(double DomainLow, double DomainHigh, double RangeLow, double RangeHigh)
{
    public double At(double value)
    {
        var width = DomainHigh - DomainLow;
        if (!double.IsFinite(value) || !double.IsFinite(width) || width <= 0) return (RangeLow + RangeHigh) / 2;
        return RangeLow + ((value - DomainLow) / width * (RangeHigh - RangeLow));
    }

    /// <summary>As <see cref="At"/>, held inside the range, so that one wild value cannot leave the picture.</summary>
    public double Inside(double value)
    {
        var at = At(value);
        return Math.Clamp(at, Math.Min(RangeLow, RangeHigh), Math.Max(RangeLow, RangeHigh));
    }
}
