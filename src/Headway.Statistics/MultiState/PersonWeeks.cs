namespace Headway.Statistics.MultiState;

/// <summary>The person-week table: how many weeks cases were at risk in each stage and bucket of time in it, and how those weeks
/// ended.</summary>
/// <remarks>A week in which nothing happened is counted at risk only. Buckets of whole weeks in the stage: {0,1} {2,3} {4-6} {7-10}
/// {11-15} {16-23} {24+}: narrow where stays are common, wide where they are rare.</remarks>
public sealed class PersonWeeks
{
    private static readonly int[] BucketStarts = [0, 2, 4, 7, 11, 16, 24];

    private readonly int[] _atRisk;
    private readonly int[] _counts;

    public PersonWeeks(int stages, int endings)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stages, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(endings, 1);
        (Stages, Endings) = (stages, endings);
        _atRisk = new int[stages * Buckets];
        _counts = new int[stages * Buckets * (stages + endings)];
    }

    public static int Buckets => BucketStarts.Length;

    public int Stages { get; }
    public int Endings { get; }

    /// <summary>All weeks at risk in the table.</summary>
    public int AtRiskTotal => _atRisk.Sum();

    /// <summary>The first whole week in the stage that belongs to the bucket.</summary>
    public static int BucketStart(int bucket) => BucketStarts[bucket];

    /// <summary>The bucket of a number of whole weeks in the stage.</summary>
    public static int BucketOf(int week)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(week);
        var bucket = BucketStarts.Length - 1;
        while (BucketStarts[bucket] > week)
            bucket--;
        return bucket;
    }

    /// <summary>Counts a stay that was still going on when last seen: at risk in weeks first to last, both included.</summary>
    /// <param name="stage">0 to S-1.</param>
    /// <param name="firstWeek">The first week of the stay under observation: 0, or more when it was seen late (delayed entry).</param>
    /// <param name="lastWeek">The last whole week under observation.</param>
    public void AddOpenStay(int stage, int firstWeek, int lastWeek) => AddAtRisk(stage, firstWeek, lastWeek);

    /// <summary>Counts a stay that moved on to another stage in its last week.</summary>
    /// <inheritdoc cref="AddOpenStay"/>
    public void AddMove(int stage, int firstWeek, int lastWeek, int nextStage)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(nextStage);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(nextStage, Stages);
        ArgumentOutOfRangeException.ThrowIfEqual(nextStage, stage);
        AddAtRisk(stage, firstWeek, lastWeek);
        _counts[Cell(stage, BucketOf(lastWeek)) * (Stages + Endings) + nextStage]++;
    }

    /// <summary>Counts a stay that ended the case in its last week.</summary>
    /// <inheritdoc cref="AddOpenStay"/>
    public void AddEnding(int stage, int firstWeek, int lastWeek, int ending)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(ending);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(ending, Endings);
        AddAtRisk(stage, firstWeek, lastWeek);
        _counts[Cell(stage, BucketOf(lastWeek)) * (Stages + Endings) + Stages + ending]++;
    }

    /// <summary>r: weeks at risk in the stage and bucket.</summary>
    public int AtRisk(int stage, int bucket) => _atRisk[Cell(stage, bucket)];

    /// <summary>n: moves from the stage to another in the bucket.</summary>
    public int Moves(int stage, int bucket, int nextStage) => Count(stage, bucket, nextStage);

    /// <summary>n: endings from the stage in the bucket.</summary>
    public int Ended(int stage, int bucket, int ending) => Count(stage, bucket, Stages + ending);

    internal int Count(int stage, int bucket, int target) => _counts[Cell(stage, bucket) * (Stages + Endings) + target];

    private void AddAtRisk(int stage, int firstWeek, int lastWeek)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(firstWeek);
        ArgumentOutOfRangeException.ThrowIfLessThan(lastWeek, firstWeek);
        for (var bucket = 0; bucket < Buckets; bucket++)
        {
            var start = Math.Max(firstWeek, BucketStarts[bucket]);
            var end = bucket == Buckets - 1 ? lastWeek : Math.Min(lastWeek, BucketStarts[bucket + 1] - 1);
            if (end >= start)
                _atRisk[Cell(stage, bucket)] += end - start + 1;
        }
    }

    private int Cell(int stage, int bucket)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(stage);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(stage, Stages);
        ArgumentOutOfRangeException.ThrowIfNegative(bucket);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(bucket, Buckets);
        return stage * Buckets + bucket;
    }
}
