namespace Headway.Statistics.Regression;

internal static class Softmax
{
    /// <summary>Turns scores into probabilities and returns the log of the sum of their exponentials.</summary>
    internal static double InPlace(Span<double> scores)
    {
        double largest = double.NegativeInfinity, sum = 0;
        foreach (var score in scores)
            largest = Math.Max(largest, score);
        for (var i = 0; i < scores.Length; i++)
            sum += scores[i] = Math.Exp(scores[i] - largest);
        for (var i = 0; i < scores.Length; i++)
            scores[i] /= sum;
        return largest + Math.Log(sum);
    }
}
