using Headway.Histories;
using Headway.Statistics.Random;

namespace Headway.Forecasting.Gates;

/// <summary>How far amounts still move until they are won: spreads of a lognormal with mean 1.</summary>
/// <param name="ByStage">Per stage: root mean square of log(won amount / amount known when the stage was entered); 0 where the source
/// keeps no changes or fewer than 30 wins show it.</param>
/// <param name="Filled">Of an amount that is only the median of won ones: standard deviation of the logs of won amounts; 0 with fewer than
/// 30.</param>
internal sealed record AmountSpread(double[] ByStage, double Filled)
{
    /// <summary>Wins behind a spread; with fewer it would be a guess.</summary>
    public const int LeastWins = 30;

    public static AmountSpread Of(History history)
    {
        var (columns, byStage) = (history.Columns, new List<double>[history.Shape.Stages.Length]);
        for (var stage = 0; stage < byStage.Length; stage++) byStage[stage] = [];
        var changes = history.Shape.AmountAttribute is { } name ? history.Log.FindChanges(name) : null;
        var won = new List<double>();
        for (var c = 0; c < history.Cases; c++)
        {
            if (history.EndingOf(c) != Ending.Won || !(columns.Amount[c] > 0)) continue;
            var amount = Math.Log(columns.Amount[c]);
            won.Add(amount);
            if (changes is null) continue;
            var last = -1;
            for (var visit = columns.VisitStart[c]; visit < columns.VisitStart[c + 1]; visit++)
            {
                // A stage that was entered again counts once, by its first entry.
                if (columns.VisitStage[visit] <= last) continue;
                last = columns.VisitStage[visit];
                if (changes.Of(columns.CaseIndex[c], columns.VisitEnteredTicks[visit]) is { } text
                    && HistoryBuilding.TryReadAmount(text, out var then) && then > 0) byStage[last].Add(amount - Math.Log(then));
            }
        }
        var mean = won.Count > 0 ? won.Average() : 0;
        return new AmountSpread([.. byStage.Select(RootMeanSquare)], RootMeanSquare([.. won.Select(each => each - mean)]));
    }

    /// <summary>By what the amount is multiplied in each draw; null = it is taken as it is.</summary>
    public static double[]? Draws(ulong seed, double spread)
    {
        if (spread <= 0) return null;
        var random = Xoshiro256StarStar.For(seed, "amounts");
        var draws = new double[StageModel.Draws];
        for (var i = 0; i < draws.Length; i++) draws[i] = random.LogNormal(-spread * spread / 2, spread);
        return draws;
    }

    private static double RootMeanSquare(List<double> logs) =>
        logs.Count < LeastWins ? 0 : Math.Sqrt(logs.Sum(each => each * each) / logs.Count);
}
