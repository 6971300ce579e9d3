using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Headway.Histories;
using Headway.Statistics.Intervals;
using Headway.Statistics.MultiState;
using Headway.Statistics.Random;

namespace Headway.Forecasting;

/// <summary>
/// The one model that forecast, gates and plans read: the weekly chance of moving on, being won, lost, undecided or let go, by stage and
/// by weeks already in it, shrunken toward the stage and that toward all stages (methods 1c, level 0).
/// </summary>
/// <remarks>Assumes that opportunities of one stage and age are alike, and that the past goes on. A no-go is an ending of its own
/// here.</remarks>
public sealed class StageModel
{
    /// <summary>Fewer closed opportunities than this carry no forecast (methods 5).</summary>
    public const int LeastClosed = 30;

    /// <summary>"Ever" means within two years; what has not ended by then hardly ever does.</summary>
    public const int EverWeeks = 104;

    /// <summary>Draws of the hazards behind an interval; its ends then move by about a tenth of its width from seed to seed.</summary>
    internal const int Draws = 200;

    internal const int Endings = 4;
    internal const int WonIndex = (int)Ending.Won - 1;

    private readonly WeeklyHazards weekly;
    private readonly PersonWeeks weeks;
    private readonly int[] casesLike;
    private readonly ulong seed;
    private StageHazards[]? drawn;

    private StageModel(PersonWeeks weeks, WeeklyHazards weekly, int[] casesLike, int closed, int won, ulong seed)
    {
        this.weeks = weeks;
        this.weekly = weekly;
        this.casesLike = casesLike;
        this.seed = seed;
        Closed = closed;
        Won = won;
        Hazards = weekly.Expand();
        Fingerprint = FingerprintOf();
    }

    /// <summary>Closed cases it was fitted on.</summary>
    public int Closed { get; }

    public int Won { get; }

    internal ulong Seed => seed;

    /// <summary>Weekly hazards by stage and whole weeks in it.</summary>
    public StageHazards Hazards { get; }

    /// <summary>SHA-256 over the counts it rests on and the seed, in hexadecimal: the same history gives the same model anywhere.</summary>
    public string Fingerprint { get; }

    /// <param name="seed">For the draws behind intervals; the chances themselves do not depend on it.</param>
    public static ModelAnswer Fit(History history, ulong seed)
    {
        var endings = history.Columns.Endings;
        var closed = endings.Count(ending => ending != 0);
        if (closed < LeastClosed) return new ModelAnswer.NotEnoughHistory(closed, LeastClosed, "closed opportunities");
        if (history.Shape.Stages.IsEmpty) return new ModelAnswer.NotEnoughHistory(0, 1, "stages");
        var weeks = new PersonWeeks(history.Shape.Stages.Length, Endings);
        var casesLike = WeekGrid.Fill(history, weeks);
        if (WeeklyHazards.Estimate(weeks) is not { } weekly)
            return new ModelAnswer.NotEnoughHistory(0, 1, "whole weeks in which an opportunity was open");
        var won = endings.Count(ending => ending == (byte)Ending.Won);
        return new ModelAnswer.Fitted(new StageModel(weeks, weekly, casesLike, closed, won, seed));
    }

    /// <summary>The chance to be won, from a stage and a time in it.</summary>
    /// <param name="stage">Index from 0.</param>
    /// <param name="weeksInStage">0 or more.</param>
    /// <param name="withinWeeks">0 or more, fractions allowed; null = ever (<see cref="EverWeeks"/>).</param>
    public ChanceToWin Chance(int stage, double weeksInStage, double? withinWeeks = null)
    {
        var horizon = Math.Clamp(withinWeeks ?? EverWeeks, 0, SemiMarkov.MaximumHorizonWeeks);
        var week = (int)weeksInStage;
        var chances = DrawnHazards().Select(hazards => Reach(hazards, horizon).At(horizon, stage, week)).Order().ToArray();
        var interval = new Interval(chances[(int)(0.025 * Draws)], chances[(int)(0.975 * Draws) - 1]);
        return new ChanceToWin(
            Reach(Hazards, horizon).At(horizon, stage, week), interval,
            casesLike[stage * PersonWeeks.Buckets + PersonWeeks.BucketOf(week)], horizon, Fingerprint);
    }

    /// <summary>The chances to be won within each number of weeks, with the won hazard multiplied by a factor common to all.</summary>
    internal WinTable Wins(double horizonWeeks, double factor) =>
        Reach(factor == 1 ? Hazards : Hazards.WithEndingScaled(WonIndex, factor), horizonWeeks);

