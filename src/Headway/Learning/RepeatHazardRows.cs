using Headway.Histories;
using Headway.Statistics.Association;

namespace Headway.Learning;

/// <summary>Every step of every opportunity still open, with how often it had the element at the start of the step: winning in it, and
/// ending in it without a win, told apart.</summary>
/// <remarks>Compared within the same stage, the same amount of other evidence and the same time since either last changed; what of the
/// stage's needs is known, age in the
/// stage, size and segment are columns. Steps alike are counted together; errors are a sandwich over opportunities.</remarks>
internal sealed class RepeatHazardRows
{
    private const int EngagementLevels = 3;
    private const int MostSteps = 156;
    private const double Ridge = 0.05;
    private const int Exposure = 1;

    /// <summary>A log odds known no better than this is known from the ridge alone.</summary>
    private const double MostError = 1;

    /// <summary>First step of each bucket; the last is open-ended.</summary>
    private static readonly int[] bucketStarts = [0, 1, 2, 3, 4, 7, 11, 16, 24, 36];

    private readonly record struct Pattern(int Stage, int Known, int Engaged, int Here, int Age, int Level, int Size, int Segment);

    private sealed class Counted
    {
        public double Steps { get; set; }

        public double Won { get; set; }

        public double Ended { get; set; }
    }

    private readonly StageCohort cohort;
    private readonly RepeatCounts counts;
    private readonly ContributionDesign design;
    private readonly long step;
    private readonly Dictionary<Pattern, int> number = [];
    private readonly List<Counted> counted = [];
    private readonly List<(int Case, int Pattern, int Ending)> steps = [];

    private RepeatHazardRows(StageCohort cohort, RepeatCounts counts, ContributionDesign design, int stepDays) =>
        (this.cohort, this.counts, this.design, step) = (cohort, counts, design, stepDays * TimeSpan.TicksPerDay);

    public static RepeatHazards? Fit(StageCohort cohort, RepeatCounts counts, ContributionDesign design, int stepDays)
    {
        var rows = new RepeatHazardRows(cohort, counts, design, stepDays);
        var (size, segment) = (rows.Trait("size"), rows.Trait(null));
        for (var i = 0; i < cohort.Cases.Length; i++) rows.AddCase(i, size[i], segment[i]);
        return rows.Fit();
    }

    /// <summary>A trait by name; null: the first segment.</summary>
    private int[] Trait(string? name) =>
        Array.FindIndex(cohort.Traits.Names, each => name is null ? each is not ("size" or "seller" or "age" or "quarter") : each == name)
            is >= 0 and var t ? cohort.Traits.Level[t] : new int[cohort.Cases.Length];

    private void AddCase(int i, int size, int segment)
    {
        var (columns, c, origin) = (cohort.History.Columns, cohort.Cases[i], cohort.OriginTicks[i]);
        var (exit, times, others) = (columns.ExitTicks[c], counts.KnownOf(c), design.OthersOf(i));
        if (times.Length == 0) return;
        var (done, known, v) = (0, 0, columns.VisitStart[c]);
        for (var s = 0; s < MostSteps; s++)
        {
            var start = origin + s * step;
            if (start >= exit) return;
            while (done < times.Length && times[done] <= start) done++;
            while (known < others.Length && others[known] <= start) known++;
            while (v + 1 < columns.VisitStart[c + 1] && columns.VisitEnteredTicks[v + 1] <= start) v++;
            if (done == 0 || !cohort.IsAtRiskAt(i, start)) continue;
            var since = Math.Max(columns.VisitEnteredTicks[v], known > 0 ? others[known - 1] : 0);
            var pattern = new Pattern(
                columns.VisitStage[v], design.Known(i, columns.VisitStage[v], start), known == 0 ? 0 : known < 3 ? 1 : 2,
                BucketOf((start - since) / step), BucketOf(s),
                RepeatCounts.LevelOf(done), size, segment);
            if (!number.TryGetValue(pattern, out var p))
            {
                number[pattern] = p = counted.Count;
                counted.Add(new Counted());
            }
            var ending = exit <= start + step ? cohort.Endings[i] : 0;
            steps.Add((i, p, ending));
            counted[p].Steps++;
            if (ending == (int)Ending.Won) counted[p].Won++;
            else if (ending != 0) counted[p].Ended++;
        }
    }

