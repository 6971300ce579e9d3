namespace Headway.Statistics.Regression;

/// <summary>Binary logit, optionally with a ridge on the slopes.</summary>
/// <remarks>Checked against R's glm and a direct optimisation: golden/03_discrete_hazard.json, coefficients 1e-5.</remarks>
public static class BinaryLogit
{
    /// <param name="columns">n by P, row after row, without an intercept.</param>
    /// <param name="width">P, 0 or more.</param>
    /// <param name="happened">Length n.</param>
    /// <param name="weights">Length n, each above 0; empty: every row counts once.</param>
    /// <param name="ridge">Penalty on the slopes, 0 or more.</param>
    /// <returns>A model with one row of coefficients; its probabilities are (did not happen, happened).</returns>
    public static LogitFit Fit(
        ReadOnlySpan<double> columns, int width, ReadOnlySpan<bool> happened, ReadOnlySpan<double> weights = default, double ridge = 0)
    {
        var category = new int[happened.Length];
        for (var i = 0; i < category.Length; i++)
            category[i] = happened[i] ? 1 : 0;
        return MultinomialLogit.Fit(columns, width, category, 1, weights, ridge);
    }
}
