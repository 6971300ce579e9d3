namespace Headway.Statistics.Scoring;

/// <summary>Inverse probability of censoring weights: rows whose response by a horizon is known stand for those that were censored
/// before.</summary>
/// <remarks>Graf, Schmoor, Sauerbrei and Schumacher (1999); assumes that censoring has nothing to do with the response. O(n log n).
/// An event precedes censoring at the same time.</remarks>
public static class CensoringWeights
{
    /// <param name="days">Length n: time to the ending or to censoring; at least 0.</param>
    /// <param name="ended">Length n: false = censored.</param>
    /// <param name="horizon">In the same unit; at least 0.</param>
    /// <returns>Length n: 0 = censored before the horizon, else 1 over the chance of not being censored by then (or by the ending, if
    /// sooner). Null when that chance is 0: nobody was followed so far.</returns>
    public static double[]? At(ReadOnlySpan<double> days, ReadOnlySpan<bool> ended, double horizon)
    {
        if (days.Length != ended.Length) throw new ArgumentException("One ending for each time.", nameof(ended));
        var n = days.Length;
        var order = new int[n];
        for (var i = 0; i < n; i++) order[i] = i;
        double[] time = days.ToArray();
        bool[] end = ended.ToArray();
        // Events first among equal times.
        Array.Sort(order, (a, b) => time[a] != time[b] ? time[a].CompareTo(time[b]) : end[b].CompareTo(end[a]));
        var weights = new double[n];
        var uncensored = 1.0;
        for (var at = 0; at < n;)
        {
            var now = time[order[at]];
            if (now > horizon) break;
            var first = at;
            while (at < n && time[order[at]] == now && end[order[at]]) weights[order[at++]] = uncensored > 0 ? 1 / uncensored : double.NaN;
            var (atRisk, before) = (n - at, at);
            while (at < n && time[order[at]] == now) at++;
            // Censored exactly at the horizon was followed as far as asked.
            if (now == horizon) for (var i = before; i < at; i++) weights[order[i]] = 1 / uncensored;
            else if (at > before) uncensored *= 1 - (double)(at - before) / atRisk;
            if (at == first) break;
        }
        if (uncensored <= 0) return null;
        for (var i = 0; i < n; i++)
            if (time[i] > horizon) weights[i] = 1 / uncensored;
        return weights;
    }
}