    private static int BucketOf(long steps)
    {
        var bucket = bucketStarts.Length - 1;
        while (bucketStarts[bucket] > steps) bucket--;
        return bucket;
    }

    private RepeatHazards? Fit()
    {
        // In an order of their own, so that the order of the cases does not matter.
        Pattern[] patterns = [.. number.Keys.OrderBy(p => p.Stage).ThenBy(p => p.Known).ThenBy(p => p.Engaged).ThenBy(p => p.Here)
            .ThenBy(p => p.Age).ThenBy(p => p.Level).ThenBy(p => p.Size).ThenBy(p => p.Segment)];
        var rowOf = new int[patterns.Length];
        for (var row = 0; row < patterns.Length; row++) rowOf[number[patterns[row]]] = row;
        Counted[] told = [.. patterns.Select(p => counted[number[p]])];
        var doubled = Doubled(patterns);
        if (FitOf(told, doubled, each => each.Won) is not { } won || FitOf(told, doubled, each => each.Ended) is not { } ended) return null;
        var wonScores = Scores(won, doubled, rowOf, ending => ending == (int)Ending.Won);
        var endedScores = Scores(ended, doubled, rowOf, ending => ending > (int)Ending.Won);
        var (a, b) = (won.Coefficients[Exposure], ended.Coefficients[Exposure]);
        return new RepeatHazards(
            new Estimate(a, Root(wonScores)), new Estimate(b, Root(endedScores)),
            new Estimate(a - b, Root([.. wonScores.Zip(endedScores, (one, other) => one - other)])));
    }

    private static PooledLogitFit.Fitted? FitOf(Counted[] told, SparseRows doubled, Func<Counted, double> happened)
    {
        bool[] yes = [.. Enumerable.Range(0, doubled.Count).Select(row => row % 2 == 1)];
        double[] weights = [.. yes.Select((did, row) => did ? happened(told[row / 2]) : told[row / 2].Steps - happened(told[row / 2]))];
        var found = PooledLogit.Fit(doubled, yes, weights, Ridge) as PooledLogitFit.Fitted;
        return found?.StandardErrors[Exposure] < MostError ? found : null;
    }

    /// <summary>Each pattern twice: it happened, and it did not.</summary>
    private static SparseRows Doubled(Pattern[] patterns)
    {
        Func<Pattern, int>[] columns =
        [
            p => (p.Stage * EngagementLevels + p.Engaged) * bucketStarts.Length + p.Here,
            p => p.Stage * RoadProgress.MostKnown + p.Known, p => p.Age, p => p.Size, p => p.Segment,
        ];
        var levels = columns.Select(of => patterns.Select(of).Distinct().Order().Select((value, at) => (value, at))
            .ToDictionary(each => each.value, each => each.at)).ToList();
        var rows = new SparseRowsBuilder(2 + levels.Sum(each => Math.Max(0, each.Count - 1)));
        foreach (var pattern in patterns)
        {
            for (var twice = 0; twice < 2; twice++)
            {
                rows.Add(0, 1);
                rows.Add(Exposure, pattern.Level);
                var column = 2;
                for (var k = 0; k < columns.Length; k++)
                {
                    if (levels[k][columns[k](pattern)] is > 0 and var level) rows.Add(column + level - 1, 1);
                    column += levels[k].Count - 1;
                }
                rows.EndRow();
            }
        }
        return rows.ToRows();
    }

    /// <summary>By how much each case moves the log odds of the exposure.</summary>
    private double[] Scores(PooledLogitFit.Fitted fit, SparseRows doubled, int[] rowOf, Func<int, bool> happened)
    {
        double[] direction = [.. Enumerable.Range(0, doubled.Width).Select(j => fit.Covariance[Exposure, j])];
        var scores = new double[cohort.Cases.Length];
        double[] expected = [.. rowOf.Select(row => fit.ProbabilityOf(doubled, 2 * row))];
        double[] moves = [.. rowOf.Select(row => doubled.Dot(2 * row, direction))];
        foreach (var (i, p, ending) in steps) scores[i] += ((happened(ending) ? 1 : 0) - expected[p]) * moves[p];
        return scores;
    }

    private static double Root(double[] scores) => Math.Sqrt(scores.Sum(score => score * score));
}