    private static WinTable Reach(StageHazards hazards, double horizonWeeks) =>
        new(SemiMarkov.EndingWithin(hazards, WonIndex, Math.Min((int)Math.Ceiling(horizonWeeks), SemiMarkov.MaximumHorizonWeeks)));

    /// <summary>Hazards drawn from their Dirichlet posteriors, one row for each stage and bucket.</summary>
    internal StageHazards[] DrawnHazards() => drawn ??= [.. Enumerable.Range(0, Draws).Select(Draw)];

    private StageHazards Draw(int number)
    {
        var random = Xoshiro256StarStar.For(seed, "hazards", number);
        var targets = weeks.Stages + Endings;
        var rows = new double[weeks.Stages * PersonWeeks.Buckets][];
        for (var cell = 0; cell < rows.Length; cell++)
        {
            int stage = cell / PersonWeeks.Buckets, bucket = cell % PersonWeeks.Buckets;
            var weight = weeks.AtRisk(stage, bucket) + WeeklyHazards.DefaultKappa;
            var row = new double[targets];
            var leaving = 0.0;
            for (var k = 0; k < targets; k++)
            {
                var hazard = HazardOf(stage, bucket, k);
                leaving += hazard;
                row[k] = hazard > 0 ? random.Gamma(hazard * weight, 1) : 0;
            }
            var total = row.Sum() + (leaving < 1 ? random.Gamma((1 - leaving) * weight, 1) : 0);
            rows[cell] = total > 0 ? [.. row.Select(value => value / total)] : row;
        }
        double[] At(int stage, int week) => rows[stage * PersonWeeks.Buckets + PersonWeeks.BucketOf(week)];
        return StageHazards.From(
            weeks.Stages, Hazards.Weeks, Endings, (stage, week, next) => At(stage, week)[next],
            (stage, week, k) => At(stage, week)[weeks.Stages + k]);
    }

    private double HazardOf(int stage, int bucket, int target) =>
        target < weeks.Stages ? weekly.ToStage(stage, bucket, target).Hazard : weekly.ToEnding(stage, bucket, target - weeks.Stages).Hazard;

    private string FingerprintOf()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"weekly-1 {weeks.Stages} {WeeklyHazards.DefaultKappa} {seed}");
        for (var stage = 0; stage < weeks.Stages; stage++)
        {
            for (var bucket = 0; bucket < PersonWeeks.Buckets; bucket++)
            {
                text.Append(CultureInfo.InvariantCulture, $"\n{weeks.AtRisk(stage, bucket)}");
                for (var k = 0; k < weeks.Stages; k++) text.Append(CultureInfo.InvariantCulture, $" {weeks.Moves(stage, bucket, k)}");
                for (var k = 0; k < Endings; k++) text.Append(CultureInfo.InvariantCulture, $" {weeks.Ended(stage, bucket, k)}");
            }
        }
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}

/// <summary>A fitted model, or why there is none.</summary>
public abstract record ModelAnswer
{
    private ModelAnswer()
    {
    }

    public TResult Match<TResult>(Func<StageModel, TResult> fitted, Func<NotEnoughHistory, TResult> notEnough) => this switch
    {
        Fitted f => fitted(f.Model),
        NotEnoughHistory few => notEnough(few),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public sealed record Fitted(StageModel Model) : ModelAnswer;

    public sealed record NotEnoughHistory(int Have, int Need, string What) : ModelAnswer;
}

/// <summary>The chance of one opportunity to be won.</summary>
/// <param name="Value">In [0,1].</param>
/// <param name="Interval">95 % of 200 Dirichlet draws of the hazards: how well the average of such opportunities is known, not this one's
/// fate.</param>
/// <param name="Alike">Cases that were open in this stage after about as many weeks.</param>
public sealed record ChanceToWin(double Value, Interval Interval, int Alike, double WithinWeeks, string Fingerprint);

/// <summary>Chances to be won by stage, weeks in it and weeks left; between whole weeks in a straight line.</summary>
internal sealed class WinTable(ReachProbabilities reach)
{
    public double At(double withinWeeks, int stage, int weeksInStage)
    {
        var within = Math.Clamp(withinWeeks, 0, reach.HorizonWeeks);
        var whole = (int)within;
        var below = reach[whole, stage, weeksInStage];
        return whole == reach.HorizonWeeks ? below : below + (within - whole) * (reach[whole + 1, stage, weeksInStage] - below);
    }
}
