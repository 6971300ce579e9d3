using Headway.Statistics.Distribution;

namespace Headway.Forecasting;

/// <summary>The chances of every open opportunity, and the wins of those still to come, at each node of the common shock.</summary>
internal sealed class Chances
{
    /// <summary>Arrivals seen for less than this long say nothing about a usual week.</summary>
    internal const int LeastArrivalWeeks = 4;

    /// <summary>More distinct won amounts are drawn together in bins of equal number; each bin keeps its mean.</summary>
    private const int MostAmounts = 100;

    private readonly Pipeline pipeline;
    private readonly double[] plain;
    private readonly double[] winsPerArrivalWeek;

    public Chances(StageModel model, Pipeline pipeline, ShockNodes shock, double weeksLeft)
    {
        this.pipeline = pipeline;
        Shock = shock;
        WeeksLeft = weeksLeft;
        AtNodes = new double[shock.Nodes.Count][];
        winsPerArrivalWeek = new double[shock.Nodes.Count];
        for (var m = 0; m < AtNodes.Length; m++)
        {
            var table = model.Wins(weeksLeft, shock.Nodes[m]);
            AtNodes[m] = Of(table);
            winsPerArrivalWeek[m] = WinsPerArrivalWeek(table);
        }
        plain = new double[pipeline.Open.Count];
        for (var m = 0; m < AtNodes.Length; m++)
            for (var i = 0; i < plain.Length; i++) plain[i] += shock.Weights[m] * AtNodes[m][i];
    }

    public ShockNodes Shock { get; }

    public double WeeksLeft { get; }

    /// <summary>Per node, per open opportunity.</summary>
    public double[][] AtNodes { get; }

    /// <summary>For a date that has come: nothing is open any more.</summary>
    public double[][] None => [.. AtNodes.Select(_ => Array.Empty<double>())];

    public double ExpectedArrivals => Shape / Math.Max(1, pipeline.ArrivedOverWeeks) * WeeksLeft;

    /// <summary>How many of those still to come are expected to be won by the date, over the shock.</summary>
    public double ExpectedWinsOfArrivals =>
        Shape / Math.Max(1, pipeline.ArrivedOverWeeks) * Shock.Weights.Select((weight, m) => weight * winsPerArrivalWeek[m]).Sum();

    /// <summary>Half a case more than were seen (Jeffreys): none in a year does not mean none for ever.</summary>
    private double Shape => pipeline.ArrivedOverWeeks < LeastArrivalWeeks ? 0 : pipeline.Arrived + 0.5;

    /// <summary>Per open opportunity, over the shock: its chance by the date.</summary>
    public double[] Plain() => plain;

    /// <summary>Per node: the total of those still to come. Their number is Poisson with a gamma distributed weekly mean.</summary>
    public Lattice[] Arrivals(double[] amounts, double step)
    {
        var expected = Shape / Math.Max(1, pipeline.ArrivedOverWeeks);
        if (Shape == 0 || WeeksLeft == 0 || amounts.Length == 0) return [.. Shock.Nodes.Select(_ => Lattice.Zero(step))];
        var drawn = Binned(amounts);
        var weights = new double[drawn.Length];
        Array.Fill(weights, 1);
        var amount = Lattice.FromAmounts(drawn, weights, step);
        return [.. winsPerArrivalWeek.Select(wins => CompoundSum.NegativeBinomial(Shape, expected * wins, amount, points: 1024))];
    }

    private double[] Of(WinTable table)
    {
        var chances = new double[pipeline.Open.Count];
        for (var i = 0; i < chances.Length; i++) chances[i] = table.At(WeeksLeft, pipeline.Open[i].Stage, pipeline.Open[i].Weeks);
        return chances;
    }

    /// <summary>One arrival a week from now to the date: how many are won by then. The integral of the chance over the weeks
    /// left.</summary>
    private double WinsPerArrivalWeek(WinTable table)
    {
        double Fresh(double weeks)
        {
            var chance = 0.0;
            for (var stage = 0; stage < pipeline.StartShare.Length; stage++)
                chance += pipeline.StartShare[stage] * table.At(weeks, stage, 0);
            return chance;
        }
        var sum = 0.0;
        for (var week = 0; week < WeeksLeft; week++)
        {
            var end = Math.Min(week + 1, WeeksLeft);
            sum += (end - week) * (Fresh(week) + Fresh(end)) / 2;
        }
        return sum;
    }

    private static double[] Binned(double[] sorted)
    {
        if (sorted.Length <= MostAmounts) return sorted;
        var bins = new double[MostAmounts];
        for (var b = 0; b < MostAmounts; b++)
        {
            int from = (int)((long)sorted.Length * b / MostAmounts), to = (int)((long)sorted.Length * (b + 1) / MostAmounts);
            bins[b] = sorted[from..to].Average();
        }
        return bins;
    }
}
