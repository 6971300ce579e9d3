namespace Headway.App.Design.Charts;

/// <summary>How long a stage takes: quantiles of days, open cases counted as censored by whoever made them.</summary>
/// <param name="Cases">How many passed or left the stage.</param>
/// <param name="Median">Days; null below the floor.</param>
/// <param name="Now">Where the opportunity at hand stands, in days; null when the chart is about no single one.</param>
public sealed record StageTime(string Name, int Cases, double? Median, double P10, double P25, double P75, double P90,
    double? Now = null);

public static class TimeInStageDrawing
{
    public static Drawing Of(IReadOnlyList<StageTime> stages, double width)
    {
        var drawing = new Drawing(width);
        var narrow = drawing.IsNarrow;
        var row = narrow ? 46.0 : 32;
        var top = 6.0;
        var bottom = top + (stages.Count * row) + 4;
        var longest = stages.Where(s => s.Median is not null).Select(s => Math.Max(s.P90, s.Now ?? 0)).DefaultIfEmpty(0).Max();
        var ticks = Ticks.Nice(0, longest, narrow ? 4 : 6);
        var x = new Scale(0, ticks[^1], narrow ? 4 : 150, narrow ? 318 : 510);
        Axis.Below(drawing, x, bottom, top, ticks, t => t == ticks[^1] ? ChartText.Days(t) : ChartText.Count(t));
        foreach (var (i, stage) in stages.Index())
        {
            var y = top + (i * row);
            var middle = narrow ? y + 30 : y + 16;
            var words = Sentence(stage);
            drawing.Text(narrow ? 326 : 652, narrow ? y + 13 : middle + 4, words, narrow ? "c-i halo" : "c-i", Anchor.End);
            drawing.Text(0, narrow ? y + 13 : middle + 4, stage.Name, narrow ? "c-b halo" : "c-i", most: narrow
                ? 326 - Words.Width(words) - 12 : 138);
            if (stage.Median is { } median) Range(drawing, stage, median, x, middle);
        }
        drawing.Height = bottom + 22;
        return drawing;
    }

    static void Range(Drawing drawing, StageTime stage, double median, Scale x, double y)
    {
        drawing.Box(x.Inside(stage.P10), y - 4, Math.Max(1, x.Inside(stage.P90) - x.Inside(stage.P10)), 8, "c-q80", 2);
        drawing.Box(x.Inside(stage.P25), y - 7, Math.Max(2, x.Inside(stage.P75) - x.Inside(stage.P25)), 14, "c-q50", 2);
        drawing.Line(x.Inside(median), y - 7, x.Inside(median), y + 7, "c-med");
        if (stage.Now is { } now) drawing.Diamond(x.Inside(now), y, 6, now > stage.P90 ? "c-dia late" : "c-dia");
    }

    static string Sentence(StageTime stage) => stage.Median is { } median
        ? $"{ChartText.Days(median)}, n = {ChartText.Count(stage.Cases)}"
        : stage.Cases == 0 ? "nobody yet" : $"too few: n = {stage.Cases}";
}
