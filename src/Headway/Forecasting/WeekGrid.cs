using Headway.Histories;
using Headway.Learning;
using Headway.Statistics.MultiState;

namespace Headway.Forecasting;

/// <summary>The person-week table of a history, each case looked at once a week from its opening, and anew from a reopening.</summary>
/// <remarks>
/// Where a case stands at the end of each of its weeks is what moves: several stages within one week are one move, stages passed through
/// between two looks were skipped. Counting each stage's weeks from its own entry would make every stage last a week, and a process that
/// runs through four of them in a day would forecast nothing for a month. Only whole weeks count, with all that happened in them.
/// </remarks>
internal static class WeekGrid
{
    private const double DaysAWeek = 7;

    /// <summary>Stages × buckets: distinct cases that were at risk there.</summary>
    public static int[] Fill(History history, PersonWeeks weeks)
    {
        var casesLike = new int[weeks.Stages * PersonWeeks.Buckets];
        var seen = new HashSet<int>();
        var before = -1;
        Each(history, stay =>
        {
            if (stay.Case != before) seen.Clear();
            before = stay.Case;
            Count(stay, weeks, seen, casesLike);
        });
        return casesLike;
    }

    /// <summary>Every stay of every case that holds at least one whole week under observation, in the order of the cases.</summary>
    public static void Each(History history, Action<WeekStay> take)
    {
        var visits = StageVisits.Of(history);
        var stays = new List<Stay>();
        for (var from = 0; from < visits.Count;)
        {
            var to = from;
            while (to < visits.Count && visits[to].Spell == visits[from].Spell) to++;
            stays.Clear();
            Look(history, visits, from, to, stays);
            var begun = history.Columns.Spells.FromTicks[visits[from].Spell];
            foreach (var stay in stays)
            {
                var first = Math.Max(0, stay.SeenFrom - stay.Entered);
                var last = stay.Left - stay.Entered - 1;
                if (last >= first)
                    take(new WeekStay(visits[from].Case, begun, stay.Entered, stay.Stage, first, last, stay.Next, stay.Ending));
            }
            from = to;
        }
    }

    /// <summary>Whole weeks an open case has stood in its stage, at its last look.</summary>
    /// <param name="visit">Its last visit.</param>
    public static int WeeksInStage(History history, int visit)
    {
        var columns = history.Columns;
        var from = columns.Spells.FromTicks[columns.VisitSpell[visit]];
        return Math.Max(0,
            (int)Math.Floor(Weeks(history.AsOfTicks - from)) - (int)Math.Ceiling(Weeks(columns.VisitEnteredTicks[visit] - from)));
    }

    private static double Weeks(long ticks) => ticks / (DaysAWeek * TimeSpan.TicksPerDay);

    private static void Look(History history, List<StageVisit> visits, int from, int to, List<Stay> stays)
    {
        var columns = history.Columns;
        var (c, spell) = (visits[from].Case, visits[from].Spell);
        var begun = columns.Spells.FromTicks[spell];
        var suspended = spell + 1 < columns.Spells.Start[c + 1];
        var whole = (int)Math.Floor(Weeks((suspended ? columns.Spells.UntilTicks[spell] : history.AsOfTicks) - begun));
        var seenFrom = (int)Math.Ceiling(Weeks(columns.EntryTicks[c] - begun));
        var days = 0.0;
        for (var v = from; v < to; v++)
        {
            var visit = visits[v];
            var entered = (int)Math.Ceiling(days / DaysAWeek);
            days += visit.Days;
            // Leaving within the first week still takes that week.
            var left = visit.IsCensored ? whole : Math.Max(1, (int)Math.Ceiling(days / DaysAWeek));
            if (left <= entered && visit.Ending is null) continue;
            if (stays.Count > 0 && stays[^1].Stage == visit.Stage)
                stays[^1] = stays[^1] with { Left = left, Ending = visit.Ending, Next = -1 };
            else
            {
                if (stays.Count > 0) stays[^1] = stays[^1] with { Next = visit.Stage };
                // An ending right after a move within one week is the end of the stay before.
                if (left <= entered && stays.Count > 0) stays[^1] = stays[^1] with { Next = -1, Ending = visit.Ending };
                else stays.Add(new Stay(visit.Stage, entered, Math.Max(left, entered + 1), seenFrom, -1, visit.Ending));
            }
        }
        CutAt(whole, stays);
    }

    /// <summary>Nothing of the week under way: who left in it is known, who will stay it out is not.</summary>
    private static void CutAt(int whole, List<Stay> stays)
    {
        for (var i = stays.Count - 1; i >= 0; i--)
        {
            if (stays[i].Left > whole) stays[i] = stays[i] with { Left = whole, Next = -1, Ending = null };
            if (stays[i].Left <= stays[i].Entered) stays.RemoveAt(i);
        }
    }

    private static void Count(WeekStay stay, PersonWeeks weeks, HashSet<int> seen, int[] casesLike)
    {
        var (first, last) = (stay.First, stay.Last);
        if (stay.Next >= 0) weeks.AddMove(stay.Stage, first, last, stay.Next);
        else if (stay.Ending is { } ending) weeks.AddEnding(stay.Stage, first, last, (int)ending - 1);
        else weeks.AddOpenStay(stay.Stage, first, last);
        for (var bucket = PersonWeeks.BucketOf(first); bucket <= PersonWeeks.BucketOf(last); bucket++)
            if (seen.Add(stay.Stage * PersonWeeks.Buckets + bucket)) casesLike[stay.Stage * PersonWeeks.Buckets + bucket]++;
    }

    /// <summary>Looks [Entered, Left) of one case found it in this stage.</summary>
    private readonly record struct Stay(int Stage, int Entered, int Left, int SeenFrom, int Next, Ending? Ending);
}

/// <summary>Whole weeks of one case in one stage.</summary>
/// <param name="BegunTicks">When its spell began; week w of the stay begins Entered + w weeks later.</param>
/// <param name="First">First week of the stay under observation.</param>
/// <param name="Last">Its last whole week; what happened in it is <paramref name="Next"/> or <paramref name="Ending"/>.</param>
internal readonly record struct WeekStay(
    int Case, long BegunTicks, int Entered, int Stage, int First, int Last, int Next, Ending? Ending)
{
    public long StartTicks(int week) => BegunTicks + (Entered + week) * 7L * TimeSpan.TicksPerDay;
}
