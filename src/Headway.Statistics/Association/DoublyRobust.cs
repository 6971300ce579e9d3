namespace Headway.Statistics.Association;

/// <summary>Differences between exposed and unexposed after allowing for what else differs, from a propensity and two outcome
/// models.</summary>
/// <param name="Difference">AIPW: right when either the propensity or the outcome models are. Error: sd of the influence values over
/// root n.</param>
/// <param name="Exposed">Mean outcome had all been exposed, AIPW.</param>
/// <param name="Unexposed">Mean outcome had none been exposed, AIPW.</param>
/// <param name="Standardised">g-computation: mean of the two outcome models' difference.</param>
/// <param name="Weighted">Hájek inverse-probability weighting.</param>
/// <param name="Overlap">Overlap weights (Li, Morgan and Zaslavsky 2018): among those who might have gone either way.</param>
/// <remarks>Robins, Rotnitzky and Zhao (1994). Assumes no unrecorded reason that goes with both exposure and outcome, and that everybody
/// might have gone either way. Checked against R: golden/06_aipw.json, 1e-6. O(n).</remarks>
public sealed record DoublyRobust(
    Estimate Difference, double Exposed, double Unexposed, double Standardised, double Weighted, double Overlap)
{
    /// <summary>Exposed over unexposed.</summary>
    public double Ratio => Exposed / Unexposed;

    /// <param name="exposed">Length n.</param>
    /// <param name="outcome">Length n: 0/1, or pseudo-values.</param>
    /// <param name="propensity">Length n: P(exposed | x), each strictly between 0 and 1; clip it before.</param>
    /// <param name="ifExposed">Length n: expected outcome given x and exposure.</param>
    /// <param name="ifUnexposed">Length n: expected outcome given x without exposure.</param>
    /// <returns>Null: one arm is empty, or the influence values do not vary.</returns>
    public static DoublyRobust? Of(
        ReadOnlySpan<bool> exposed, ReadOnlySpan<double> outcome, ReadOnlySpan<double> propensity, ReadOnlySpan<double> ifExposed,
        ReadOnlySpan<double> ifUnexposed)
    {
        var n = exposed.Length;
        if (outcome.Length != n || propensity.Length != n || ifExposed.Length != n || ifUnexposed.Length != n)
            throw new ArgumentException("All columns describe the same rows.", nameof(outcome));
        double p1 = 0, p0 = 0, standardised = 0, y1 = 0, w1 = 0, y0 = 0, w0 = 0, o1 = 0, v1 = 0, o0 = 0, v0 = 0;
        var influence = new double[n];
        for (var i = 0; i < n; i++)
        {
            var e = propensity[i];
            if (e is not (> 0 and < 1)) throw new ArgumentException($"Row {i}: propensity {e} is not within (0,1).", nameof(propensity));
            var one = ifExposed[i] + (exposed[i] ? (outcome[i] - ifExposed[i]) / e : 0);
            var none = ifUnexposed[i] + (exposed[i] ? 0 : (outcome[i] - ifUnexposed[i]) / (1 - e));
            influence[i] = one - none;
            (p1, p0, standardised) = (p1 + one / n, p0 + none / n, standardised + (ifExposed[i] - ifUnexposed[i]) / n);
            if (exposed[i]) (y1, w1, o1, v1) = (y1 + outcome[i] / e, w1 + 1 / e, o1 + outcome[i] * (1 - e), v1 + (1 - e));
            else (y0, w0, o0, v0) = (y0 + outcome[i] / (1 - e), w0 + 1 / (1 - e), o0 + outcome[i] * e, v0 + e);
        }
        if (w1 == 0 || w0 == 0) return null;
        var mean = p1 - p0;
        var squares = 0.0;
        foreach (var psi in influence)
            squares += (psi - mean) * (psi - mean);
        var error = Math.Sqrt(squares / (n - 1) / n);
        return error > 0
            ? new DoublyRobust(new Estimate(mean, error), p1, p0, standardised, y1 / w1 - y0 / w0, o1 / v1 - o0 / v0) : null;
    }

    /// <summary>Keeps propensities away from 0 and 1, so that nobody stands for more than 1 / least others.</summary>
    public static double Clip(double propensity, double least = 0.05) => Math.Clamp(propensity, least, 1 - least);
}
