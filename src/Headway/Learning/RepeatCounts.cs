using System.Numerics;
using Headway.Histories;

namespace Headway.Learning;

/// <summary>How often each case had an element, and when: once, two or three times, four to seven, eight and more. Each level is a
/// doubling.</summary>
internal sealed class RepeatCounts
{
    public const int Levels = 4;

    private readonly History history;
    private readonly int outcome, activity;

    /// <summary>Per case: when each was known, ascending.</summary>
    private readonly long[][] known;

    /// <param name="outcome">-1 = an activity.</param>
    /// <param name="activity">-1 = an outcome.</param>
    public RepeatCounts(History history, int outcome, int activity)
    {
        (this.history, this.outcome, this.activity) = (history, outcome, activity);
        var (evidence, activities) = (history.Columns.Evidence, history.Columns.Activities);
        known = new long[history.Cases][];
        var times = new List<long>();
        for (var c = 0; c < known.Length; c++)
        {
            times.Clear();
            if (outcome >= 0)
            {
                for (var e = evidence.Start[c]; e < evidence.Start[c + 1]; e++)
                    if (evidence.Outcome[e] == outcome && evidence.Confirms[e])
                        times.Add(Math.Max(evidence.EffectiveTicks[e], evidence.RecordedTicks[e]));
            }
            else
            {
                for (var a = activities.Start[c]; a < activities.Start[c + 1]; a++)
                    if (activities.Activity[a] == activity)
                        times.Add(Math.Max(activities.EffectiveTicks[a], activities.RecordedTicks[a]));
            }
            times.Sort();
            known[c] = times.Count == 0 ? [] : [.. times];
        }
    }

    /// <summary>-1 = not once, then 0 to <see cref="Levels"/> - 1.</summary>
    public static int LevelOf(int times) => times == 0 ? -1 : Math.Min(Levels - 1, BitOperations.Log2((uint)times));

    public static (int From, int? To) TimesOf(int level) => (1 << level, level == Levels - 1 ? null : (2 << level) - 1);

    /// <summary>By an instant, that one included.</summary>
    public int LevelBy(int c, long ticks)
    {
        var times = 0;
        while (times < known[c].Length && known[c][times] <= ticks) times++;
        return LevelOf(times);
    }

    public long[] KnownOf(int c) => known[c];

    /// <summary>Closed, won and open cases by how often they had it in all, as a table of closed ones would count it.</summary>
    public (int Closed, int Won, int Open)[] InAll()
    {
        var told = new (int Closed, int Won, int Open)[Levels];
        var log = history.Log;
        bool[] counts = [.. Enumerable.Range(0, log.Labels.Length).Select(label => history.MeaningOf(label) switch
        {
            LabelMeaning.Evidence(var about, var confirms) => about == outcome && confirms,
            LabelMeaning.ActivityDone(var done) => done == activity,
            _ => false,
        })];
        for (var c = 0; c < history.Cases; c++)
        {
            var (inLog, times) = (history.Columns.CaseIndex[c], 0);
            for (var i = log.CaseStart[inLog]; i < log.CaseStart[inLog + 1]; i++)
                if (counts[log.Label[i]] && log.IsKnownAt(i, history.AsOfTicks)) times++;
            if (LevelOf(times) is not (>= 0 and var level)) continue;
            var ending = history.EndingOf(c);
            told[level].Closed += ending is null ? 0 : 1;
            told[level].Won += ending == Ending.Won ? 1 : 0;
            told[level].Open += ending is null ? 1 : 0;
        }
        return told;
    }
}
