using System.Text.Json;
using Headway.Statistics.Regression;
using Xunit;

namespace Headway.Tests.Statistics;

public sealed class Logits_of_weekly_rows
{
    private static readonly JsonElement Discrete = Golden.Json("03_discrete_hazard");
    private static readonly (double[] Columns, int[] Category) Weeks = PersonPeriods();

    private static (double[] Columns, int[] Category) PersonPeriods()
    {
        var columns = new List<double>();
        var category = new List<int>();
        foreach (var r in Golden.Csv("03_deals_weeks"))
        {
            var weeks = int.Parse(r[1]);
            for (var t = 1; t <= weeks; t++)
            {
                columns.AddRange([t, Golden.Number(r[3]), Golden.Number(r[4])]);
                category.Add(t == weeks ? int.Parse(r[2]) : 0);
            }
        }
        return (columns.ToArray(), category.ToArray());
    }

    private static LogitModel Model(LogitFit fit) => fit.Match(f => f.Model, n => throw new InvalidOperationException(n.Why));

    private static double[] Row(double[,] matrix, int row) =>
        Enumerable.Range(0, matrix.GetLength(1)).Select(j => matrix[row, j]).ToArray();

    [Fact]
    public void Of_all_endings_at_once_are_Rs()
    {
        Assert.Equal(Discrete.GetProperty("rows").GetInt32(), Weeks.Category.Length);
        var model = Model(MultinomialLogit.Fit(Weeks.Columns, 3, Weeks.Category, 3));
        Golden.Near(Discrete.GetProperty("logLik").GetDouble(), model.LogLikelihood, 1e-6, "logLik");
        for (var k = 0; k < 3; k++)
        {
            Golden.Near(Discrete.At("coef").Rows()[k], Row(model.Coefficients, k), 1e-5, $"ending {k + 1}");
            Golden.Near(Discrete.At("se").Rows()[k], Row(model.StandardErrors, k), 1e-5, $"se of ending {k + 1}");
        }
    }

    [Fact]
    public void Of_one_ending_at_a_time_are_Rs()
    {
        foreach (var golden in Discrete.GetProperty("binary").EnumerateArray())
        {
            var cause = golden.GetProperty("cause").GetInt32();
            var model = Model(BinaryLogit.Fit(Weeks.Columns, 3, Weeks.Category.Select(c => c == cause).ToArray()));
            Golden.Near(golden.At("coef").Numbers(), Row(model.Coefficients, 0), 1e-5, $"ending {cause}");
            // glm takes its standard errors one step before the optimum; those of the optimum differ in the fifth digit.
            Golden.Near(golden.At("se").Numbers(), Row(model.StandardErrors, 0), 1e-4, $"se of ending {cause}");
            Golden.Near(golden.GetProperty("logLik").GetDouble(), model.LogLikelihood, 1e-6, "logLik");
        }
    }

    [Fact]
    public void With_a_ridge_are_the_penalised_optimum()
    {
        var golden = Discrete.GetProperty("ridge");
        var lambda = golden.GetProperty("lambda").GetDouble();
        var model = Model(BinaryLogit.Fit(Weeks.Columns, 3, Weeks.Category.Select(c => c == 1).ToArray(), ridge: lambda));
        var coefficients = Row(model.Coefficients, 0);
        Golden.Near(golden.At("coef").Numbers(), coefficients, 1e-5, "ridge");
        var objective = -model.LogLikelihood + lambda / 2 * coefficients.Skip(1).Sum(b => b * b);
        Golden.Near(golden.GetProperty("objective").GetDouble(), objective, 1e-6, "objective");
    }

    [Theory]
    [InlineData("x1_1", 1)]
    [InlineData("x1_0", 0)]
    public void Predict_the_cumulative_incidence_that_R_does(string profile, double x1)
    {
        var model = Model(MultinomialLogit.Fit(Weeks.Columns, 3, Weeks.Category, 3));
        var incidence = DiscreteIncidence.From(Enumerable.Range(1, 12).Select(t => model.Probabilities([t, x1, 0])).ToArray());
        var golden = Discrete.At($"pred.{profile}");
        for (var t = 0; t < 12; t++)
            Golden.Near(golden.At("cif").Rows()[t], Row(incidence.Incidence, t), 1e-6, $"week {t + 1}");
        Golden.Near(golden.GetProperty("surv").GetDouble(), incidence.Survival[11], 1e-6, "still open");
    }

    [Fact]
    public void With_counts_equal_those_with_repeated_rows()
    {
        var repeated = Model(BinaryLogit.Fit([0, 0, 0, 1, 1, 1], 1, [true, false, false, true, true, false]));
        var counted = Model(BinaryLogit.Fit([0, 0, 1, 1], 1, [true, false, true, false], [1, 2, 2, 1]));
        Golden.Near(Row(repeated.Coefficients, 0), Row(counted.Coefficients, 0), 1e-9);
        Golden.Near(Math.Log(4), counted.Coefficients[0, 1], 1e-9, "log odds ratio (2/1)/(1/2)");
    }

    [Fact]
    public void That_a_column_separates_are_not_identified_until_a_ridge_holds_them()
    {
        bool[] happened = [false, false, true, true];
        Assert.IsType<LogitFit.NotIdentified>(BinaryLogit.Fit([1, 2, 3, 4], 1, happened));
        Assert.IsType<LogitFit.NotIdentified>(BinaryLogit.Fit([1, 1, 2, 2, 3, 3, 1, 1], 2, [false, true, true, false]));
        Assert.IsType<LogitFit.NotIdentified>(BinaryLogit.Fit([1, 2], 1, [true, true]));
        Assert.IsType<LogitFit.Fitted>(BinaryLogit.Fit([1, 2, 3, 4], 1, happened, ridge: 1));
    }
}
