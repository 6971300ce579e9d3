namespace Headway.App.Design.Charts;

/// <summary>What had been reached by the end of a day.</summary>
public readonly record struct DayValue(DateOnly Day, double Value);

/// <summary>Likely values at the end of a coming day: 5, 8 and 9.5 of 10 lie inside the three bands.</summary>
public readonly record struct DayBand(DateOnly Day, double Low95, double Low80, double Low50, double Middle, double High50, double High80,
    double High95);

/// <summary>Burn-up of a goal over its period. Any part but the dates may be missing.</summary>
/// <param name="Done">By day, up to today.</param>
/// <param name="Needed">Where the goal should stand by day, from its own season or evenly.</param>
/// <param name="Bands">From today to the end.</param>
/// <param name="Interim">Interim goals as steps: by this day, this much.</param>
public sealed record Pace(DateOnly From, DateOnly To, DateOnly Today, IReadOnlyList<DayValue> Done, IReadOnlyList<DayBand> Bands,
    IReadOnlyList<DayValue> Needed, IReadOnlyList<DayValue> Interim, double? Goal);

public static class PaceDrawing
{
    public static Drawing Of(Pace pace, Measure measure, double width)
    {
        var drawing = new Drawing(width) { Height = width < 500 ? 290 : 330 };
        var bottom = drawing.Height - 26;
        var ticks = Ticks.Nice(0, Highest(pace), 5);
        var left = Math.Clamp(ticks.Max(t => Words.Width(measure.Text(t), "c-d")) + 8, 26, 72);
        var right = width - (pace.Bands.Count == 0 ? 8 : drawing.IsNarrow ? 72 : 132);
        var x = new Scale(pace.From.DayNumber, pace.To.DayNumber, left, right);
        var y = new Scale(0, ticks[^1], bottom, 26);

        Axis.Left(drawing, y, left, right, ticks, measure.Text);
        Axis.Dates(drawing, x, bottom, pace.From, pace.To, drawing.IsNarrow ? 4 : 7);
        Bands(drawing, pace.Bands, x, y);
        if (pace.Needed.Count > 1)
            drawing.Outline(Drawing.Through(pace.Needed.Select(n => (x.Inside(n.Day.DayNumber), y.Inside(n.Value)))), "c-need");
        Interim(drawing, pace, x, y);
        Today(drawing, pace, x, bottom);
        if (pace.Goal is { } goal)
        {
            drawing.Line(left, y.Inside(goal), right, y.Inside(goal), "c-goal");
            drawing.Text(left + 4, y.Inside(goal) - 6, "Goal " + measure.Text(goal), "c-b halo");
        }
        Done(drawing, pace, measure, x, y, bottom);
        EndLabels(drawing, pace, measure, y, right + 8, bottom);
        return drawing;
    }

    static double Highest(Pace pace) => pace.Done.Select(d => d.Value).Concat(pace.Bands.Select(b => b.High95))
        .Concat(pace.Needed.Select(n => n.Value)).Concat(pace.Interim.Select(i => i.Value))
        .Append(pace.Goal ?? 0).Where(double.IsFinite).DefaultIfEmpty(0).Max();

    static void Bands(Drawing drawing, IReadOnlyList<DayBand> bands, Scale x, Scale y)
    {
        if (bands.Count < 2) return;
        Band("c-b95", b => b.High95, b => b.Low95);
        Band("c-b80", b => b.High80, b => b.Low80);
        Band("c-b50", b => b.High50, b => b.Low50);
        drawing.Outline(Drawing.Through(At(b => b.Middle)), "c-mid");

        void Band(string css, Func<DayBand, double> high, Func<DayBand, double> low) =>
            drawing.Outline(Drawing.Between(At(high), At(low)), css);
        List<(double X, double Y)> At(Func<DayBand, double> value) =>
            [.. bands.Select(b => (x.Inside(b.Day.DayNumber), y.Inside(value(b))))];
    }

    static void Interim(Drawing drawing, Pace pace, Scale x, Scale y)
    {
        var from = x.RangeLow;
        double? before = null;
        foreach (var step in pace.Interim.OrderBy(i => i.Day))
        {
            var until = x.Inside(step.Day.DayNumber);
            if (before is { } lower) drawing.Line(from, y.Inside(lower), from, y.Inside(step.Value), "c-step");
            drawing.Line(from, y.Inside(step.Value), until, y.Inside(step.Value), "c-step");
            drawing.Diamond(until, y.Inside(step.Value), 5, "c-dia");
            from = until;
            before = step.Value;
        }
    }

    static void Today(Drawing drawing, Pace pace, Scale x, double bottom)
    {
        if (pace.Today < pace.From || pace.Today > pace.To) return;
        var at = x.At(pace.Today.DayNumber);
        var text = "today, " + ChartText.Day(pace.Today);
        var half = Words.Width(text, "c-d") / 2;
        drawing.Line(at, 18, at, bottom, "c-now");
        drawing.Text(Math.Clamp(at, half, drawing.Width - half), 12, text, "c-d", Anchor.Middle);
    }

    static void Done(Drawing drawing, Pace pace, Measure measure, Scale x, Scale y, double bottom)
    {
        if (pace.Done.Count == 0) return;
        var points = pace.Done.Select(d => (X: x.Inside(d.Day.DayNumber), Y: y.Inside(d.Value))).ToList();
        if (points[0].X > x.RangeLow) points.Insert(0, (x.RangeLow, y.At(0)));
        var steps = Drawing.Steps(points);
        drawing.Outline($"{steps}V{Drawing.N(bottom)}H{Drawing.N(points[0].X)}Z", "c-done-fill");
        drawing.Outline(steps, "c-done");
        var (endX, endY) = points[^1];
        drawing.Disc(endX, endY, 4, "c-on");
        var text = measure.Text(pace.Done[^1].Value) + " done";
        var wide = Words.Width(text, "c-go");
        // Beside the point on its left, above the steps; where that is off the picture, to the right and below.
        var clash = pace.Goal is { } goal && Math.Abs(y.Inside(goal) - endY) < 26;
        if (endX - 8 - wide > x.RangeLow) drawing.Text(endX - 8, clash ? endY + 16 : endY - 8, text, "c-go halo", Anchor.End);
        else drawing.Text(endX + 8, Math.Min(endY + 16, bottom - 5), text, "c-go halo", most: drawing.Width - endX - 8);
    }

    static void EndLabels(Drawing drawing, Pace pace, Measure measure, Scale y, double left, double bottom)
    {
        if (pace.Bands.Count == 0) return;
        var end = pace.Bands[^1];
        (double Value, string Name, string Css)[] labels =
            [(end.High80, "high", "c-i"), (end.Middle, "middle", "c-l"), (end.Low80, "low", "c-i")];
        var places = Words.Apart([.. labels.Select(l => y.Inside(l.Value) + 4)], 16, 26, bottom);
        foreach (var (i, label) in labels.Index())
        {
            var text = drawing.IsNarrow ? measure.Text(label.Value) : $"{measure.Text(label.Value)} {label.Name}";
            drawing.Text(left, places[i], text, label.Css, most: drawing.Width - left);
        }
    }
}
