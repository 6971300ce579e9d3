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
    private const int EngagementLevels = 3;

    /// <summary>First week in the stage of each bucket. The first weeks stand alone: exposures come then, and hazards change.</summary>
    private static readonly int[] bucketStarts = [0, 1, 2, 3, 4, 7, 11, 16, 24];

    /// <summary>Later weeks are as rare as they are alike; the last bucket is open-ended.</summary>
    private const int MostWeeks = 156;

    /// <summary>Light: keeps a stage and week in which nothing happened from running away.</summary>
    private const double Ridge = 0.05;

    /// <summary>Kinds of step: going on, then lost, no decision, no-go, then any ending without a win.</summary>
    private const int GoesOn = 0, WithoutWin = 4, Kinds = 5;

    private readonly StageCohort cohort;
    private readonly int stages, sizes, segments;
    private readonly int[] sizeOf, segmentOf;
    private readonly double[] atRisk;
    private readonly double[,] happened;

    /// <summary>From each stage, how often going on led to each later stage; the last column is the win.</summary>
    private readonly double[,] next;

    /// <summary>Every week of every case, in order of the cases.</summary>
    private readonly List<(int Case, int Cell, int Step)> weeksOfCases = [];

    private WeeklyHazardContribution(StageCohort cohort)
    {
        this.cohort = cohort;
        stages = cohort.History.Shape.Stages.Length;
        (sizes, sizeOf) = Trait(name => name == "size");
        (segments, segmentOf) = Trait(name => name is not ("size" or "seller" or "age" or "quarter"));
        var cells = stages * bucketStarts.Length * 2 * EngagementLevels * sizes * segments;
        (atRisk, happened, next) = (new double[cells], new double[cells, Kinds], new double[stages, stages + 1]);
    }

    private (int Levels, int[] Of) Trait(Func<string, bool> which) =>
        Array.FindIndex(cohort.Traits.Names, name => which(name)) is >= 0 and var t
        ? (cohort.Traits.Levels[t], cohort.Traits.Level[t]) : (1, new int[cohort.Cases.Length]);

    public static WeeklyContribution? Of(StageCohort cohort, StudiedElement element, ContributionDesign design)
    {
        var hazards = new WeeklyHazardContribution(cohort);
        for (var i = 0; i < cohort.Cases.Length; i++) hazards.AddCase(element, design, i);
        return hazards.Fit();
    }

    private void AddCase(StudiedElement element, ContributionDesign design, int i)
    {
        var (columns, c) = (cohort.History.Columns, cohort.Cases[i]);
        var last = columns.VisitStart[c + 1] - 1;
        for (var v = columns.VisitStart[c]; v <= last; v++)
        {
            if (columns.VisitEnteredTicks[v] < cohort.OriginTicks[i] || columns.VisitLeftTicks[v] <= columns.VisitEnteredTicks[v]) continue;
            // Stages filled in at one instant are no stay: what came of this one is what follows them.
            var following = v + 1;
            while (following <= last && columns.VisitLeftTicks[following] <= columns.VisitEnteredTicks[following]) following++;
            var (to, ending) = (-1, 0);
            if (following > last)
            {
                ending = cohort.Endings[i];
                if (ending == (int)Ending.Won) to = stages;
            }
            else if (columns.VisitStage[following] > columns.VisitStage[v] && columns.VisitSpell[following] == columns.VisitSpell[v])
                to = columns.VisitStage[following];
            AddVisit(element, design, i, v, to, ending);
        }
    }

    private void AddVisit(StudiedElement element, ContributionDesign design, int i, int v, int to, int ending)
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
            var cell = Cell(
                stage, BucketOf(week), first <= start, known == 0 ? 0 : known < 3 ? 1 : 2, sizeOf[i], segmentOf[i]);
            atRisk[cell]++;
            var isLast = start + Week >= left;
            weeksOfCases.Add((i, cell, !isLast ? -1 : to >= 0 ? GoesOn : ending > (int)Ending.Won ? WithoutWin : -1));
            if (!isLast) continue;
            if (to >= 0)
            {
                happened[cell, GoesOn]++;
                next[stage, to]++;
            }
            else if (ending > (int)Ending.Won)
            {
                happened[cell, ending - 1]++;
                happened[cell, WithoutWin]++;
            }
        }
    }

    private static int BucketOf(int week)
    {
        var bucket = bucketStarts.Length - 1;
        while (bucketStarts[bucket] > week) bucket--;
        return bucket;
    }

    private int Cell(int stage, int bucket, bool with, int engaged, int size, int segment) =>
        ((((stage * bucketStarts.Length + bucket) * 2 + (with ? 1 : 0)) * EngagementLevels + engaged) * sizes + size) * segments + segment;

    private int Width => 2 + stages * bucketStarts.Length - 1 + EngagementLevels - 1 + sizes - 1 + segments - 1;

    private WeeklyContribution? Fit()
    {
        int[] used = [.. Enumerable.Range(0, atRisk.Length).Where(cell => atRisk[cell] > 0)];
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
            var kind = k;
            double[] counts = [.. yes.Select((did, row) => used[row / 2] is var cell && did
                ? happened[cell, kind] : atRisk[cell] - happened[cell, kind])];
            fits[k] = PooledLogit.Fit(doubled, yes, counts, Ridge) as PooledLogitFit.Fitted;
        }
        Estimate? LogOdds(int kind) => fits[kind] is { } fit ? new Estimate(fit.Coefficients[1], fit.StandardErrors[1]) : null;
        if (LogOdds(GoesOn) is not { } goes || LogOdds(WithoutWin) is not { } ends) return null;
        double[][] scores = [.. new[] { GoesOn, WithoutWin }.Select(step => ScoresByCase(fits[step]!, step, doubled, used))];
        goes = goes with { StandardError = Root(scores, 1, 0) };
        ends = ends with { StandardError = Root(scores, 0, 1) };
        double[] mean = new double[2];
        for (var k = 0; k < 2; k++) mean[k] = MeanOfTraits(fits[k == 0 ? GoesOn : WithoutWin]!, doubled, used);
        return new WeeklyContribution(
            goes, ends, LogOdds((int)Ending.Lost - 1), LogOdds((int)Ending.NoDecision - 1), LogOdds((int)Ending.NoGo - 1),
            Implied(fits[GoesOn]!, fits[WithoutWin]!, mean, goes, ends, scores));
    }

    /// <summary>By how much each case moves the log odds of the exposure.</summary>
    private double[] ScoresByCase(PooledLogitFit.Fitted fit, int step, SparseRows doubled, int[] used)
    {
        double[] direction = [.. Enumerable.Range(0, doubled.Width).Select(j => fit.Covariance[1, j])];
        var (expected, moves) = (new double[atRisk.Length], new double[atRisk.Length]);
        for (var row = 0; row < used.Length; row++)
            (expected[used[row]], moves[used[row]]) = (fit.ProbabilityOf(doubled, 2 * row), doubled.Dot(2 * row, direction));
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

    private void AddColumns(SparseRowsBuilder rows, int cell)
    {
        var (segment, rest) = (cell % segments, cell / segments);
        (var size, rest) = (rest % sizes, rest / sizes);
        (var engaged, rest) = (rest % EngagementLevels, rest / EngagementLevels);
        rows.Add(0, 1);
        if (rest % 2 == 1) rows.Add(1, 1);
        var column = 2;
        foreach (var (level, levels) in new[]
        {
            (rest / 2, stages * bucketStarts.Length), (engaged, EngagementLevels), (size, sizes), (segment, segments),
        })
        {
            if (level > 0) rows.Add(column + level - 1, 1);
            column += levels - 1;
        }
        rows.EndRow();
    }

    /// <summary>What engagement, size and segment add to the score on average.</summary>
    private double MeanOfTraits(PooledLogitFit.Fitted fit, SparseRows doubled, int[] used)
    {
        double sum = 0, weight = 0;
        for (var row = 0; row < used.Length; row++)
        {
            for (var e = doubled.Start[2 * row]; e < doubled.Start[2 * row + 1]; e++)
                if (doubled.Column[e] >= 2 + stages * bucketStarts.Length - 1)
                    sum += atRisk[used[row]] * fit.Coefficients[doubled.Column[e]];
            weight += atRisk[used[row]];
        }
        return sum / weight;
    }

    /// <summary>Win incidence by the horizon after entering the stage when it is there all along, less when it never is. The error is by
    /// the delta method in the two log odds; where they are 0 the rest of the model does not move the difference.</summary>
    private Estimate Implied(
        PooledLogitFit.Fitted on, PooledLogitFit.Fitted without, double[] mean, Estimate goes, Estimate ends, double[][] scores)
    {
        const double Step = 1e-4;
        double Won(double goesOn, double endsWithout) => Incidence(on, without, mean, goesOn, endsWithout);
        var difference = Won(goes.Value, ends.Value) - Won(0, 0);
        var byGoing = (Won(goes.Value + Step, ends.Value) - Won(goes.Value - Step, ends.Value)) / (2 * Step);
        var byEnding = (Won(goes.Value, ends.Value + Step) - Won(goes.Value, ends.Value - Step)) / (2 * Step);
        return new Estimate(difference, Root(scores, byGoing, byEnding));
    }

    private double Incidence(
        PooledLogitFit.Fitted on, PooledLogitFit.Fitted without, double[] mean, double goesOn, double endsWithout)
    {
        var weeks = Math.Max(1, cohort.HorizonDays / 7);
        var now = new double[stages, weeks + 1];
        now[cohort.Stage, 0] = 1;
        var won = 0.0;
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
                    var (go, end) = (Chance(on, mean[0] + goesOn, stage, since), Chance(without, mean[1] + endsWithout, stage, since));
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
        }
        return won;
    }

    private static double Chance(PooledLogitFit.Fitted fit, double offset, int stage, int since)
    {
        var level = stage * bucketStarts.Length + BucketOf(since);
        return 1 / (1 + Math.Exp(-(fit.Coefficients[0] + offset + (level > 0 ? fit.Coefficients[2 + level - 1] : 0))));
    }
}
