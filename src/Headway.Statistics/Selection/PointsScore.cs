using System.Collections.Immutable;

namespace Headway.Statistics.Selection;

/// <summary>A logit in whole points, as people can add them up.</summary>
/// <param name="Points">One per coefficient, from -5 to 5.</param>
/// <param name="Unit">Log-odds of one point; a coefficient is about its points times this.</param>
public sealed record PointsScore(ImmutableArray<int> Points, double Unit)
{
    private const int Most = 5;

    /// <summary>Coefficients rounded to points, the largest in absolute value being 5 or fewer if that is as good.</summary>
    /// <param name="coefficients">At least one; those of the items, without the intercept.</param>
    /// <returns>The fewest points at the top whose worst rounding is within a tenth of the largest coefficient, else 5.</returns>
    /// <remarks>The display form of Ustun and Rudin (2019), by rounding rather than by their search; refit intercept and unit on the sum
    /// and compare losses before showing it.</remarks>
    public static PointsScore Of(ReadOnlySpan<double> coefficients)
    {
        var largest = 0.0;
        foreach (var each in coefficients) largest = Math.Max(largest, Math.Abs(each));
        if (largest == 0) return new PointsScore([.. new int[coefficients.Length]], 0);
        for (var top = 1; ; top++)
        {
            var (unit, worst) = (largest / top, 0.0);
            var points = new int[coefficients.Length];
            for (var j = 0; j < points.Length; j++)
            {
                points[j] = (int)Math.Round(coefficients[j] / unit, MidpointRounding.AwayFromZero);
                worst = Math.Max(worst, Math.Abs(coefficients[j] - points[j] * unit));
            }
            if (worst <= largest / 10 || top == Most) return new PointsScore([.. points], unit);
        }
    }
}
