using Headway.Histories;
using Headway.Statistics.Association;

namespace Headway.Learning;

/// <summary>B: the weekly hazards of the stage model with the exposure as it stood at the start of each week. Going on (to a later stage,
/// or to the win) and ending without a win are told apart, and put together again as the win incidence they come to.</summary>
/// <remarks>It uses every week and every step on the road, so it sees most; the other two estimates assume less and must agree with it.
/// Weeks with the same columns are counted together. Errors are a sandwich over cases: some customers are slow in everything, and their
/// weeks tell less than as many weeks of others.</remarks>
internal sealed class WeeklyHazardContribution
{
    private const int EngagementLevels = 4;

    /// <summary>First week in the stage of each bucket. The first weeks stand alone: exposures come then, and hazards change.</summary>
    private static readonly int[] bucketStarts = [0, 1, 2, 3, 4, 7, 11, 16, 24];

    /// <summary>Later weeks are as rare as they are alike; the last bucket is open-ended.</summary>
    private const int MostWeeks = 156;

    /// <summary>Light: keeps a stage and week in which nothing happened from running away.</summary>
    private const double Ridge = 0.05;

    /// <summary>Kinds of step: going on, then lost, no decision, no-go, then any ending without a win.</summary>
    private const int GoesOn = 0, WithoutWin = 4;

    internal const int Kinds = 5;

    private readonly StageCohort cohort;
    private readonly int stages, sizes, segments;
    private readonly int[] sizeOf, segmentOf;
    private readonly RoadProgress progress;
    private readonly Dictionary<long, WeekCell> cells = [];

    /// <summary>From each stage, how often going on led to each later stage; the last column is the win.</summary>
    private readonly double[,] next;

    /// <summary>Every week of every case, in order of the cases.</summary>
    private readonly List<(int Case, int Cell, sbyte Step)> weeksOfCases = [];

    /// <summary>Stages that hardly any case leaves without the element. There its absence holds a case up by the process, not by the
    /// customer, so being with or without is a column of its own and the contribution is seen elsewhere.</summary>
    private readonly bool[] isAskedFor;

    private WeeklyHazardContribution(StageCohort cohort, StudiedElement element, RoadProgress progress)
    {
        (this.cohort, this.progress) = (cohort, progress);
        stages = cohort.History.Shape.Stages.Length;
        isAskedFor = [.. Enumerable.Range(0, stages).Select(stage => progress.IsAskedFor(element, stage))];
        (sizes, sizeOf) = Trait(name => name == "size");
        (segments, segmentOf) = Trait(name => name is not ("size" or "seller" or "age" or "quarter"));
        next = new double[stages, stages + 1];
    }

    private (int Levels, int[] Of) Trait(Func<string, bool> which) =>
        Array.FindIndex(cohort.Traits.Names, name => which(name)) is >= 0 and var t
        ? (cohort.Traits.Levels[t], cohort.Traits.Level[t]) : (1, new int[cohort.Cases.Length]);

    public static WeeklyContribution? Of(
        StageCohort cohort, StudiedElement element, ContributionDesign design, RoadProgress progress, CancellationToken stop)
    {
        var hazards = new WeeklyHazardContribution(cohort, element, progress);
        for (var i = 0; i < cohort.Cases.Length; i++)
        {
            if (i % 256 == 0) stop.ThrowIfCancellationRequested();
            hazards.AddCase(element, design, i);
        }
        return hazards.Fit(stop);
    }

    private void AddCase(StudiedElement element, ContributionDesign design, int i)
    {
        var (columns, c) = (cohort.History.Columns, cohort.Cases[i]);
        for (var v = columns.VisitStart[c]; v < columns.VisitStart[c + 1]; v++)
        {
            if (columns.VisitEnteredTicks[v] < cohort.OriginTicks[i] || columns.VisitLeftTicks[v] <= columns.VisitEnteredTicks[v]) continue;
            AddVisit(element, design, i, v, StageStep.After(cohort.History, c, v));
        }
    }

    private void AddVisit(StudiedElement element, ContributionDesign design, int i, int v, StageStep step)
    {
        const long Week = 7 * TimeSpan.TicksPerDay;
        var columns = cohort.History.Columns;
        var (entered, left, stage) = (columns.VisitEnteredTicks[v], columns.VisitLeftTicks[v], columns.VisitStage[v]);
        var (first, others, known) = (element.FirstTicks[cohort.Cases[i]], design.OthersOf(i), 0);
        var weeks = (int)Math.Min(MostWeeks, (left - entered + Week - 1) / Week);
        for (var week = 0; week < weeks; week++)
        {
            var start = entered + week * Week;
            if (start < columns.EntryTicks[cohort.Cases[i]]) continue;
            while (known < others.Length && others[known] <= start) known++;
            var cell = CellOf(
                stage, BucketOf(week), first <= start ? 1 : 0, known switch { 0 => 0, < 3 => 1, < 7 => 2, _ => 3 },
                design.Known(i, stage, start), sizeOf[i], segmentOf[i]);
            cell.AtRisk++;
            var isLast = start + Week >= left;
            weeksOfCases.Add((i, cell.Number, (sbyte)(!isLast ? -1 : step.WentOn ? GoesOn : step.EndedWithoutWin ? WithoutWin : -1)));
            if (!isLast) continue;
            if (step.WentOn)
            {
                cell.Happened[GoesOn]++;
                next[stage, step.To]++;
            }
            else if (step.EndedWithoutWin)
            {
                cell.Happened[step.Ending - 1]++;
                cell.Happened[WithoutWin]++;
            }
        }
    }

