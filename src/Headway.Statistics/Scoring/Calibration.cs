using System.Collections.Immutable;
using Headway.Statistics.Intervals;
using Headway.Statistics.Selection;

namespace Headway.Statistics.Scoring;

/// <summary>Whether probabilities mean what they say.</summary>
/// <param name="Slope">Of a logit of what happened on the log-odds: 1 is right, below 1 the probabilities are too far apart.</param>
/// <param name="InterceptAtSlope">Of the same logit.</param>
/// <param name="InTheLarge">Log-odds to add to all of them so that their mean is right: 0 is right, above 0 they were too low.</param>
public sealed record Calibration(double Slope, double InterceptAtSlope, double InTheLarge)
{
    private const double Surest = 1e-12;

    /// <param name="probabilities">Length n, each in [0,1]; 0 and 1 count as 1e-12 from them.</param>
    /// <param name="happened">Length n.</param>
    /// <returns>Null when the probabilities are all alike, separate what happened from what did not, or only one of the two occurred:
    /// there is no slope then.</returns>
    /// <remarks>Cox (1958). Checked against R's glm: golden/07_selection_metrics.json, 1e-9.</remarks>
    public static Calibration? Of(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> happened)
    {
        if (probabilities.Length != happened.Length) throw new ArgumentException("One outcome for each probability.", nameof(happened));
        var logit = new double[probabilities.Length][];
        for (var i = 0; i < logit.Length; i++)
        {
            var p = Math.Clamp(probabilities[i], Surest, 1 - Surest);
            logit[i] = [Math.Log(p / (1 - p))];
        }
        var rows = ItemRows.Of(0, new ulong[logit.Length], happened, logit);
        if (rows.HappenedTotal == 0 || rows.MissedTotal == 0 || BestSubset.Fit(rows, 0) is not { } fit) return null;
        return new Calibration(fit.Coefficients[1], fit.Coefficients[0], Shift(logit, happened));
    }

    /// <summary>The reliability diagram: forecasts in groups of about equal number, equal ones never parted.</summary>
    /// <param name="groups">At most this many; fewer where many forecasts are equal.</param>
    /// <inheritdoc cref="Of"/>
    public static ImmutableArray<ReliabilityBin> Bins(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> happened, int groups = 10)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(groups);
        var yes = happened.ToArray();
        var sorted = probabilities.ToArray().Select((p, i) => (P: p, Yes: yes[i])).OrderBy(each => each.P).ToArray();
        var bins = ImmutableArray.CreateBuilder<ReliabilityBin>();
        for (var from = 0; from < sorted.Length;)
        {
            var until = Math.Max(from + 1, (int)((long)sorted.Length * (bins.Count + 1) / groups));
            while (until < sorted.Length && sorted[until].P == sorted[until - 1].P) until++;
            if (bins.Count + 1 >= groups) until = sorted.Length;
            var bin = sorted[from..until];
            var count = bin.Count(each => each.Yes);
            bins.Add(new ReliabilityBin(bin.Average(each => each.P), count, bin.Length, Wilson.Of(count, bin.Length)));
            from = until;
        }
        return bins.ToImmutable();
    }

    private static double Shift(double[][] logit, ReadOnlySpan<bool> happened)
    {
        var shift = 0.0;
        for (var step = 0; step < 100; step++)
        {
            double gradient = 0, information = 0;
            for (var i = 0; i < logit.Length; i++)
            {
                var p = 1 / (1 + Math.Exp(-(logit[i][0] + shift)));
                gradient += (happened[i] ? 1 : 0) - p;
                information += p * (1 - p);
            }
            // Far from the root the curve is flat; a longer step would fly over it.
            var move = Math.Clamp(gradient / Math.Max(information, 1e-300), -2, 2);
            shift += move;
            if (Math.Abs(move) < 1e-12) break;
        }
        return shift;
    }
}

/// <param name="MeanForecast">Of the probabilities in the bin.</param>
/// <param name="Happened">How often it happened.</param>
/// <param name="Count">Forecasts in the bin, at least 1.</param>
/// <param name="Band">Wilson interval, 95 %, of the share that happened.</param>
public sealed record ReliabilityBin(double MeanForecast, int Happened, int Count, Interval Band);
