namespace Headway.Statistics.Selection;

/// <summary>The one-standard-error rule: the smallest size whose mean loss is within one standard error of the best.</summary>
/// <remarks>Breiman, Friedman, Olshen and Stone (1984). The error is that of the best size's own mean over the folds, as is usual.</remarks>
public static class OneStandardError
{
    /// <param name="losses">Per size, one loss for each fold or origin; the same number for every size, at least 2.</param>
    /// <returns>The size chosen, the size with the lowest mean, and the standard error the rule used.</returns>
    public static OneStandardErrorChoice Choose(IReadOnlyList<double[]> losses)
    {
        if (losses.Count == 0 || losses.Any(size => size.Length != losses[0].Length || size.Length < 2))
            throw new ArgumentException("At least two folds, as many for each size.", nameof(losses));
        double[] means = [.. losses.Select(size => size.Average())];
        var best = Array.IndexOf(means, means.Min());
        var folds = losses[best].Length;
        var squares = losses[best].Sum(loss => (loss - means[best]) * (loss - means[best]));
        var error = Math.Sqrt(squares / (folds - 1) / folds);
        return new OneStandardErrorChoice(Array.FindIndex(means, mean => mean <= means[best] + error), best, error);
    }
}

/// <param name="Chosen">Index of the smallest size within one standard error of the best.</param>
/// <param name="Best">Index of the size with the lowest mean loss.</param>
/// <param name="StandardError">Of the best size's mean.</param>
public sealed record OneStandardErrorChoice(int Chosen, int Best, double StandardError);