    private static int BucketOf(int week)
    {
        var bucket = bucketStarts.Length - 1;
        while (bucketStarts[bucket] > week) bucket--;
        return bucket;
    }

    private WeekCell CellOf(int stage, int bucket, int with, int engaged, int known, int size, int segment)
    {
        var week = ((long)stage * bucketStarts.Length + bucket) * 2 + with;
        var key = (((week * EngagementLevels + engaged) * RoadProgress.MostKnown + known) * sizes + size) * segments + segment;
        if (!cells.TryGetValue(key, out var cell))
            cells[key] = cell = new WeekCell(key, cells.Count, stage, bucket, with == 1, engaged, known, size, segment);
        return cell;
    }

    private const int Exposed = 1, ExposedWhereAskedFor = 2, Fixed = 3;

    private int Width => Fixed + stages * bucketStarts.Length - 1 + EngagementLevels - 1 + sizes - 1 + segments - 1 + progress.Columns;

    private WeeklyContribution? Fit(CancellationToken stop)
    {
        // In an order of its own, so that the order of cases does not reach the last digit.
        var used = cells.Values.OrderBy(each => each.Key).ToArray();
        var rows = new SparseRowsBuilder(Width);
        foreach (var cell in used)
        {
            AddColumns(rows, cell);
            AddColumns(rows, cell);
        }
        var doubled = rows.ToRows();
        bool[] yes = [.. Enumerable.Range(0, 2 * used.Length).Select(row => row % 2 == 1)];
        var fits = new PooledLogitFit.Fitted?[Kinds];
        for (var k = 0; k < Kinds; k++)
        {
            stop.ThrowIfCancellationRequested();
            var kind = k;
            double[] weight = [.. yes.Select((did, row) => used[row / 2] is var cell && did
                ? cell.Happened[kind] : cell.AtRisk - cell.Happened[kind])];
            fits[k] = PooledLogit.Fit(doubled, yes, weight, Ridge) as PooledLogitFit.Fitted;
        }
        Estimate? LogOdds(int kind) => fits[kind] is { } fit ? new Estimate(fit.Coefficients[Exposed], fit.StandardErrors[Exposed]) : null;
        if (LogOdds(GoesOn) is not { } goes || LogOdds(WithoutWin) is not { } ends) return null;
        double[][] scores = [.. new[] { GoesOn, WithoutWin }.Select(step => ScoresByCase(fits[step]!, step, doubled, used))];
        goes = goes with { StandardError = Root(scores, 1, 0) };
        ends = ends with { StandardError = Root(scores, 0, 1) };
        var (difference, with, never, sooner) = Implied(
            new WeekChances(this, fits[GoesOn]!, doubled, used), new WeekChances(this, fits[WithoutWin]!, doubled, used), goes, ends,
            scores);
        return new WeeklyContribution(
            goes, ends, LogOdds((int)Ending.Lost - 1), LogOdds((int)Ending.NoDecision - 1), LogOdds((int)Ending.NoGo - 1),
            difference, with, never, sooner);
    }

    /// <summary>By how much each case moves the log odds of the exposure.</summary>
    private double[] ScoresByCase(PooledLogitFit.Fitted fit, int step, SparseRows doubled, WeekCell[] used)
    {
        double[] direction = [.. Enumerable.Range(0, doubled.Width).Select(j => fit.Covariance[Exposed, j])];
        var (expected, moves) = (new double[used.Length], new double[used.Length]);
        for (var row = 0; row < used.Length; row++)
            (expected[used[row].Number], moves[used[row].Number]) = (fit.ProbabilityOf(doubled, 2 * row), doubled.Dot(2 * row, direction));
        var scores = new double[cohort.Cases.Length];
        foreach (var (i, cell, did) in weeksOfCases) scores[i] += ((did == step ? 1 : 0) - expected[cell]) * moves[cell];
        return scores;
    }

    private static double Root(double[][] scores, double going, double ending)
    {
        var sum = 0.0;
        for (var i = 0; i < scores[0].Length; i++) sum += Math.Pow(going * scores[0][i] + ending * scores[1][i], 2);
        return Math.Sqrt(sum);
    }

