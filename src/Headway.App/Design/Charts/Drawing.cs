using System.Globalization;
using System.Text;

namespace Headway.App.Design.Charts;

public enum Anchor { Start, Middle, End }

/// <summary>One shape of a picture. Colours come from CSS classes, so that light, dark, print and forced colours need no second
/// drawing.</summary>
public abstract record Shape(string Css)
{
    public sealed record Line(double X1, double Y1, double X2, double Y2, string Css) : Shape(Css);

    public sealed record Box(double X, double Y, double Width, double Height, double Corner, string Css) : Shape(Css);

    public sealed record Disc(double X, double Y, double Radius, string Css) : Shape(Css);

    public sealed record Outline(string Commands, string Css) : Shape(Css);

    /// <param name="Full">The words before they were cut; shown as a title when they differ.</param>
    public sealed record Label(double X, double Y, string Text, string Full, Anchor Anchor, string Css) : Shape(Css)
    {
        public double Left => Anchor switch
        {
            Anchor.Start => X,
            Anchor.Middle => X - (Words.Width(Text, Css) / 2),
            Anchor.End => X - Words.Width(Text, Css),
        };

        public double Right => Left + Words.Width(Text, Css);
    }
}

/// <summary>A picture being drawn, in units of its own view box. Pure: the same calls give the same shapes.</summary>
public sealed class Drawing(double width)
{
    readonly List<Shape> shapes = [];

    public double Width { get; } = width;

    public double Height { get; set; }

    public bool IsNarrow => Width < 500;

    public IReadOnlyList<Shape> Shapes => shapes;

    public IEnumerable<Shape.Label> Labels => shapes.OfType<Shape.Label>();

    public void Line(double x1, double y1, double x2, double y2, string css) => shapes.Add(new Shape.Line(x1, y1, x2, y2, css));

    public void Box(double x, double y, double width, double height, string css, double corner = 0)
    {
        if (width > 0 && height > 0) shapes.Add(new Shape.Box(x, y, width, height, corner, css));
    }

    public void Disc(double x, double y, double radius, string css) => shapes.Add(new Shape.Disc(x, y, radius, css));

    public void Outline(string commands, string css) => shapes.Add(new Shape.Outline(commands, css));

    public void Diamond(double x, double y, double radius, string css) =>
        Outline($"M{N(x)} {N(y - radius)}L{N(x + radius)} {N(y)}L{N(x)} {N(y + radius)}L{N(x - radius)} {N(y)}Z", css);

    /// <summary>Words at a baseline; cut with "…" when they would be wider than <paramref name="most"/>.</summary>
    public void Text(double x, double y, string text, string css = "", Anchor anchor = Anchor.Start,
        double most = double.PositiveInfinity) =>
        shapes.Add(new Shape.Label(x, y, Words.Cut(text, most, css), text, anchor, css));

    /// <summary>Slanted lines inside a box: what is expected or still open. Drawn as lines, because patterns need ids and pictures
    /// repeat.</summary>
    public void Hatch(double x, double y, double width, double height, double gap = 5)
    {
        if (width <= 0.5) return;
        var lines = new StringBuilder();
        for (var at = gap / 2; at < width + height; at += gap)
        {
            var fromX = Math.Min(at, width);
            var toX = Math.Max(0, at - height);
            lines.Append(CultureInfo.InvariantCulture, $"M{N(x + fromX)} {N(y + at - fromX)}L{N(x + toX)} {N(y + at - toX)}");
        }
        Outline(lines.ToString(), "c-hatch");
        Box(x + 0.5, y + 0.5, width - 1, height - 1, "c-hatch-edge");
    }

    /// <summary>Straight lines through points.</summary>
    public static string Through(IEnumerable<(double X, double Y)> points)
    {
        var path = new StringBuilder();
        foreach (var (x, y) in points) path.Append(path.Length == 0 ? 'M' : 'L').Append(N(x)).Append(' ').Append(N(y));
        return path.ToString();
    }

    /// <summary>Steps through points: level until the next one, then straight up or down.</summary>
    public static string Steps(IReadOnlyList<(double X, double Y)> points)
    {
        var path = new StringBuilder();
        for (var i = 0; i < points.Count; i++)
            path.Append(i == 0 ? $"M{N(points[i].X)} {N(points[i].Y)}" : $"H{N(points[i].X)}V{N(points[i].Y)}");
        return path.ToString();
    }

    /// <summary>The area between an upper and a lower line.</summary>
    public static string Between(IReadOnlyList<(double X, double Y)> upper, IReadOnlyList<(double X, double Y)> lower) =>
        upper.Count == 0 ? "" : Through(upper.Concat(lower.Reverse())) + "Z";

    public static string N(double value) => double.IsFinite(value) ? value.ToString("0.##", CultureInfo.InvariantCulture) : "0";
}
