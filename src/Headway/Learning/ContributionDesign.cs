using Headway.Statistics.Association;

namespace Headway.Learning;

/// <summary>Columns for what else differs between cases with and without an element: prior engagement, where the case stands on
/// its road, and its traits.</summary>
internal sealed class ContributionDesign
{
    /// <summary>Column of the exposure in stacked rows, after the intercept.</summary>
    public const int Exposure = 1;

    /// <summary>0, 1, 2, 3-4, 5 and more pieces of other evidence before the landmark.</summary>
    private const int EngagementLevels = 5;

    private readonly StageCohort cohort;

    /// <summary>Per case of the cohort: when each piece of other evidence was known, ascending.</summary>
    private readonly long[][] others;
    private readonly StudiedElement element;
    private readonly RoadProgress progress;
    private readonly int traits, stages, asked;

    public ContributionDesign(StageCohort cohort, StudiedElement element, RoadProgress progress)
    {
        (this.cohort, this.element, this.progress, stages) = (cohort, element, progress, cohort.History.Shape.Stages.Length);
        var evidence = cohort.History.Columns.Evidence;
        others = new long[cohort.Cases.Length][];
        var known = new List<long>();
        for (var i = 0; i < others.Length; i++)
        {
            known.Clear();
            for (var e = evidence.Start[cohort.Cases[i]]; e < evidence.Start[cohort.Cases[i] + 1]; e++)
                if (evidence.Outcome[e] != element.Outcome) known.Add(Math.Max(evidence.EffectiveTicks[e], evidence.RecordedTicks[e]));
            known.Sort();
            others[i] = known.Count == 0 ? [] : [.. known];
        }
        (traits, asked) = (cohort.Traits.Levels.Sum(levels => levels - 1), progress.Columns);
    }

    public long[] OthersOf(int member) => others[member];

    /// <summary>Which of what a stage asks for is known of a case, the element left out.</summary>
    public int Known(int member, int stage, long ticks) => progress.Known(cohort.Cases[member], stage, ticks, element);

    /// <summary>Columns of prior engagement, of where the case stands on its road, and of its traits.</summary>
    private int Confounding => EngagementLevels - 1 + stages - 1 + asked + traits;

    /// <summary>By landmark, for every member: the columns that hold a one. Placebos ask for them again.</summary>
    private readonly Dictionary<LandmarkCohort, (int[] Start, int[] Column)> confounding = [];

    public SparseRows Stack(List<LandmarkCohort> landmarks, long[] firstTicks)
    {
        var rows = new SparseRowsBuilder(2 + landmarks.Count - 1 + Confounding);
        for (var l = 0; l < landmarks.Count; l++)
        {
            var with = landmarks[l].ExposedTo(firstTicks);
            var (start, column) = ConfoundingAt(landmarks[l]);
            for (var m = 0; m < with.Length; m++)
            {
                rows.Add(0, 1);
                if (with[m]) rows.Add(Exposure, 1);
                if (l > 0) rows.Add(1 + l, 1);
                for (var e = start[m]; e < start[m + 1]; e++) rows.Add(1 + landmarks.Count + column[e], 1);
                rows.EndRow();
            }
        }
        return rows.ToRows();
    }

    public SparseRows Confounders(LandmarkCohort at)
    {
        var rows = new SparseRowsBuilder(1 + Confounding);
        var (start, column) = ConfoundingAt(at);
        for (var m = 0; m < at.Members.Length; m++)
        {
            rows.Add(0, 1);
            for (var e = start[m]; e < start[m + 1]; e++) rows.Add(1 + column[e], 1);
            rows.EndRow();
        }
        return rows.ToRows();
    }

    private (int[] Start, int[] Column) ConfoundingAt(LandmarkCohort at)
    {
        if (confounding.TryGetValue(at, out var known)) return known;
        var start = new int[at.Members.Length + 1];
        var columns = new List<int>();
        for (var m = 0; m < at.Members.Length; m++)
        {
            AddConfounders(columns, at.Members[m], at.TicksAt(at.Members[m]));
            start[m + 1] = columns.Count;
        }
        return confounding[at] = (start, [.. columns]);
    }