    private void AddColumns(SparseRowsBuilder rows, WeekCell cell)
    {
        rows.Add(0, 1);
        if (cell.With) rows.Add(isAskedFor[cell.Stage] ? ExposedWhereAskedFor : Exposed, 1);
        var column = Fixed;
        foreach (var (level, levels) in new[]
        {
            (cell.Stage * bucketStarts.Length + cell.Bucket, stages * bucketStarts.Length), (cell.Engaged, EngagementLevels),
            (cell.Size, sizes), (cell.Segment, segments),
        })
        {
            if (level > 0) rows.Add(column + level - 1, 1);
            column += levels - 1;
        }
        for (var b = 0; b < progress.Asked(cell.Stage); b++)
            if ((cell.Known >> b & 1) != 0) rows.Add(column + progress.ColumnOf(cell.Stage) + b, 1);
        rows.EndRow();
    }

    /// <summary>Win incidence by the horizon after entering the stage when it is there all along, less when it never is; and by how many
    /// days the restricted mean time to a win is shorter. Errors are by the delta method in the two log odds; where they are 0 the rest
    /// of the model does not move the difference.</summary>
    private (Estimate Won, double With, double Without, Estimate SoonerDays) Implied(
        WeekChances on, WeekChances without, Estimate goes, Estimate ends, double[][] scores)
    {
        const double Step = 1e-4;
        (double Won, double Days) At(double goesOn, double endsWithout) => Incidence(on.With(goesOn), without.With(endsWithout));
        var (all, never) = (At(goes.Value, ends.Value), At(0, 0));
        var (goesUp, goesDown) = (At(goes.Value + Step, ends.Value), At(goes.Value - Step, ends.Value));
        var (endsUp, endsDown) = (At(goes.Value, ends.Value + Step), At(goes.Value, ends.Value - Step));
        Estimate Of(Func<(double Won, double Days), double> figure) => new(
            figure(all) - figure(never),
            Root(scores, (figure(goesUp) - figure(goesDown)) / (2 * Step), (figure(endsUp) - figure(endsDown)) / (2 * Step)));
        return (Of(each => each.Won), all.Won, never.Won, Of(each => each.Days));
    }

    /// <summary>Won by the horizon, and the days within it that lie after a win: the area under the incidence.</summary>
    private (double Won, double Days) Incidence(double[,] on, double[,] without)
    {
        var weeks = Math.Max(1, cohort.HorizonDays / 7);
        var now = new double[stages, weeks + 1];
        now[cohort.Stage, 0] = 1;
        var (won, area) = (0.0, 0.0);
        for (var week = 0; week < weeks; week++)
        {
            var later = new double[stages, weeks + 1];
            for (var stage = 0; stage < stages; stage++)
            {
                var all = 0.0;
                for (var to = 0; to <= stages; to++) all += next[stage, to];
                for (var since = 0; since <= week; since++)
                {
                    if (now[stage, since] == 0) continue;
                    var (go, end) = (on[stage, BucketOf(since)], without[stage, BucketOf(since)]);
                    if (go + end > 1) (go, end) = (go / (go + end), end / (go + end));
                    later[stage, since + 1] += now[stage, since] * (1 - go - end);
                    for (var to = 0; to <= stages && all > 0; to++)
                    {
                        var moved = now[stage, since] * go * next[stage, to] / all;
                        if (to == stages) won += moved;
                        else later[to, 0] += moved;
                    }
                }
            }
            now = later;
            area += 7 * won;
        }
        return (won, area);
    }

    /// <summary>The chance of one step by stage and week, averaged over everything else that was the case in those weeks: an average of
    /// chances, for the chance of the average case is another thing.</summary>
    private sealed class WeekChances(WeeklyHazardContribution of, PooledLogitFit.Fitted fit, SparseRows doubled, WeekCell[] used)
    {
        private readonly double[] score = [.. Enumerable.Range(0, used.Length).Select(row => doubled.Dot(2 * row, fit.Coefficients))];

        public double[,] With(double exposure)
        {
            var (sum, weight) = (new double[of.stages, bucketStarts.Length], new double[of.stages, bucketStarts.Length]);
            for (var row = 0; row < used.Length; row++)
            {
                var cell = used[row];
                var instead = of.isAskedFor[cell.Stage] ? 0 : exposure - (cell.With ? fit.Coefficients[Exposed] : 0);
                sum[cell.Stage, cell.Bucket] += cell.AtRisk / (1 + Math.Exp(-score[row] - instead));
                weight[cell.Stage, cell.Bucket] += cell.AtRisk;
            }
            for (var stage = 0; stage < of.stages; stage++)
                for (var bucket = 0; bucket < bucketStarts.Length; bucket++)
                    if (weight[stage, bucket] > 0) sum[stage, bucket] /= weight[stage, bucket];
            return sum;
        }
    }
}

/// <summary>Weeks that are alike in all that the model looks at: how many there were, and in how many each kind of step happened.</summary>
/// <param name="Number">In order of first being met.</param>
/// <param name="Known">Which of what the stage asks for is known, as bits.</param>
internal sealed record WeekCell(
    long Key, int Number, int Stage, int Bucket, bool With, int Engaged, int Known, int Size, int Segment)
{
    public double AtRisk { get; set; }

    public double[] Happened { get; } = new double[WeeklyHazardContribution.Kinds];
}
