namespace Headway.App.Design.Charts;

/// <summary>How likely an end near this value is; only the shape matters, the area is not scaled.</summary>
public readonly record struct DensityPoint(double Value, double Density);

/// <summary>Where a period may end.</summary>
/// <param name="Density">By value, ascending; at least two points, else there is no curve to draw.</param>
/// <param name="Goal">Null when there is no goal for the period.</param>
/// <param name="ReachesGoal">P(at least the goal), [0, 1].</param>
public sealed record Ends(IReadOnlyList<DensityPoint> Density, double Low, double Middle, double High, double? Goal, double? ReachesGoal,
    double? Done = null);

public static class DistributionDrawing
{
    public static Drawing Of(Ends ends, Measure measure, double width)
    {
        var drawing = new Drawing(width) { Height = HeightAt(width) };
        var bottom = drawing.Height - 64;
        var values = ends.Density.Select(d => d.Value).Append(ends.Goal ?? ends.Middle).Append(ends.Done ?? ends.Middle).ToList();
        var ticks = Ticks.Nice(values.Min(), values.Max(), drawing.IsNarrow ? 3 : 6);
        var x = new Scale(ticks[0], ticks[^1], 4, width - 4);
        var peak = ends.Density.Select(d => d.Density).DefaultIfEmpty(0).Max();
        var y = new Scale(0, peak > 0 ? peak : 1, bottom, 44);

        Axis.Below(drawing, x, bottom, bottom, ticks, measure.Text);
        Area(drawing, ends, x, y, bottom);
        Quantiles(drawing, ends, measure, x, bottom + 32);
        if (ends.Done is { } done) drawing.Line(x.At(done), bottom - 24, x.At(done), bottom, "c-done");
        if (ends.Goal is { } goal) Goal(drawing, goal, ends.ReachesGoal, measure, x, bottom);
        return drawing;
    }

    static double HeightAt(double width) => width < 500 ? 250 : 270;

    static void Area(Drawing drawing, Ends ends, Scale x, Scale y, double bottom)
    {
        var points = ends.Density.Where(d => double.IsFinite(d.Value) && double.IsFinite(d.Density))
            .Select(d => (X: x.At(d.Value), Y: y.Inside(d.Density))).ToList();
        if (points.Count < 2) return;
        var cut = ends.Goal is { } goal ? x.At(goal) : double.PositiveInfinity;
        Fill(drawing, Part(points, double.NegativeInfinity, cut), bottom, "c-under");
        Fill(drawing, Part(points, cut, double.PositiveInfinity), bottom, "c-over");
        drawing.Outline(Drawing.Through(points), "c-curve");
    }

    /// <summary>The part of a line between two places, with points set on the cuts.</summary>
    static List<(double X, double Y)> Part(List<(double X, double Y)> points, double from, double to)
    {
        var part = new List<(double X, double Y)>();
        for (var i = 0; i < points.Count; i++)
        {
            if (i > 0)
                foreach (var cut in new[] { from, to })
                    if (points[i - 1].X < cut && cut < points[i].X) part.Add((cut, Between(points[i - 1], points[i], cut)));
            if (points[i].X >= from && points[i].X <= to) part.Add(points[i]);
        }
        return part;
    }

    static double Between((double X, double Y) a, (double X, double Y) b, double x) => a.Y + ((b.Y - a.Y) * (x - a.X) / (b.X - a.X));

    static void Fill(Drawing drawing, List<(double X, double Y)> line, double bottom, string css)
    {
        if (line.Count > 1) drawing.Outline(Drawing.Between(line, [(line[0].X, bottom), (line[^1].X, bottom)]), css);
    }

    static void Quantiles(Drawing drawing, Ends ends, Measure measure, Scale x, double y)
    {
        var left = x.Inside(ends.Low);
        drawing.Hatch(left, y - 5, x.Inside(ends.High) - left, 10);
        drawing.Line(x.Inside(ends.Middle), y - 8, x.Inside(ends.Middle), y + 8, "c-mid");
        (double At, string Text, string Css)[] labels = drawing.IsNarrow
            ? [(ends.Low, measure.Text(ends.Low), "c-i"), (ends.Middle, measure.Text(ends.Middle), "c-l"),
                (ends.High, measure.Text(ends.High), "c-i")]
            : [(ends.Low, "low " + measure.Text(ends.Low), "c-i"), (ends.Middle, "middle " + measure.Text(ends.Middle), "c-l"),
                (ends.High, "high " + measure.Text(ends.High), "c-i")];
        // Three labels on one line: the widest decides the distance, so that they never touch; each is also kept inside the picture.
        var widest = labels.Max(l => Words.Width(l.Text, l.Css));
        var places = Words.Apart([.. labels.Select(l => x.Inside(l.At))], widest + 10, widest / 2, drawing.Width - (widest / 2));
        foreach (var (i, label) in labels.Index()) drawing.Text(places[i], y + 26, label.Text, label.Css, Anchor.Middle);
    }

    static void Goal(Drawing drawing, double goal, double? reaches, Measure measure, Scale x, double bottom)
    {
        var at = x.At(goal);
        drawing.Line(at, 20, at, bottom, "c-goal");
        var name = "Goal " + measure.Text(goal);
        var half = Words.Width(name, "c-b") / 2;
        drawing.Text(Math.Clamp(at, half, drawing.Width - half), 13, name, "c-b", Anchor.Middle);
        if (reaches is not { } share) return;
        var chance = ChartText.Percent(share) + " reach it";
        var room = drawing.Width - at - 8;
        if (room > Words.Width(chance, "c-go")) drawing.Text(at + 8, 32, chance, "c-go halo");
        else drawing.Text(at - 8, 32, chance, "c-go halo", Anchor.End);
    }
}