    private void AddConfounders(List<int> columns, int member, long ticks)
    {
        if (EngagementBefore(member, ticks) is > 0 and var engaged) columns.Add(engaged - 1);
        var column = EngagementLevels - 1;
        var (stage, known) = StandingOf(member, ticks);
        if (stage > 0) columns.Add(column + stage - 1);
        column += stages - 1;
        for (var b = 0; b < progress.Asked(stage); b++)
            if ((known >> b & 1) != 0) columns.Add(column + progress.ColumnOf(stage) + b);
        column += asked;
        for (var t = 0; t < cohort.Traits.Levels.Length; t++)
        {
            if (cohort.Traits.Level[t][member] is > 0 and var level) columns.Add(column + level - 1);
            column += cohort.Traits.Levels[t] - 1;
        }
    }

    /// <summary>The stage a case stands in, and which of what it asks for is known.</summary>
    public (int Stage, int Known) StandingOf(int member, long ticks)
    {
        var stage = StudiedElement.StageAt(cohort.History.Columns, cohort.Cases[member], ticks);
        return (stage, Known(member, stage, ticks));
    }

    private int EngagementBefore(int member, long ticks) => EngagementOf(CountBefore(member, ticks));

    public static int EngagementOf(int pieces) => pieces switch { 0 => 0, 1 => 1, 2 => 2, < 5 => 3, _ => 4 };

    public int CountBefore(int member, long ticks)
    {
        var count = 0;
        foreach (var at in others[member])
        {
            if (at > ticks) break;
            count++;
        }
        return count;
    }

    public double MeanExposed(List<LandmarkCohort> landmarks, long[] firstTicks) =>
        landmarks.SelectMany(at => at.ExposedTo(firstTicks)).Average(with => with ? 1.0 : 0);

    /// <summary>Largest standardised difference over engagement, standing and traits, as scores: a level that a handful has says
    /// nothing.</summary>
    public double LargestImbalance(LandmarkCohort at, bool[] with, double[] weights)
    {
        var standing = at.Members.Select(i => StandingOf(i, at.TicksAt(i))).ToArray();
        var largest = new[]
        {
            at.Members.Select(i => (double)EngagementBefore(i, at.TicksAt(i))), standing.Select(each => (double)each.Stage),
            standing.Select(each => (double)int.PopCount(each.Known)),
        }.Max(scores => Math.Abs(CovariateBalance.Difference([.. scores], with, weights)));
        var least = Math.Max(10, at.Members.Length / 20);
        for (var t = 0; t < cohort.Traits.Levels.Length; t++)
        {
            for (var level = 1; level < cohort.Traits.Levels[t]; level++)
            {
                double[] column = [.. at.Members.Select(i => cohort.Traits.Level[t][i] == level ? 1.0 : 0)];
                if (column.Sum() < least) continue;
                largest = Math.Max(largest, Math.Abs(CovariateBalance.Difference(column, with, weights)));
            }
        }
        return largest;
    }

    /// <summary>Placebo before the fact: among those still without it after a week, did the ones that had it by the next landmark give
    /// more other evidence in that week already?</summary>
    public bool WasEngagedBefore()
    {
        if (cohort.Landmarks.Count == 0) return false;
        var at = cohort.Primary!;
        var rows = new SparseRowsBuilder(2);
        var response = new List<double>();
        foreach (var member in at.Members)
        {
            var week = cohort.OriginTicks[member] + 7 * TimeSpan.TicksPerDay;
            var first = element.FirstTicks[cohort.Cases[member]];
            if (first <= week) continue;
            rows.Add(0, 1);
            if (first <= at.TicksAt(member)) rows.Add(1, 1);
            rows.EndRow();
            response.Add(CountBefore(member, week));
        }
        return response.Count >= 30
            && ClusteredLeastSquares.Fit(rows.ToRows(), [.. response], [.. Enumerable.Range(0, response.Count)], 1) is { Z: > 1.96 };
    }
}
