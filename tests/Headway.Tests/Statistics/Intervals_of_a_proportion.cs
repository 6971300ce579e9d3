using Headway.Statistics.Intervals;
using Xunit;

namespace Headway.Tests.Statistics;

public sealed class Intervals_of_a_proportion
{
    [Fact]
    public void Equal_Rs_for_every_published_case()
    {
        foreach (var c in Golden.Json("02_intervals").GetProperty("single").EnumerateArray())
        {
            int x = c.GetProperty("x").GetInt32(), n = c.GetProperty("n").GetInt32();
            var named = new (string Name, Interval Interval)[]
            {
                ("wilson", Wilson.Of(x, n)), ("jeffreys", Jeffreys.Of(x, n)),
                ("clopper_pearson", ClopperPearson.Of(x, n)), ("agresti_coull", AgrestiCoull.Of(x, n)),
            };
            foreach (var (name, interval) in named)
                Golden.Near(c.GetProperty(name).Numbers(), [interval.Low, interval.High], 1e-8, $"{name} {x}/{n}");
        }
    }

    [Fact]
    public void Of_a_difference_equal_Rs_for_every_published_case()
    {
        foreach (var c in Golden.Json("02_intervals").GetProperty("difference").EnumerateArray())
        {
            int N(string name) => c.GetProperty(name).GetInt32();
            var interval = NewcombeDifference.Of(N("x1"), N("n1"), N("x2"), N("n2"));
            Golden.Near(c.GetProperty("newcombe").Numbers(), [interval.Low, interval.High], 1e-8, "Newcombe");
        }
    }

    [Fact]
    public void Without_trials_exclude_nothing()
    {
        Assert.Equal(new Interval(0, 1), Wilson.Of(0, 0));
        Assert.Equal(new Interval(0, 1), Jeffreys.Of(0, 0));
        Assert.Equal(new Interval(0, 1), ClopperPearson.Of(0, 0));
        Assert.Equal(new Interval(-1, 1), NewcombeDifference.Of(0, 0, 3, 8));
    }

    [Fact]
    public void Of_a_count_hold_the_published_exact_values()
    {
        // Garwood 1936: 0 gives 0 to 3.689; 10 gives 4.795 to 18.390.
        Golden.Near(3.6888794541, PoissonExact.Of(0).High, 1e-8);
        var ten = PoissonExact.Of(10);
        Golden.Near(4.7953887, ten.Low, 1e-6);
        Golden.Near(18.3903560, ten.High, 1e-6);
    }

    [Fact]
    public void Refuse_more_successes_than_trials() => Assert.Throws<ArgumentOutOfRangeException>(() => Wilson.Of(3, 2));
}
