namespace Headway.Statistics.Association;

/// <summary>One log hazard ratio from several landmarks at once: each subject stands in the cohort of every landmark it reached, the
/// baseline is the landmark's own, and the error allows for the repeats.</summary>
/// <remarks>van Houwelingen (2007). Without the sandwich the error lies: 0.077 where 0.125 is true in golden/04b_immortal.json.</remarks>
public static class StackedLandmarks
{
    /// <param name="exit">Length n: time to the end, from the subject's origin.</param>
    /// <param name="ended">Length n: ended in the way that is studied.</param>
    /// <param name="exposedAt">Length n: when the exposure came; infinity = never.</param>
    /// <param name="landmarks">Ascending; at risk at a landmark means exit after it.</param>
    /// <param name="horizon">Follow-up after each landmark.</param>
    public static CoxFit Fit(
        ReadOnlySpan<double> exit, ReadOnlySpan<bool> ended, ReadOnlySpan<double> exposedAt, ReadOnlySpan<double> landmarks, double horizon)
    {
        var stop = new List<double>();
        var happened = new List<bool>();
        var exposed = new List<double>();
        var stratum = new List<int>();
        var subject = new List<int>();
        for (var l = 0; l < landmarks.Length; l++)
        {
            for (var i = 0; i < exit.Length; i++)
            {
                if (!(exit[i] > landmarks[l])) continue;
                var since = exit[i] - landmarks[l];
                stop.Add(Math.Min(since, horizon));
                happened.Add(ended[i] && since <= horizon);
                exposed.Add(exposedAt[i] <= landmarks[l] ? 1 : 0);
                stratum.Add(l);
                subject.Add(i);
            }
        }
        return CoxRegression.Fit([], [.. stop], [.. happened], [.. exposed], 1, [.. stratum], [.. subject]);
    }
}
