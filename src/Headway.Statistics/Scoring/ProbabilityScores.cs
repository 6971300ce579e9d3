namespace Headway.Statistics.Scoring;

/// <summary>Scores of forecast probabilities against what happened; means over the forecasts, lower is better.</summary>
/// <remarks>Checked against R: golden/07_metrics_small.json, 1e-9.</remarks>
public static class ProbabilityScores
{
    /// <summary>A probability of exactly 0 or 1 that proves wrong would cost infinitely much; the loss takes this instead.</summary>
    public const double Surest = 1e-15;

    /// <summary>The Brier score: mean of (p - y)².</summary>
    /// <param name="probabilities">Length n, at least 1; each in [0,1].</param>
    /// <param name="happened">Length n.</param>
    public static double Brier(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> happened)
    {
        RequireForecasts(probabilities, happened);
        var sum = 0.0;
        for (var i = 0; i < probabilities.Length; i++)
        {
            var miss = probabilities[i] - (happened[i] ? 1 : 0);
            sum += miss * miss;
        }
        return sum / probabilities.Length;
    }

    /// <summary>The logarithmic loss: mean of -ln of the probability given to what happened.</summary>
    /// <inheritdoc cref="Brier"/>
    public static double LogLoss(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> happened)
    {
        RequireForecasts(probabilities, happened);
        var sum = 0.0;
        for (var i = 0; i < probabilities.Length; i++)
            sum -= Math.Log(Math.Max(Surest, happened[i] ? probabilities[i] : 1 - probabilities[i]));
        return sum / probabilities.Length;
    }

    private static void RequireForecasts(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> happened)
    {
        ArgumentOutOfRangeException.ThrowIfZero(probabilities.Length, nameof(probabilities));
        if (probabilities.Length != happened.Length)
            throw new ArgumentException("One outcome for each probability.", nameof(happened));
        foreach (var p in probabilities)
        {
            if (p is not (>= 0 and <= 1))
                throw new ArgumentException($"{p} is not a probability.", nameof(probabilities));
        }
    }
}
