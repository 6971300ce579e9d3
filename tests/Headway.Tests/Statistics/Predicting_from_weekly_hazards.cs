using System.Text.Json;
using Headway.Statistics.MultiState;
using Headway.Statistics.Random;
using Xunit;

namespace Headway.Tests.Statistics;

public sealed class Predicting_from_weekly_hazards
{
    private static readonly JsonElement Semimarkov = Golden.Json("13_semimarkov");

    private static StageHazards Hazards()
    {
        double[][] Of(string name) => Semimarkov.At($"hazards.{name}").Rows();
        var (advance, win, loss) = (Of("advance"), Of("win"), Of("loss"));
        return StageHazards.From(
            3, Semimarkov.GetProperty("K").GetInt32(), 2,
            (s, u, next) => next == s + 1 ? advance[s][u] : 0, (s, u, ending) => ending == 0 ? win[s][u] : loss[s][u]);
    }

    [Fact]
    public void Is_the_exact_recursion_of_numpy()
    {
        var w = SemiMarkov.EndingWithin(Hazards(), 0, 26);
        var stages = Semimarkov.At("stages").EnumerateArray().Select(s => s.GetString()).ToArray();
        foreach (var p in Semimarkov.GetProperty("p_win").EnumerateArray())
        {
            int s = Array.IndexOf(stages, p.GetProperty("stage").GetString()), u = p.GetProperty("weeks_in_stage").GetInt32();
            var tau = p.GetProperty("tau").GetInt32();
            Golden.Near(p.GetProperty("p").GetDouble(), w[tau, s, u], 1e-12, $"stage {s}, week {u}, within {tau}");
        }
    }

    [Fact]
    public void Agrees_with_simulated_paths_within_four_sigma()
    {
        const int paths = 40_000;
        var hazards = Hazards();
        double won = 0, reached = 0;
        for (var path = 0; path < paths; path++)
        {
            var (ending, furthest) = Walk(hazards, Xoshiro256StarStar.For(1, "path", path), 13);
            won += ending == 0 ? 1 : 0;
            reached += furthest == 2 ? 1 : 0;
        }
        AssertFourSigma(SemiMarkov.EndingWithin(hazards, 0, 13)[13, 0, 0], won / paths, paths);
        AssertFourSigma(SemiMarkov.StageWithin(hazards, [2], 13)[13, 0, 0], reached / paths, paths);
    }

    [Fact]
    public void Leaves_nothing_out()
    {
        var hazards = Hazards();
        var all = SemiMarkov.EndingWithin(hazards, 0, 500)[500, 1, 3] + SemiMarkov.EndingWithin(hazards, 1, 500)[500, 1, 3];
        Golden.Near(1, all, 1e-9, "won or lost in the end");
        Assert.Equal(1, SemiMarkov.StageWithin(hazards, [1, 2], 4)[0, 1, 7]);
        Assert.Equal(0, SemiMarkov.EndingWithin(hazards, 0, 4)[0, 1, 7]);
    }

    [Fact]
    public void Under_a_good_shock_wins_more_and_never_passes_one()
    {
        var hazards = Hazards();
        var better = SemiMarkov.EndingWithin(hazards.WithEndingScaled(0, 1.3), 0, 13)[13, 2, 0];
        Assert.True(better > SemiMarkov.EndingWithin(hazards, 0, 13)[13, 2, 0]);
        Assert.InRange(SemiMarkov.EndingWithin(hazards.WithEndingScaled(0, 1e9), 0, 13)[13, 2, 0], 0.8, 1);
    }

    private static (int? Ending, int Furthest) Walk(StageHazards hazards, Xoshiro256StarStar random, int weeks)
    {
        int stage = 0, week = 0, furthest = 0;
        for (var t = 0; t < weeks; t++, week++)
        {
            var u = random.NextUniform();
            if ((u -= hazards.ToEnding(stage, week, 0)) < 0)
                return (0, furthest);
            if ((u -= hazards.ToEnding(stage, week, 1)) < 0)
                return (1, furthest);
            if (stage < 2 && u < hazards.ToStage(stage, week, stage + 1))
                (stage, week, furthest) = (stage + 1, -1, stage + 1);
        }
        return (null, furthest);
    }

    private static void AssertFourSigma(double expected, double simulated, int n) =>
        Golden.Near(expected, simulated, 4 * Math.Sqrt(expected * (1 - expected) / n), "simulated");
}
