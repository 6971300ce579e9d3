using Headway.Statistics.Intervals;

namespace Headway.Learning;

/// <summary>A number from data, or why there is none. Every number carries its sample, and its interval where one can be
/// computed.</summary>
public abstract record Figure
{
    private Figure()
    {
    }

    /// <summary>Below this many at risk a share is told as a count, "3 of 8" (methods 0.1).</summary>
    public const int LeastForShare = 10;

    /// <summary>Fewer endings than this give no median (methods 0.1).</summary>
    public const int LeastForMedian = 15;

    /// <summary>Why there is no time, and nothing per time, in a history without dates.</summary>
    public static NotEnoughHistory NoDates { get; } = new(0, 1, "with dates");

    public TResult Match<TResult>(
        Func<Known, TResult> known, Func<NotReachedYet, TResult> notReached, Func<NotEnoughHistory, TResult> notEnough) => this switch
        {
            Known value => known(value),
            NotReachedYet later => notReached(later),
            NotEnoughHistory few => notEnough(few),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <param name="Value">In the unit its place names.</param>
    /// <param name="Interval">95 %; null where the data give none, for example because nobody has ended that way.</param>
    /// <param name="N">Cases it rests on.</param>
    public sealed record Known(double Value, Interval? Interval, int N) : Figure;

    /// <summary>More than half are still there: a median exists, but lies beyond what was seen.</summary>
    public sealed record NotReachedYet(double MoreThanDays, int N) : Figure;

    /// <param name="Have">How many there are.</param>
    /// <param name="Need">How many would be enough.</param>
    /// <param name="What">Of what, for example "closed opportunities".</param>
    public sealed record NotEnoughHistory(int Have, int Need, string What) : Figure;
}
