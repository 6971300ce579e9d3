namespace Headway.App.Design.Charts;

public enum Verdict { WithWinning, NoDifference, WithLosing, NotEnough }

/// <summary>One element and how strongly it goes with the answer. An association, never a cause.</summary>
/// <param name="Effect">In the unit of the axis (points of a hundred).</param>
/// <param name="Low">Lower end of the 95 % interval.</param>
/// <param name="High">Upper end of the 95 % interval.</param>
/// <param name="Cases">Opportunities it rests on.</param>
/// <param name="Missing">For <see cref="Verdict.NotEnough"/>: about how many more would be enough; null when not known.</param>
public sealed record ForestRow(string Name, double Effect, double Low, double High, int Cases, Verdict Verdict, int? Missing = null);

public static class ForestDrawing
{
    const double RowHeight = 28;

    /// <param name="tooSmall">Effects within plus or minus this do not matter; drawn as a band.</param>
    public static Drawing Of(IReadOnlyList<ForestRow> rows, double tooSmall, string axis, double width)
    {
        var drawing = new Drawing(width);
        var narrow = drawing.IsNarrow;
        var groups = rows.GroupBy(r => r.Verdict).OrderBy(g => g.Key).ToList();
        var top = 16.0;
        var bottom = top + (groups.Count * RowHeight) + rows.Sum(row => HeightOf(row, narrow)) + 6;
        var ticks = Ticks.Nice(Lowest(rows, tooSmall), Highest(rows, tooSmall), narrow ? 3 : 4);
        var x = new Scale(ticks[0], ticks[^1], narrow ? 124 : 264, narrow ? 318 : 516);

        if (tooSmall > 0)
        {
            drawing.Box(x.At(-tooSmall), top, x.At(tooSmall) - x.At(-tooSmall), bottom - top, "c-zero");
            drawing.Text(x.At(0), 10, "too small to matter", "c-d", Anchor.Middle);
        }
        Axis.Below(drawing, x, bottom, top, ticks, ChartText.Points);
        drawing.Line(x.At(0), top, x.At(0), bottom, "c-goal");
        var y = top + 4;
        foreach (var group in groups)
        {
            Marker(drawing, group.Key, 7, y + 14);
            drawing.Text(20, y + 18, Name(group.Key), "c-b halo");
            y += RowHeight;
            foreach (var row in group)
            {
                Row(drawing, row, x, y);
                y += HeightOf(row, narrow);
            }
        }
        var half = Words.Width(axis, "c-d") / 2;
        drawing.Text(Math.Clamp((x.RangeLow + x.RangeHigh) / 2, half, Math.Max(half, width - half)), bottom + 34, axis, "c-d",
            Anchor.Middle, width);
        drawing.Height = bottom + 40;
        return drawing;
    }

    public static string Name(Verdict verdict) => verdict switch
    {
        Verdict.WithWinning => "Associated with winning",
        Verdict.NoDifference => "No meaningful association",
        Verdict.WithLosing => "Associated with losing",
        Verdict.NotEnough => "Not enough evidence",
    };

    /// <summary>The same of every row; how many it rests on and what is missing stand in the table.</summary>
    public static string Reading(ForestRow row) =>
        $"{ChartText.Points(row.Effect)} ({ChartText.Points(row.Low)} to {ChartText.Points(row.High)})";

    static double Lowest(IReadOnlyList<ForestRow> rows, double tooSmall) =>
        rows.Select(r => r.Low).Where(double.IsFinite).Append(-Math.Max(1, tooSmall)).Min();

    static double Highest(IReadOnlyList<ForestRow> rows, double tooSmall) =>
        rows.Select(r => r.High).Where(double.IsFinite).Append(Math.Max(1, tooSmall)).Max();

    static double NameWidth(bool narrow) => narrow ? 322 : 236;

    static double HeightOf(ForestRow row, bool narrow) =>
        (narrow ? 46 : RowHeight) + (Words.InTwo(row.Name, NameWidth(narrow), "c-i").Second is null ? 0 : narrow ? Words.LineHeight : 8);

    static void Row(Drawing drawing, ForestRow row, Scale x, double y)
    {
        var narrow = drawing.IsNarrow;
        var (first, rest) = Words.InTwo(row.Name, NameWidth(narrow), "c-i");
        var middle = y + HeightOf(row, narrow) - (narrow ? 16 : HeightOf(row, narrow) / 2 + 2);
        var (left, top) = narrow ? (0, y + 15) : (20, rest is null ? middle + 4 : middle - 3);
        drawing.Text(left, top, first, "c-i halo", most: NameWidth(narrow));
        if (rest is not null) drawing.Text(left, top + Words.LineHeight, rest, "c-i halo", most: NameWidth(narrow));
        if (narrow) drawing.Text(0, middle + 4, Reading(row), "", most: 118);
        else drawing.Text(652, middle + 4, Reading(row), "c-i", Anchor.End, 130);
        drawing.Line(x.Inside(row.Low), middle, x.Inside(row.High), middle, "c-ci");
        Marker(drawing, row.Verdict, x.Inside(row.Effect), middle);
    }

    static void Marker(Drawing drawing, Verdict verdict, double x, double y)
    {
        switch (verdict)
        {
            case Verdict.WithWinning: drawing.Disc(x, y, 5.5, "c-on"); break;
            case Verdict.NoDifference: drawing.Box(x - 5, y - 5, 10, 10, "c-off"); break;
            case Verdict.WithLosing:
                drawing.Outline($"M{Drawing.N(x - 6.5)} {Drawing.N(y - 5)}h13l-6.5 11Z", "c-bad");
                break;
            case Verdict.NotEnough: drawing.Disc(x, y, 5.5, "c-few"); break;
        }
    }
}
