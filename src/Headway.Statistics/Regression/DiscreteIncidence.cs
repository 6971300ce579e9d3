namespace Headway.Statistics.Regression;

/// <summary>Cumulative incidence of competing endings implied by hazards in discrete time.</summary>
/// <param name="Incidence">T by K: having ended in way k by the end of period t.</param>
/// <param name="Survival">Length T: not having ended by the end of period t; with the incidences it sums to 1.</param>
public sealed record DiscreteIncidence(double[,] Incidence, double[] Survival)
{
    /// <param name="probabilities">For each period 1..T: K + 1 probabilities given that the case is still open: staying, then each
    /// ending.</param>
    /// <remarks>Checked against R: golden/03_discrete_hazard.json, 1e-6.</remarks>
    public static DiscreteIncidence From(IReadOnlyList<double[]> probabilities)
    {
        var kinds = probabilities.Count == 0 ? 0 : probabilities[0].Length - 1;
        var incidence = new double[probabilities.Count, kinds];
        var survival = new double[probabilities.Count];
        var open = 1.0;
        for (var t = 0; t < probabilities.Count; t++)
        {
            if (probabilities[t].Length != kinds + 1 || Math.Abs(probabilities[t].Sum() - 1) > 1e-9)
                throw new ArgumentException($"Period {t + 1}: {kinds + 1} probabilities that add up to 1.", nameof(probabilities));
            for (var k = 0; k < kinds; k++)
                incidence[t, k] = (t == 0 ? 0 : incidence[t - 1, k]) + open * probabilities[t][k + 1];
            survival[t] = open *= probabilities[t][0];
        }
        return new DiscreteIncidence(incidence, survival);
    }
}
