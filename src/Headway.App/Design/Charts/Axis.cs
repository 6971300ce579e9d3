namespace Headway.App.Design.Charts;

/// <summary>Axes draw their line, grid and labels; a label that would touch the one before it is left out.</summary>
public static class Axis
{
    const double Air = 8;

    /// <summary>A value axis below the picture.</summary>
    public static void Below(Drawing drawing, Scale x, double y, double gridTop, IReadOnlyList<double> ticks, Func<double, string> text)
    {
        drawing.Line(x.RangeLow, y, x.RangeHigh, y, "c-ax");
        foreach (var tick in ticks) drawing.Line(x.At(tick), gridTop, x.At(tick), y, "c-grid");
        LabelsBelow(drawing, [.. ticks.Select(t => (x.At(t), text(t)))], y + 17);
    }

    /// <summary>A date axis below the picture: round dates, and the last day when there is room for it.</summary>
    public static void Dates(Drawing drawing, Scale x, double y, DateOnly from, DateOnly to, int most)
    {
        drawing.Line(x.RangeLow, y, x.RangeHigh, y, "c-ax");
        var years = to.DayNumber - from.DayNumber > 400;
        var dates = Ticks.Dates(from, to, most).ToList();
        var named = dates.Select(d => (x.At(d.DayNumber), years ? $"{d:MMM yy}" : ChartText.Day(d))).ToList();
        var last = (X: x.At(to.DayNumber), Text: years ? $"{to:MMM yy}" : ChartText.Day(to));
        // The end of the period is what people look for: it pushes out a round date that stands in its way.
        named.RemoveAll(n => n.Item1 + (Words.Width(n.Item2, "c-d") / 2) + Air > last.X - (Words.Width(last.Text, "c-d") / 2));
        LabelsBelow(drawing, [.. named, last], y + 17);
    }

    /// <summary>A value axis at the left, with grid lines across.</summary>
    public static void Left(Drawing drawing, Scale y, double x, double gridRight, IReadOnlyList<double> ticks, Func<double, string> text)
    {
        var lastY = double.PositiveInfinity;
        foreach (var tick in ticks.OrderBy(t => t))
        {
            var at = y.At(tick);
            drawing.Line(x, at, gridRight, at, tick == ticks[0] ? "c-ax" : "c-grid");
            if (lastY - at < Words.LineHeight) continue;
            drawing.Text(x - 6, at + 4, text(tick), "c-d", Anchor.End, x - 6);
            lastY = at;
        }
    }

    static void LabelsBelow(Drawing drawing, IReadOnlyList<(double X, string Text)> labels, double y)
    {
        var edge = double.NegativeInfinity;
        foreach (var (x, text) in labels)
        {
            var half = Words.Width(text, "c-d") / 2;
            var centre = Math.Clamp(x, half, Math.Max(half, drawing.Width - half));
            if (centre - half < edge + Air) continue;
            drawing.Text(centre, y, text, "c-d", Anchor.Middle);
            edge = centre + half;
        }
    }
}
