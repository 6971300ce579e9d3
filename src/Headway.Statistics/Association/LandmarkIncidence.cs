using Headway.Statistics.Intervals;
using Headway.Statistics.Survival;

namespace Headway.Statistics.Association;

/// <summary>Cumulative incidence by a horizon after a landmark, of those exposed by the landmark and of the others.</summary>
/// <param name="Difference">Exposed minus unexposed, in probability; the arms are independent.</param>
/// <param name="Ratio">Exposed over unexposed; null while either incidence is 0.</param>
/// <param name="RatioInterval">Normal on the log scale (delta method); null with the ratio.</param>
/// <remarks>Landmarking: Anderson, Cain and Gelber (1983). Everybody counted is still at risk at the landmark, and what happens later
/// changes no arm, so that living long enough to be exposed is no advantage. Checked against R: golden/04_immortal.json and
/// golden/04b_immortal.json, 1e-9.</remarks>
public sealed record LandmarkIncidence(
    double Exposed, double ExposedError, double Unexposed, double UnexposedError, Estimate Difference, double? Ratio,
    Interval? RatioInterval)
{
    /// <param name="sinceLandmark">Length n, above 0: time from the landmark to the end.</param>
    /// <param name="ending">Length n: 0 = censored, else 1 to <paramref name="kinds"/>.</param>
    /// <param name="exposed">Length n: by the landmark.</param>
    /// <returns>Null: an arm is empty, or neither arm has any variance.</returns>
    public static LandmarkIncidence? Of(
        ReadOnlySpan<double> sinceLandmark, ReadOnlySpan<int> ending, ReadOnlySpan<bool> exposed, int kinds, int kind, double horizon,
        double confidence = 0.95)
    {
        var arms = new (double At, double Error)[2];
        for (var arm = 0; arm < 2; arm++)
        {
            var exit = new List<double>();
            var how = new List<int>();
            for (var i = 0; i < exposed.Length; i++)
            {
                if (exposed[i] != (arm == 1)) continue;
                exit.Add(sinceLandmark[i]);
                how.Add(ending[i]);
            }
            if (exit.Count == 0) return null;
            var curve = AalenJohansen.Fit([], [.. exit], [.. how], kinds);
            arms[arm] = (curve.IncidenceAt(horizon, kind), curve.StandardErrorAt(horizon, kind));
        }
        var ((f0, e0), (f1, e1)) = (arms[0], arms[1]);
        var error = Math.Sqrt(e0 * e0 + e1 * e1);
        if (error == 0) return null;
        var difference = new Estimate(f1 - f0, error);
        if (f0 == 0 || f1 == 0) return new LandmarkIncidence(f1, e1, f0, e0, difference, null, null);
        var factor = Math.Exp(StandardNormal.TwoSidedZ(confidence) * Math.Sqrt(e1 * e1 / (f1 * f1) + e0 * e0 / (f0 * f0)));
        return new LandmarkIncidence(f1, e1, f0, e0, difference, f1 / f0, new Interval(f1 / f0 / factor, f1 / f0 * factor));
    }
}
