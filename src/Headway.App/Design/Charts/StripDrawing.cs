namespace Headway.App.Design.Charts;

/// <summary>One goal on one line: done, needed by today, where it is likely to end, the goal. Rows of a table share
/// <paramref name="Most"/>.</summary>
/// <param name="Most">The right end of the scale, the same for all rows that are to be compared; in shares of the goal use 1.2.</param>
/// <param name="Low">Low end of the likely range; null draws none.</param>
public sealed record Strip(double Done, double Goal, double Most, double? Low = null, double? High = null, double? Needed = null,
    double? Commit = null);

public static class StripDrawing
{
    public static Drawing Of(Strip strip)
    {
        const double Width = 160;
        var drawing = new Drawing(Width) { Height = 20 };
        var x = new Scale(0, strip.Most, 2, Width - 2);
        var usable = strip.Most > 0 && double.IsFinite(strip.Most);
        drawing.Line(0, 10, Width, 10, "c-ax");
        if (!usable) return drawing;
        drawing.Box(0, 8, x.Inside(strip.Done), 4, "c-bar");
        if (strip is { Low: { } low, High: { } high })
            drawing.Hatch(x.Inside(low), 5, Math.Max(2, x.Inside(high) - x.Inside(low)), 10, 4);
        if (strip.Needed is { } needed) drawing.Line(x.Inside(needed), 3, x.Inside(needed), 17, "c-now");
        if (strip.Goal > 0) drawing.Line(x.Inside(strip.Goal), 0, x.Inside(strip.Goal), 20, "c-goal");
        if (strip.Commit is { } commit) drawing.Diamond(x.Inside(commit), 10, 5, "c-dia");
        return drawing;
    }
}
