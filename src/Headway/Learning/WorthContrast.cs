using System.Collections.Immutable;
using Headway.Statistics.Association;
using Headway.Statistics.Intervals;

namespace Headway.Learning;

/// <summary>What a won value per week open is made of.</summary>
public enum WorthPart
{
    ShareWon,
    Amount,
    Time,
}

/// <summary>Two kinds of customers whose won value per week open differs by more than chance.</summary>
/// <param name="Times">How many times that of <paramref name="Less"/>.</param>
/// <param name="Range">Of it, 95 %, not adjusted for the number of pairs.</param>
/// <param name="AdjustedP">Benjamini-Hochberg over all pairs of the table.</param>
/// <param name="Mostly">The part that sets them apart most, on the scale of the logarithm.</param>
public sealed record WorthContrast(Segment More, Segment Less, double Times, Interval Range, double AdjustedP, WorthPart Mostly);

/// <summary>Every pair of kinds of customers by won value per week open.</summary>
/// <param name="Pairs">That could be compared.</param>
/// <param name="Differ">Those that differ, the furthest apart first.</param>
/// <remarks>The difference of two logarithms against its error, two-sided, normal; Benjamini-Hochberg (1995) over the pairs of one table at
/// 5 %. Segments are taken as independent. O(pairs).</remarks>
public sealed record WorthContrasts(int Pairs, ImmutableArray<WorthContrast> Differ)
{
    public const double FalseDiscovery = 0.05;

    /// <summary>Sellers are not ranked: of them none is compared.</summary>
    public static WorthContrasts Of(SegmentTable table)
    {
        var known = table.IsOfSellers ? [] : table.Segments.Where(segment => segment.WorthPerWeek is Figure.Known { Interval: not null })
            .OrderByDescending(segment => Value(segment.WorthPerWeek)).ToList();
        List<(Segment More, Segment Less, Estimate Apart)> pairs = [];
        for (var i = 0; i < known.Count; i++)
            for (var j = i + 1; j < known.Count; j++)
                if (Apart(known[i], known[j]) is { StandardError: > 0 } apart) pairs.Add((known[i], known[j], apart));
        var adjusted = MultipleTesting.BenjaminiHochberg([.. pairs.Select(pair => pair.Apart.PValue)]);
        return new WorthContrasts(pairs.Count, [.. pairs.Select((pair, i) => (Pair: pair, P: adjusted[i]))
            .Where(each => each.P < FalseDiscovery).OrderByDescending(each => each.Pair.Apart.Value).Select(each =>
            {
                var (more, less, apart) = each.Pair;
                var range = apart.IntervalOf();
                return new WorthContrast(more, less, Math.Exp(apart.Value), new Interval(Math.Exp(range.Low), Math.Exp(range.High)), each.P,
                    Mostly(more, less));
            })]);
    }

    private static Estimate Apart(Segment more, Segment less)
    {
        var (one, other) = (LogError(more), LogError(less));
        return new Estimate(
            Math.Log(Value(more.WorthPerWeek) / Value(less.WorthPerWeek)), Math.Sqrt(one * one + other * other));
    }

    /// <summary>The interval of the worth is symmetric on the scale of its logarithm.</summary>
    private static double LogError(Segment segment)
    {
        var range = ((Figure.Known)segment.WorthPerWeek).Interval!.Value;
        return Math.Log(range.High / range.Low) / (2 * WinIncidence.Z95);
    }

    private static WorthPart Mostly(Segment more, Segment less)
    {
        (WorthPart Part, double Apart)[] parts =
        [
            (WorthPart.ShareWon, Math.Log(Value(more.Won) / Value(less.Won))),
            (WorthPart.Amount, Math.Log(Value(more.AmountMean) / Value(less.AmountMean))),
            (WorthPart.Time, Math.Log(Value(less.DaysOpenMean) / Value(more.DaysOpenMean))),
        ];
        return parts.MaxBy(part => part.Apart).Part;
    }

    private static double Value(Figure figure) => ((Figure.Known)figure).Value;
}
