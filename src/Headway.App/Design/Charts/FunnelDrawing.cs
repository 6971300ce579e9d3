namespace Headway.App.Design.Charts;

/// <summary>One stage of a funnel. Open cases are neither passed nor lost: they are drawn hatched and never divided by.</summary>
/// <param name="Passed">Of those entered, passed the gate.</param>
/// <param name="Open">Of those entered, still in the stage.</param>
/// <param name="Rate">Estimated share that passes, [0, 1]; null below the floor.</param>
/// <param name="Low">Lower end of the 95 % interval.</param>
/// <param name="High">Upper end of the 95 % interval.</param>
public sealed record FunnelStage(string Name, int Entered, int Passed, int Open, double? Rate, double Low, double High);

public static class FunnelDrawing
{
    public static Drawing Of(IReadOnlyList<FunnelStage> stages, double width)
    {
        var drawing = new Drawing(width);
        var most = Math.Max(1, stages.Count == 0 ? 1 : stages.Max(s => s.Entered));
        if (drawing.IsNarrow) DrawNarrow(drawing, stages, most);
        else DrawWide(drawing, stages, most);
        return drawing;
    }

    static void DrawWide(Drawing drawing, IReadOnlyList<FunnelStage> stages, int most)
    {
        const double Row = 38, Top = 30;
        var bars = new Scale(0, most, 0, 216);
        var rates = new Scale(0, 1, 412, 540);
        var bottom = Top + (stages.Count * Row);
        drawing.Text(144, 14, "entered", "c-d");
        Shares(drawing, rates, Top - 6, bottom, 14);
        foreach (var (i, stage) in stages.Index())
        {
            var y = Top + (i * Row);
            drawing.Text(0, y + 16, stage.Name, "c-i", most: 132);
            Bar(drawing, stage, 144, y + 3, bars, 18);
            drawing.Text(144 + bars.At(stage.Entered) + 6, y + 16, ChartText.Count(stage.Entered), "c-i", most: 48);
            Interval(drawing, stage, rates, y + 12);
            drawing.Text(652, y + 16, RateText(stage), stage.Rate is null ? "halo" : "c-i", Anchor.End);
        }
        drawing.Height = bottom + 4;
    }

    static void DrawNarrow(Drawing drawing, IReadOnlyList<FunnelStage> stages, int most)
    {
        const double Row = 58, Top = 24;
        var bars = new Scale(0, most, 0, 158);
        var rates = new Scale(0, 1, 216, 322);
        var bottom = Top + (stages.Count * Row);
        Shares(drawing, rates, Top + 16, bottom - 8, 12);
        foreach (var (i, stage) in stages.Index())
        {
            var y = Top + (i * Row);
            var rate = RateText(stage);
            drawing.Text(326, y + 12, rate, stage.Rate is null ? "halo" : "c-i halo", Anchor.End);
            drawing.Text(0, y + 12, stage.Name, "c-b", most: 326 - Words.Width(rate) - 12);
            Bar(drawing, stage, 0, y + 21, bars, 16);
            drawing.Text(bars.At(stage.Entered) + 6, y + 33, ChartText.Count(stage.Entered), "c-i", most: 46);
            Interval(drawing, stage, rates, y + 29);
        }
        drawing.Height = bottom;
    }

    static void Shares(Drawing drawing, Scale rates, double top, double bottom, double textY)
    {
        foreach (var share in new[] { 0, 0.5, 1 })
        {
            drawing.Line(rates.At(share), top, rates.At(share), bottom, share == 0 ? "c-ax" : "c-grid");
            drawing.Text(rates.At(share), textY, share switch { 0 => "0", 1 => "100 %", _ => "50" }, "c-d", share == 1
                ? Anchor.End : Anchor.Middle);
        }
    }

    static void Bar(Drawing drawing, FunnelStage stage, double x, double y, Scale bars, double height)
    {
        var passed = bars.At(Math.Clamp(stage.Passed, 0, stage.Entered));
        var open = bars.At(Math.Clamp(stage.Passed + stage.Open, 0, stage.Entered)) - passed;
        drawing.Box(x + 0.5, y + 0.5, bars.At(stage.Entered) - 1, height - 1, "c-rest", 1.5);
        drawing.Box(x, y, passed, height, "c-bar", 1.5);
        drawing.Hatch(x + passed, y, open, height);
        if (stage.Entered == 0) drawing.Line(x, y, x, y + height, "c-ax");
    }

    static void Interval(Drawing drawing, FunnelStage stage, Scale rates, double y)
    {
        if (stage.Rate is not { } rate) return;
        drawing.Line(rates.Inside(stage.Low), y, rates.Inside(stage.High), y, "c-ci thick");
        drawing.Disc(rates.Inside(rate), y, 4, "c-on");
    }

    static string RateText(FunnelStage stage) => stage.Rate is { } rate
        ? ChartText.PercentRange(rate, stage.Low, stage.High)
        : stage.Entered == 0 ? "nobody yet" : $"too few: {stage.Entered - stage.Open} decided";
}
