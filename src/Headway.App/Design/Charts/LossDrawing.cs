using System.Globalization;

namespace Headway.App.Design.Charts;

/// <summary>The loss on opportunities nobody was fitted to, by number of outcomes.</summary>
/// <param name="Losses">Index = number of outcomes, from 0.</param>
/// <param name="Chosen">The number that was chosen.</param>
/// <param name="Whole">Loss of all outcomes together.</param>
public sealed record LossBySize(IReadOnlyList<double> Losses, int Chosen, double Whole);

public static class LossDrawing
{
    public static Drawing Of(LossBySize loss, double width)
    {
        var drawing = new Drawing(width) { Height = 214 };
        double[] all = [.. loss.Losses, loss.Whole];
        var ticks = Ticks.Nice(all.Min(), all.Max(), 4);
        var x = new Scale(0, Math.Max(1, loss.Losses.Count - 1), 56, width - 16);
        var y = new Scale(ticks[0], ticks[^1], 166, 26);
        Axis.Left(drawing, y, 44, width, ticks, Text);
        drawing.Text(0, 10, "log-loss, lower is better", "c-d");
        drawing.Line(44, y.At(loss.Whole), width, y.At(loss.Whole), "c-goal");
        drawing.Text(50, y.At(loss.Whole) + 14, "all outcomes", "c-d halo");
        drawing.Outline(Drawing.Through(loss.Losses.Select((value, k) => (x.At(k), y.At(value)))), "c-done");
        for (var k = 0; k < loss.Losses.Count; k++)
        {
            drawing.Disc(x.At(k), y.At(loss.Losses[k]), k == loss.Chosen ? 5 : 3, "c-on");
            drawing.Text(x.At(k), 184, k.ToString(CultureInfo.InvariantCulture), k == loss.Chosen ? "c-b" : "c-d", Anchor.Middle);
        }
        drawing.Text(x.At(loss.Chosen), y.At(loss.Losses[loss.Chosen]) - 12, "chosen", "c-b halo",
            loss.Chosen == 0 ? Anchor.Start : Anchor.Middle);
        drawing.Text((x.RangeLow + x.RangeHigh) / 2, 206, "number of outcomes", "c-d", Anchor.Middle);
        return drawing;
    }

    public static string Text(double loss) => loss.ToString("0.000", CultureInfo.InvariantCulture);
}
