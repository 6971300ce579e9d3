using Headway.Histories;
using Headway.Statistics.Association;

namespace Headway.Learning;

/// <summary>The cases that entered one stage, on the clock of that stage, and who was still at risk at each landmark.</summary>
internal sealed class StageCohort
{
    public const int EveryWeeks = 2, LastWeek = 12;

    /// <summary>Fewer at risk at a landmark give no comparison.</summary>
    private const int LeastAtRisk = 30;

    /// <summary>A horizon is only asked for when so many, and a tenth, could be seen that long.</summary>
    private const int LeastSeenThrough = 30;

    /// <summary>A horizon within which fewer of the wins come says little of winning.</summary>
    private const double MostOfWins = 0.8;

    private const double TicksPerDay = TimeSpan.TicksPerDay;

    private StageCohort(History history, int stage, int[] cases, long[] origin, CaseTraits traits)
    {
        (History, Stage, Cases, OriginTicks, Traits) = (history, stage, cases, origin, traits);
        ExitDays = [.. cases.Select((c, i) => (history.Columns.ExitTicks[c] - origin[i]) / TicksPerDay)];
        Endings = [.. cases.Select(c => (int)history.Columns.Endings[c])];
    }

    public History History { get; }

    public int Stage { get; }

    /// <summary>Rows of the history's columns.</summary>
    public int[] Cases { get; }

    public long[] OriginTicks { get; }

    public double[] ExitDays { get; }

    public int[] Endings { get; }

    public CaseTraits Traits { get; }

    public int HorizonDays { get; private set; }

    public IReadOnlyList<LandmarkCohort> Landmarks { get; private set; } = [];

    /// <summary>The one landmark of the doubly robust estimate, declared beforehand: week 4, or week 2 where the history is too short
    /// for a horizon of two months.</summary>
    public LandmarkCohort? Primary => Landmarks.FirstOrDefault(at => at.Week == (HorizonDays >= 60 ? 4 : 2)) ?? Landmarks.FirstOrDefault();

    public static StageCohort Of(History history, int stage, int horizonDays)
    {
        var columns = history.Columns;
        var cases = new List<int>();
        var origin = new List<long>();
        for (var c = 0; c < history.Cases; c++)
        {
            for (var v = columns.VisitStart[c]; v < columns.VisitStart[c + 1]; v++)
            {
                if (columns.VisitStage[v] != stage) continue;
                if (columns.ExitTicks[c] > columns.VisitEnteredTicks[v])
                {
                    cases.Add(c);
                    origin.Add(columns.VisitEnteredTicks[v]);
                }
                break;
            }
        }
        int[] rows = [.. cases];
        long[] origins = [.. origin];
        var cohort = new StageCohort(history, stage, rows, origins, CaseTraits.Of(history, rows, origins));
        cohort.HorizonDays = cohort.HorizonWithin(horizonDays);
        cohort.Landmarks = cohort.Cohorts();
        return cohort;
    }

    /// <summary>As asked; longer where that is too short for most wins, shorter where the history is. Looks at how long wins take, never
    /// at who had what.</summary>
    private int HorizonWithin(int asked)
    {
        double[] wins = [.. ExitDays.Where((_, i) => Endings[i] == (int)Ending.Won)];
        var wanted = new[] { asked, 2 * asked, 3 * asked, 4 * asked }.FirstOrDefault(
            days => wins.Count(win => win <= days) >= MostOfWins * wins.Length, 4 * asked);
        var all = ExitDays.Count(exit => exit > 7 * EveryWeeks);
        foreach (var days in new[] { 4 * asked, 3 * asked, 2 * asked, asked, 60, 45, 30, 21 }.Where(days => days <= wanted))
        {
            var seen = Enumerable.Range(0, Cases.Length).Count(i =>
                ExitDays[i] > 7 * EveryWeeks && CouldBeSeen(i) >= 7 * EveryWeeks + days);
            if (seen >= LeastSeenThrough && seen * 10 >= all) return days;
        }
        return 14;
    }

    private double CouldBeSeen(int i) => (History.AsOfTicks - OriginTicks[i]) / TicksPerDay;

    private List<LandmarkCohort> Cohorts()
    {
        var cohorts = new List<LandmarkCohort>();
        for (var week = EveryWeeks; week <= LastWeek; week += EveryWeeks)
        {
            int[] atRisk = [.. Enumerable.Range(0, Cases.Length).Where(i => IsAtRisk(i, 7 * week))];
            var seenThrough = atRisk.Count(i => CouldBeSeen(i) >= 7 * week + HorizonDays);
            if (atRisk.Length < LeastAtRisk || seenThrough < LeastAtRisk / 3) break;
            cohorts.Add(LandmarkCohort.Of(this, week, atRisk));
        }
        return cohorts;
    }

    public bool IsAtRisk(int i, int day) => ExitDays[i] > day && IsAtRiskAt(i, OriginTicks[i] + day * TimeSpan.TicksPerDay);

    public bool IsAtRiskAt(int i, long at)
    {
        var (columns, c) = (History.Columns, Cases[i]);
        if (columns.EntryTicks[c] > at) return false;
        // Between a closing that was taken back and the reopening it was not at risk.
        for (var s = columns.Spells.Start[c]; s < columns.Spells.Start[c + 1]; s++)
            if (columns.Spells.FromTicks[s] <= at && at < columns.Spells.UntilTicks[s]) return true;
        return false;
    }
}

/// <summary>The cases of a stage still at risk at one landmark, with what each would have contributed to the win incidence.</summary>
/// <param name="Members">Indices into the stage's cases.</param>
/// <param name="Won">Pseudo-values of the win incidence by the horizon.</param>
internal sealed record LandmarkCohort(StageCohort Stage, int Week, int[] Members, double[] Since, double[] Won)
{
    public static LandmarkCohort Of(StageCohort stage, int week, int[] members)
    {
        double[] since = [.. members.Select(i => stage.ExitDays[i] - 7 * week)];
        int[] endings = [.. members.Select(i => stage.Endings[i])];
        return new LandmarkCohort(
            stage, week, members, since, IncidencePseudoValues.Of(since, endings, (int)Ending.Won, stage.HorizonDays));
    }

    public bool[] ExposedTo(long[] firstTicks) => [.. Members.Select(i => firstTicks[Stage.Cases[i]] <= TicksAt(i))];

    public long TicksAt(int member) => Stage.OriginTicks[member] + 7L * Week * TimeSpan.TicksPerDay;
}
