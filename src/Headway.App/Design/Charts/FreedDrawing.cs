namespace Headway.App.Design.Charts;

/// <summary>One rule: what it would have freed against what it would have forgone.</summary>
/// <param name="Name">Empty for points of the curve that are not named.</param>
public sealed record FreedPoint(string Name, double Hours, double Forgone);

/// <summary>Hours freed against the value of wins forgone, from lax to strict, and single rules beside the curve.</summary>
/// <param name="Curve">In the order of growing hours.</param>
/// <param name="Gate">The rule at the price itself, on the curve.</param>
/// <param name="Others">Rules to compare with.</param>
public sealed record FreedAgainstForgone(IReadOnlyList<FreedPoint> Curve, FreedPoint Gate, IReadOnlyList<FreedPoint> Others);

public static class FreedDrawing
{
    private const double Left = 64;
    private const double Bottom = 236;

    public static Drawing Of(FreedAgainstForgone freed, Measure money, double width)
    {
        var drawing = new Drawing(width) { Height = 284 };
        FreedPoint[] all = [.. freed.Curve, freed.Gate, .. freed.Others];
        var across = Ticks.Nice(0, Math.Max(1, all.Max(point => point.Hours)), drawing.IsNarrow ? 3 : 6);
        var up = Ticks.Nice(0, Math.Max(1, all.Max(point => point.Forgone)), 4);
        var x = new Scale(0, across[^1], Left, width - 16);
        var y = new Scale(0, up[^1], Bottom, 20);
        Axis.Left(drawing, y, Left, width, up, money.Text);
        Axis.Below(drawing, x, Bottom, 20, across, ChartText.Count);
        drawing.Text(width - 16, 278, "hours freed", "c-d", Anchor.End);
        drawing.Text(Left, 12, "wins forgone", "c-d");
        var line = freed.Curve.Select(point => (x.Inside(point.Hours), y.Inside(point.Forgone))).ToList();
        if (line.Count > 1) drawing.Outline(Drawing.Through(line), "c-done");
        foreach (var (atX, atY) in line) drawing.Disc(atX, atY, 2.5, "c-on");
        foreach (var other in freed.Others)
        {
            drawing.Diamond(x.Inside(other.Hours), y.Inside(other.Forgone), 5, "c-dia");
            // Rules that free about as many hours lie side by side: the one with fewer is named to its left.
            Name(drawing, x, y, other, "c-l halo", freed.Others.Any(next => next.Hours > other.Hours));
        }
        drawing.Disc(x.Inside(freed.Gate.Hours), y.Inside(freed.Gate.Forgone), 6, "c-on");
        // Below its point: the curve goes on upward.
        Name(drawing, x, y, freed.Gate, "c-go halo", lower: 14);
        return drawing;
    }

    /// <summary>The name stands on the side where there is room for it.</summary>
    private static void Name(Drawing drawing, Scale x, Scale y, FreedPoint point, string css, bool preferLeft = false, double lower = 0)
    {
        var (atX, atY) = (x.Inside(point.Hours), y.Inside(point.Forgone));
        var words = Words.Width(point.Name, css);
        var right = atX + 10 + words <= drawing.Width && !(preferLeft && atX - 10 - words > Left);
        drawing.Text(right ? atX + 10 : atX - 10, Math.Clamp(atY + 4 + lower, 34, Bottom - 4), point.Name, css,
            right ? Anchor.Start : Anchor.End);
    }
}
