namespace Headway.Statistics.Intervals;

/// <summary>Newcombe's hybrid score interval for the difference of two independent proportions, first minus second.</summary>
/// <remarks>Newcombe (1998), Statistics in Medicine 17:873, method 10. Checked against R 4.2 and the published 56/70 v. 48/80:
/// golden/02_intervals.json, 1e-8.</remarks>
public static class NewcombeDifference
{
    /// <returns>Ends in [-1,1]; the whole of [-1,1] when either side has no trials, because then the difference is unknown.</returns>
    public static Interval Of(int successes1, int trials1, int successes2, int trials2, double confidence = 0.95)
    {
        var first = Wilson.Of(successes1, trials1, confidence);
        var second = Wilson.Of(successes2, trials2, confidence);
        if (trials1 == 0 || trials2 == 0)
            return new Interval(-1, 1);
        double p1 = (double)successes1 / trials1, p2 = (double)successes2 / trials2;
        var down = Math.Sqrt(Square(p1 - first.Low) + Square(second.High - p2));
        var up = Math.Sqrt(Square(first.High - p1) + Square(p2 - second.Low));
        return new Interval(p1 - p2 - down, p1 - p2 + up);
    }

    private static double Square(double x) => x * x;
}
