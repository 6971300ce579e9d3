namespace Headway.App.Design.Charts;

/// <summary>A chance over time, and what it would be if one more thing were known.</summary>
/// <param name="Points">By day; shares in [0, 1].</param>
/// <param name="WhatIf">The chance then; null draws none.</param>
public sealed record ChanceSteps(IReadOnlyList<DayValue> Points, DateOnly Today, double? WhatIf = null,
    string WhatIfText = "if confirmed");

public static class StepsDrawing
{
    public static Drawing Of(ChanceSteps chance, double width)
    {
        var drawing = new Drawing(width) { Height = 142 };
        if (chance.Points.Count == 0)
        {
            drawing.Text(0, 76, "Nothing has been learned yet.", "c-i");
            return drawing;
        }
        var first = chance.Points.Min(p => p.Day);
        var days = Math.Max(1, chance.Today.DayNumber - first.DayNumber);
        var top = Math.Max(chance.Points.Max(p => p.Value), chance.WhatIf ?? 0);
        var ticks = Ticks.Nice(0, Math.Clamp(top, 0.05, 1), 3);
        var x = new Scale(first.DayNumber, first.DayNumber + days, 40, width - (chance.WhatIf is null ? 22 : 48));
        var y = new Scale(0, ticks[^1], 116, 26);
        Axis.Left(drawing, y, 40, width, ticks, ChartText.Percent);

        var line = chance.Points.OrderBy(p => p.Day).Select(p => (X: x.Inside(p.Day.DayNumber), Y: y.Inside(p.Value))).ToList();
        var now = (X: x.RangeHigh, line[^1].Y);
        drawing.Outline(Drawing.Steps([.. line, now]), "c-done");
        drawing.Disc(now.X, now.Y, 4, "c-on");
        Readings(drawing, chance, now, y);

        drawing.Text(40, 134, ChartText.Day(first), "c-d");
        if (x.RangeHigh - 40 > Words.Width("today", "c-d") + Words.Width("00 MMM", "c-d"))
            drawing.Text(x.RangeHigh, 134, "today", "c-d", Anchor.Middle);
        return drawing;
    }

    static void Readings(Drawing drawing, ChanceSteps chance, (double X, double Y) now, Scale y)
    {
        var current = ChartText.Percent(chance.Points.OrderBy(p => p.Day).Last().Value);
        if (chance.WhatIf is not { } then)
        {
            drawing.Text(now.X - 8, Math.Max(12, now.Y - 8), current, "c-go halo", Anchor.End);
            return;
        }
        var thenY = y.Inside(then);
        drawing.Outline(Drawing.Through([now, (now.X, thenY), (drawing.Width - 6, thenY)]), "c-whatif");
        drawing.Text(drawing.Width, 12, $"{ChartText.Percent(then)} {chance.WhatIfText}", "c-l halo", Anchor.End, drawing.Width);
        // The reading of today keeps clear of the one above it, under the line when the two are close.
        var above = now.Y - 8;
        drawing.Text(now.X - 8, above < 28 ? now.Y + 18 : above, current, "c-go halo", Anchor.End);
    }

    /// <summary>A line of bare steps for a table cell; the number stands beside it in words.</summary>
    public static Drawing Spark(IReadOnlyList<double> values)
    {
        var drawing = new Drawing(72) { Height = 20 };
        var known = values.Where(double.IsFinite).ToList();
        if (known.Count == 0) return drawing;
        var y = new Scale(Math.Min(0, known.Min()), known.Max(), 17, 3);
        var x = new Scale(0, Math.Max(1, known.Count - 1), 2, 68);
        var points = known.Select((v, i) => (X: x.At(i), Y: y.At(v))).ToList();
        if (points.Count > 1) drawing.Outline(Drawing.Steps(points), "c-one");
        drawing.Disc(points.Count > 1 ? points[^1].X : 68, points[^1].Y, 2.5, "c-on");
        return drawing;
    }
}
