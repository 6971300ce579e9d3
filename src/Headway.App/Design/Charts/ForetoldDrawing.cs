using System.Globalization;

namespace Headway.App.Design.Charts;

/// <summary>How well the best outcomes of each number foretell, on rows nobody was fitted to.</summary>
/// <param name="Points">Of 100; index = number of outcomes, from 0.</param>
/// <param name="Suggested">The number that is suggested.</param>
/// <param name="Whole">All outcomes together.</param>
public sealed record ForetoldBySize(IReadOnlyList<double> Points, int Suggested, double Whole);

public static class ForetoldDrawing
{
    public static Drawing Of(ForetoldBySize foretold, double width, string axis = "score, of 100")
    {
        var drawing = new Drawing(width) { Height = 214 };
        double[] all = [.. foretold.Points, foretold.Whole];
        var ticks = Ticks.Nice(all.Min(), all.Max(), 4);
        var x = new Scale(0, Math.Max(1, foretold.Points.Count - 1), 56, width - 16);
        var y = new Scale(ticks[0], ticks[^1], 166, 26);
        Axis.Left(drawing, y, 44, width, ticks, Text);
        drawing.Text(0, 10, axis, "c-d");
        drawing.Line(44, y.At(foretold.Whole), width, y.At(foretold.Whole), "c-goal");
        drawing.Text(50, y.At(foretold.Whole) + 14, "all outcomes together", "c-d halo");
        drawing.Outline(Drawing.Through(foretold.Points.Select((value, k) => (x.At(k), y.At(value)))), "c-done");
        for (var k = 0; k < foretold.Points.Count; k++)
        {
            var isSuggested = k == foretold.Suggested;
            drawing.Disc(x.At(k), y.At(foretold.Points[k]), isSuggested ? 5 : 3, "c-on");
            drawing.Text(x.At(k), 184, k.ToString(CultureInfo.InvariantCulture), isSuggested ? "c-b" : "c-d", Anchor.Middle);
        }
        drawing.Text(x.At(foretold.Suggested), Math.Min(160, y.At(foretold.Points[foretold.Suggested]) + 20), "suggested", "c-b halo",
            foretold.Suggested == 0 ? Anchor.Start : foretold.Suggested == foretold.Points.Count - 1 ? Anchor.End : Anchor.Middle);
        drawing.Text((x.RangeLow + x.RangeHigh) / 2, 206, "number of outcomes", "c-d", Anchor.Middle);
        return drawing;
    }

    public static string Text(double points) => points.ToString("0.0", CultureInfo.InvariantCulture);
}
