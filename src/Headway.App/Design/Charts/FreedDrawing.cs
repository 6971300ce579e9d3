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
        }
        drawing.Disc(x.Inside(freed.Gate.Hours), y.Inside(freed.Gate.Forgone), 6, "c-on");
        var names = new Names(drawing, line, [.. all.Select(point => (x.Inside(point.Hours), y.Inside(point.Forgone)))]);
        names.Put(x.Inside(freed.Gate.Hours), y.Inside(freed.Gate.Forgone), freed.Gate.Name, "c-go halo");
        foreach (var other in freed.Others) names.Put(x.Inside(other.Hours), y.Inside(other.Forgone), other.Name, "c-l halo");
        return drawing;
    }

    /// <summary>Each name stands near its point, where the curve, the points and the names before it touch it least.</summary>
    private sealed class Names(Drawing drawing, IReadOnlyList<(double X, double Y)> curve, IReadOnlyList<(double X, double Y)> points)
    {
        private const double Above = 11, Below = 4;
        private readonly List<(double Left, double Right, double Y)> put = [];

        public void Put(double atX, double atY, string name, string css)
        {
            var words = Words.Width(name, css);
            double[] lower = [4, 18, -10, 32, -24, 46, -38, 60, 74];
            double[] across = [atX + 10, atX - 10 - words, atX - words / 2];
            var most = Math.Max(Left + 4, drawing.Width - words);
            var (left, y) = lower.SelectMany(down => across.Select(from =>
                    (Left: Math.Clamp(from, Left + 4, most), Y: Math.Clamp(atY + down, 34, Bottom - 4))))
                .MinBy(place => Touches(place.Left, place.Left + words, place.Y));
            put.Add((left, left + words, y));
            drawing.Text(left, y, name, css);
        }

        private int Touches(double left, double right, double y)
        {
            bool Inside((double X, double Y) at, double around) =>
                at.X > left - around && at.X < right + around && at.Y > y - Above - around && at.Y < y + Below + around;
            return Dots().Count(dot => Inside(dot, 2)) + 20 * points.Count(point => Inside(point, 5))
                + 100 * put.Count(other => left < other.Right + 4 && right > other.Left - 4 && Math.Abs(other.Y - y) < Above + Below);
        }

        /// <summary>The curve as dots close enough that none passes between.</summary>
        private IEnumerable<(double X, double Y)> Dots()
        {
            for (var i = 1; i < curve.Count; i++)
            {
                var (from, to) = (curve[i - 1], curve[i]);
                var steps = 1 + (int)(Math.Max(Math.Abs(to.X - from.X), Math.Abs(to.Y - from.Y)) / 3);
                for (var s = 0; s <= steps; s++)
                    yield return (from.X + (to.X - from.X) * s / steps, from.Y + (to.Y - from.Y) * s / steps);
            }
        }
    }
}
