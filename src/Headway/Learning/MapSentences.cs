using System.Collections.Immutable;
using System.Globalization;

namespace Headway.Learning;

/// <summary>Why the map shows other numbers than the funnel where both are right, with the counts of both.</summary>
public static class MapSentences
{
    /// <summary>What a share won on the map is, for the key of the picture.</summary>
    public static readonly string Horizon = $"won: within {ProcessMap.HorizonDays} days of first coming there";

    /// <summary>Null when the map shows no share, or nobody was followed that far.</summary>
    public static string? Shares(ProcessMap map, EndingShares endings)
    {
        if (!map.Nodes.Any(node => node.Won?.Share is Figure.Known)) return null;
        var at = endings.ByDay.FirstOrDefault(day => day.Day == ProcessMap.HorizonDays);
        if (at is null) return null;
        var last = endings.ByDay[^1];
        var sooner = Invariant($"The map counts who is won within {at.Day} days of first coming to a place");
        return last.Day <= at.Day ? Invariant($"{sooner}; of 100 opened that is {Wording.Percent(at.Won.Share)}, as in the funnel.")
            : Invariant($"{sooner}, the funnel up to {last.Day} days after the opening: of {endings.Cases:N0} opened, ")
            + Invariant($"{Wording.Percent(at.Won.Share)} of 100 are won within {at.Day} days and {Wording.Percent(last.Won.Share)} ")
            + Invariant($"within {last.Day}.");
    }

    /// <summary>A next step is not a passed stage. Of the stage most came through; null without one.</summary>
    public static string? NextSteps(ProcessMap map, ImmutableArray<StageFunnel> stages)
    {
        if (map.Nodes.FirstOrDefault(node => node.Kind == MapNodeKind.Stage) is not { DaysToNext: Figure.Known next } first) return null;
        var funnel = stages[first.Index];
        return funnel.DaysToPassMedian is not Figure.Known pass ? null
            : Invariant($"A next step is whatever follows, an outcome or an activity too; half of the {first.Visits:N0} stays in ")
            + $"{first.Name} had one within {Within(next.Value)}. "
            + Invariant($"Half of the {funnel.Entered:N0} that entered had passed the stage itself within {Within(pass.Value)}, ")
            + "as in the funnel.";
    }

    /// <summary>Endings that some came to and did not stay in. The other pages count only where each stands now.</summary>
    public static ImmutableArray<string> Reopened(ProcessMap map) =>
    [
        .. map.Nodes.Where(node => node.StandSo is { } stand && (stand != node.Cases || node.Visits != node.Cases))
            .OrderBy(node => node.Index).Select(node =>
            {
                var gone = node.Cases - node.StandSo!.Value;
                var counted = node.Visits == node.Cases ? ""
                    : Invariant($", {node.Visits:N0} times in all because some were opened again and came back");
                var left = gone == 0 ? "" : Invariant($"; {gone:N0} {(gone == 1 ? "was" : "were")} opened again and ")
                    + (gone == 1 ? "stands elsewhere now" : "stand elsewhere now");
                return Invariant($"{node.Name}: {node.Cases:N0} came there{counted}{left}. The funnel and the other pages count the ")
                    + Invariant($"{node.StandSo.Value:N0} that stand so now.");
            }),
    ];

    private static string Within(double days) => days < 1 ? "a day" : Wording.Days(days);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
