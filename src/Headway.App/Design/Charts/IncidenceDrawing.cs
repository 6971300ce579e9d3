namespace Headway.App.Design.Charts;

/// <summary>One point of a step function: from this day on, the share that has ended this way.</summary>
public readonly record struct CurvePoint(double Day, double Share, double Low, double High);

/// <param name="Points">By day, shares non-decreasing.</param>
public sealed record IncidenceCurve(string Name, IReadOnlyList<CurvePoint> Points)
{
    public double Last => Points.Count == 0 ? 0 : Points[^1].Share;
}

/// <param name="Open">How many were still open and watched at the start of the day.</param>
public readonly record struct AtRisk(double Day, int Open);

public static class IncidenceDrawing
{
    /// <summary>Four endings have a line of their own; more would not be told apart.</summary>
    public const int MostCurves = 4;

    static readonly string[] styles = ["c-one", "c-two", "c-three", "c-four"];

    public static string Style(int index) => styles[index];

    public static Drawing Of(IReadOnlyList<IncidenceCurve> curves, IReadOnlyList<AtRisk> atRisk, double width)
    {
        var drawing = new Drawing(width) { Height = 300 };
        curves = [.. curves.Take(MostCurves)];
        var end = Math.Max(1, curves.SelectMany(c => c.Points).Select(p => p.Day).DefaultIfEmpty(1).Max());
        var top = curves.SelectMany(c => c.Points).Select(p => Math.Max(p.Share, p.High)).DefaultIfEmpty(0).Max();
        var shares = Ticks.Nice(0, Math.Clamp(top, 0.01, 1), 4);
        var right = drawing.IsNarrow ? 326 - 90 : 652 - 150;
        var bottom = drawing.IsNarrow ? 214.0 : 244;
        var x = new Scale(0, end, 40, right);
        var y = new Scale(0, Math.Min(shares[^1], Math.Max(1, top)), bottom, 14);

        Axis.Left(drawing, y, 40, right, [.. shares.Where(s => s <= y.DomainHigh + 1e-9)], ChartText.Percent);
        Axis.Below(drawing, x, bottom, bottom, [.. Ticks.Nice(0, end, drawing.IsNarrow ? 4 : 6).Where(t => t <= end)], DayTick);
        foreach (var (i, curve) in curves.Index()) Band(drawing, curve, x, y, end, styles[i]);
        foreach (var (i, curve) in curves.Index())
            drawing.Outline(Drawing.Steps(Line(curve, x, y, end)), styles[i]);
        Names(drawing, curves, y, right + 8, bottom);
        drawing.Height = Risk(drawing, atRisk, x, bottom + 40, end);
        return drawing;
    }

    static string DayTick(double day) => day == 0 ? "entry" : "day " + ChartText.Count(day);

    static List<(double X, double Y)> Line(IncidenceCurve curve, Scale x, Scale y, double end)
    {
        var points = new List<(double, double)> { (x.At(0), y.At(0)) };
        points.AddRange(curve.Points.Select(p => (x.At(p.Day), y.Inside(p.Share))));
        points.Add((x.At(end), y.Inside(curve.Last)));
        return points;
    }

    // A range needs no finer steps than the eye can tell, and they are most of the page's weight.
    const double BandStep = 5;

    static void Band(Drawing drawing, IncidenceCurve curve, Scale x, Scale y, double end, string style)
    {
        if (!curve.Points.Any(point => point.High > point.Low)) return;
        var points = new List<CurvePoint>();
        foreach (var (i, point) in curve.Points.Index())
            if (points.Count == 0 || i == curve.Points.Count - 1 || x.At(point.Day) - x.At(points[^1].Day) >= BandStep) points.Add(point);
        var upper = Drawing.Steps([.. points.Select(p => (x.At(p.Day), y.Inside(p.High))), (x.At(end), y.Inside(points[^1].High))]);
        var back = string.Concat(Enumerable.Range(0, points.Count).Reverse().Select(i =>
            $"V{Drawing.N(y.Inside(points[i].Low))}H{Drawing.N(x.At(points[i].Day))}"));
        drawing.Outline($"{upper}{back}Z", style + "-fill");
    }

    static void Names(Drawing drawing, IReadOnlyList<IncidenceCurve> curves, Scale y, double left, double bottom)
    {
        var room = drawing.Width - left;
        var gap = drawing.IsNarrow ? 2 * Words.LineHeight : Words.LineHeight + 2;
        var places = Words.Apart([.. curves.Select(c => y.Inside(c.Last) + 4)], gap, 14, drawing.IsNarrow ? bottom - 14 : bottom);
        foreach (var (i, curve) in curves.Index())
        {
            var share = ChartText.Percent(curve.Last);
            var css = styles[i] + "-t";
            if (drawing.IsNarrow)
            {
                drawing.Text(left, places[i], curve.Name, css, most: room);
                drawing.Text(left, places[i] + 13, share, css, most: room);
            }
            else
            {
                drawing.Text(left, places[i], Words.Cut(curve.Name, room - Words.Width(" " + share, css), css) + " " + share, css);
            }
        }
    }

    static double Risk(Drawing drawing, IReadOnlyList<AtRisk> atRisk, Scale x, double y, double end)
    {
        if (atRisk.Count == 0) return y - 12;
        drawing.Text(0, y + 2, "still open and watched", "c-d");
        var edge = double.NegativeInfinity;
        foreach (var point in atRisk.Where(a => a.Day <= end))
        {
            var (text, day) = (ChartText.Count(point.Open), DayTick(point.Day));
            var half = Math.Max(Words.Width(text, "c-i"), Words.Width(day, "c-d")) / 2;
            if (x.At(point.Day) - half < edge + 8) continue;
            drawing.Text(Math.Max(half, x.At(point.Day)), y + 18, text, "c-i", Anchor.Middle);
            drawing.Text(Math.Max(half, x.At(point.Day)), y + 32, day, "c-d", Anchor.Middle);
            edge = x.At(point.Day) + half;
        }
        return y + 38;
    }
}
