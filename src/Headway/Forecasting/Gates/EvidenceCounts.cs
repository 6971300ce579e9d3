using Headway.Histories;
using Headway.Statistics.MultiState;

namespace Headway.Forecasting.Gates;

/// <summary>What happened in the weeks of each stage and evidence class, beside what the stage model expects there.</summary>
internal sealed class EvidenceCounts
{
    public const int Classes = 3;

    /// <summary>The four endings, and moving on to a later stage.</summary>
    public const int Kinds = StageModel.Endings + 1;

    public const int MovedOn = StageModel.Endings;

    private readonly int[] weeks;
    private readonly int[] events;
    private readonly double[] expected;
    private readonly int[] becomes;
    private readonly int[] enters;
    private readonly AlikeCases[] alike;
    private readonly int[] lastAlike;

    private EvidenceCounts(int stages)
    {
        weeks = new int[stages * Classes];
        events = new int[stages * Classes * Kinds];
        expected = new double[stages * Classes * Kinds];
        becomes = new int[stages * Classes * Classes];
        enters = new int[stages * Classes];
        alike = new AlikeCases[stages * PersonWeeks.Buckets * Classes];
        lastAlike = new int[alike.Length];
        Array.Fill(lastAlike, -1);
    }

    public static EvidenceCounts Of(History history, StageModel model, NeededOutcomes needed)
    {
        var counts = new EvidenceCounts(history.Shape.Stages.Length);
        WeekGrid.Each(history, stay => counts.Take(history, model.Hazards, needed, stay));
        return counts;
    }

    public int Weeks(int stage, int @class) => weeks[stage * Classes + @class];

    public int Events(int stage, int @class, int kind) => events[(stage * Classes + @class) * Kinds + kind];

    public double Expected(int stage, int @class, int kind) => expected[(stage * Classes + @class) * Kinds + kind];

    /// <summary>Weeks stayed out that began in one class and ended in another.</summary>
    public int Becomes(int stage, int from, int to) => becomes[(stage * Classes + from) * Classes + to];

    /// <summary>Stays of the stage that began in this class.</summary>
    public int Enters(int stage, int @class) => enters[stage * Classes + @class];

    /// <summary>Those that stood in this stage and class after about as many weeks.</summary>
    public AlikeCases Alike(int stage, int weeksInStage, int @class) =>
        alike[(stage * PersonWeeks.Buckets + PersonWeeks.BucketOf(weeksInStage)) * Classes + @class];

    /// <summary>Everything counted, for the fingerprint.</summary>
    public IEnumerable<int> All() => weeks.Concat(events).Concat(becomes).Concat(enters);

    private void Take(History history, StageHazards hazards, NeededOutcomes needed, WeekStay stay)
    {
        int At(int week) => (int)needed.ClassOf(history, stay.Case, stay.Stage, stay.StartTicks(week));
        var now = At(stay.First);
        if (stay.First == 0) enters[stay.Stage * Classes + now]++;
        for (var week = stay.First; week <= stay.Last; week++)
        {
            var cell = stay.Stage * Classes + now;
            weeks[cell]++;
            TakeAlike(history, stay, week, now);
            for (var kind = 0; kind < StageModel.Endings; kind++)
                expected[cell * Kinds + kind] += hazards.ToEnding(stay.Stage, week, kind);
            for (var next = stay.Stage + 1; next < hazards.Stages; next++)
                expected[cell * Kinds + MovedOn] += hazards.ToStage(stay.Stage, week, next);
            if (week < stay.Last)
            {
                var then = At(week + 1);
                becomes[cell * Classes + then]++;
                now = then;
            }
            else if (stay.Ending is { } ending) events[cell * Kinds + (int)ending - 1]++;
            else if (stay.Next > stay.Stage) events[cell * Kinds + MovedOn]++;
        }
    }

    /// <summary>Each case once; they come one after the other.</summary>
    private void TakeAlike(History history, WeekStay stay, int week, int @class)
    {
        var cell = (stay.Stage * PersonWeeks.Buckets + PersonWeeks.BucketOf(week)) * Classes + @class;
        if (lastAlike[cell] == stay.Case) return;
        lastAlike[cell] = stay.Case;
        var (ending, seen) = (history.EndingOf(stay.Case), alike[cell]);
        alike[cell] = new AlikeCases(
            seen.Cases + 1, seen.Won + (ending == Ending.Won ? 1 : 0), seen.Ended + (ending is null ? 0 : 1));
    }
}

/// <summary>Opportunities that once stood where this one stands, and what became of them. Cases = ended + still open.</summary>
public readonly record struct AlikeCases(int Cases, int Won, int Ended);
