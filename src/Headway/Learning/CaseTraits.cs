using System.Globalization;
using Headway.Histories;

namespace Headway.Learning;

/// <summary>What is recorded of a case beside its outcomes, in a few levels each, as it stood when the stage was entered.</summary>
/// <param name="Level">By trait, then by case of the cohort: 0 is the reference or unknown.</param>
/// <param name="Levels">By trait: how many levels there are.</param>
internal sealed record CaseTraits(string[] Names, int[][] Level, int[] Levels)
{
    private const int MostSegments = 8, MostSellers = 15, MostQuarters = 8;

    public static CaseTraits Of(History history, int[] cases, long[] origin)
    {
        var columns = history.Columns;
        var names = new List<string>();
        var level = new List<int[]>();
        var levels = new List<int>();
        Add("size", Thirds([.. cases.Select(c => columns.Amount[c])]), 4);
        foreach (var attribute in history.Shape.SegmentAttributes.Take(2))
            AddNames(attribute, MostSegments, c => history.TextOf(attribute, c));
        if (history.Shape.OwnerAttribute is { } owner) AddNames("seller", MostSellers, c => history.TextOf(owner, c));
        Add("age", Thirds([.. cases.Select((c, i) => (origin[i] - columns.OpenedTicks[c]) / (double)TimeSpan.TicksPerDay)]), 4);
        AddNames("quarter", MostQuarters, null);
        return new CaseTraits([.. names], [.. level], [.. levels]);

        void AddNames(string name, int most, Func<int, string?>? of)
        {
            string?[] texts = [.. cases.Select((c, i) => of is null ? QuarterOf(origin[i]) : of(c))];
            string[] common = [.. texts.OfType<string>().GroupBy(text => text, StringComparer.Ordinal).OrderByDescending(g => g.Count())
                .ThenBy(g => g.Key, StringComparer.Ordinal).Take(most).Select(g => g.Key)];
            Add(name, [.. texts.Select(text => text is null ? 0 : Array.IndexOf(common, text) + 1)], common.Length + 1);
        }

        void Add(string name, int[] of, int count)
        {
            if (of.Distinct().Count() < 2) return;
            // The most common level is the reference, so that rare ones stand against something known.
            var reference = of.GroupBy(each => each).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).First().Key;
            names.Add(name);
            level.Add([.. of.Select(each => each == reference ? 0 : each == 0 ? reference : each)]);
            levels.Add(count);
        }
    }

    private static string QuarterOf(long ticks) =>
        new DateTime(ticks, DateTimeKind.Utc) is var day
            ? string.Create(CultureInfo.InvariantCulture, $"{day.Year} Q{(day.Month + 2) / 3}") : "";

    /// <summary>1 to 3 by size; 0 = not known, or all alike.</summary>
    private static int[] Thirds(double[] values)
    {
        double[] sorted = [.. values.Where(double.IsFinite).Order()];
        if (sorted.Length < 3 || sorted[0] == sorted[^1]) return new int[values.Length];
        double low = sorted[sorted.Length / 3], high = sorted[2 * sorted.Length / 3];
        return [.. values.Select(value => !double.IsFinite(value) ? 0 : value < low ? 1 : value < high ? 2 : 3)];
    }
}
