using System.Collections.Immutable;

namespace Headway.Statistics.Selection;

/// <summary>One test in time: learn from what was settled by the origin, be judged by what came in the window after it.</summary>
/// <param name="Origin">Rows landmarked up to origin - horizon have a response that was known at the origin.</param>
public sealed record RollingOrigin(double Origin, ImmutableArray<int> Train, ImmutableArray<int> Test);

/// <summary>Rolling origins over landmarked rows, each with a response that is known a fixed horizon after its landmark.</summary>
public static class RollingOrigins
{
    /// <param name="landmark">Length n: time of each row, in days on any clock.</param>
    /// <param name="horizon">Days from a landmark to its response; above 0.</param>
    /// <param name="window">Days of landmarks that one origin is tested on; above 0.</param>
    /// <param name="isEnough">Whether these training rows are enough to learn from.</param>
    /// <returns>Back to back windows, the last one ending at the last landmark; those before which there is too little are left out.
    /// Training rows end a horizon before the origin: one that was settled sooner is left out too, or fast wins would be
    /// favoured.</returns>
    public static ImmutableArray<RollingOrigin> Of(ReadOnlySpan<double> landmark, double horizon, double window,
        Func<ImmutableArray<int>, bool> isEnough)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(horizon);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(window);
        var times = landmark.ToArray();
        var origins = new List<RollingOrigin>();
        if (times.Length == 0) return [];
        var last = times.Max();
        for (var end = last; ; end -= window)
        {
            var origin = end - window;
            ImmutableArray<int> train = [.. Rows(times, t => t <= origin - horizon)];
            if (train.IsEmpty || !isEnough(train)) break;
            ImmutableArray<int> test = [.. Rows(times, t => t > origin && t <= end)];
            if (!test.IsEmpty) origins.Add(new RollingOrigin(origin, train, test));
        }
        origins.Reverse();
        return [.. origins];
    }

    private static IEnumerable<int> Rows(double[] times, Func<double, bool> takes)
    {
        for (var i = 0; i < times.Length; i++)
            if (takes(times[i])) yield return i;
    }
}
