namespace Headway.Statistics.Selection;

/// <summary>The one-standard-error rule, paired: the smallest size whose mean loss exceeds the best by no more than one standard error of
/// that difference.</summary>
/// <remarks>After Breiman, Friedman, Olshen and Stone (1984), who take the error of the best mean itself. Folds that are periods of time
/// differ in how hard they are, for every size alike; that spread says nothing about the sizes and would choose none at all, so it is
/// taken out.</remarks>
public static class OneStandardError
{
    /// <param name="losses">Per size, one loss for each fold or origin; the same number for every size, at least 2.</param>
    /// <returns>The size chosen, the size with the lowest mean, and the standard error that decided.</returns>
    public static OneStandardErrorChoice Choose(IReadOnlyList<double[]> losses)
    {
        if (losses.Count == 0 || losses.Any(size => size.Length != losses[0].Length || size.Length < 2))
            throw new ArgumentException("At least two folds, as many for each size.", nameof(losses));
        double[] means = [.. losses.Select(size => size.Average())];
        var best = Array.IndexOf(means, means.Min());
        double ErrorAgainstBest(int size)
        {
            double[] apart = [.. losses[size].Zip(losses[best], (loss, least) => loss - least)];
            var mean = apart.Average();
            return Math.Sqrt(apart.Sum(each => (each - mean) * (each - mean)) / (apart.Length - 1) / apart.Length);
        }
        var chosen = Enumerable.Range(0, means.Length).First(size => means[size] - means[best] <= ErrorAgainstBest(size));
        return new OneStandardErrorChoice(chosen, best, ErrorAgainstBest(chosen));
    }
}

/// <param name="Chosen">Index of the smallest size within one standard error of the best.</param>
/// <param name="Best">Index of the size with the lowest mean loss.</param>
/// <param name="StandardError">Of the difference between the two; 0 when they are the same.</param>
public sealed record OneStandardErrorChoice(int Chosen, int Best, double StandardError);
