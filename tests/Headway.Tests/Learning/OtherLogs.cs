using Headway.Histories;

namespace Headway.Tests.Learning;

/// <summary>The same log told otherwise: what a right answer does not mind.</summary>
internal static class OtherLogs
{
    /// <summary>400 years are a whole number of weeks, and the calendar repeats: no other shift keeps weeks and quarters both.</summary>
    public static readonly long FourHundredYears = 146_097 * TimeSpan.TicksPerDay;

    /// <param name="order">Of the cases; null = as they are.</param>
    /// <param name="untilTicks">What happened later is left out.</param>
    /// <param name="laterTicks">Added to every time.</param>
    public static EventLog Of(EventLog log, int[]? order = null, long untilTicks = long.MaxValue, long laterTicks = 0)
    {
        var start = new List<int> { 0 };
        var kept = new List<int>();
        var cases = new List<int>();
        foreach (var c in order ?? [.. Enumerable.Range(0, log.Cases)])
        {
            int[] events = [.. Enumerable.Range(log.CaseStart[c], log.CaseStart[c + 1] - log.CaseStart[c])
                .Where(i => log.EffectiveTicks[i] <= untilTicks)];
            if (events.Length == 0) continue;
            cases.Add(c);
            kept.AddRange(events);
            start.Add(kept.Count);
        }
        return new EventLog(
            [.. cases.Select(c => log.CaseIds[c])], [.. start], log.Labels, [.. kept.Select(i => log.Label[i])],
            [.. kept.Select(i => log.EffectiveTicks[i] + laterTicks)], [], [], [],
            [.. log.Attributes.Select(each => each with { Value = [.. cases.Select(c => each.Value[c])] })]);
    }
}
