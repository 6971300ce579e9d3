namespace Headway.App.Design.Charts;

/// <summary>A share of one group with its range.</summary>
/// <param name="Share">0 to 1.</param>
/// <param name="Low">Lower end of the 95 % interval.</param>
/// <param name="High">Upper end of the 95 % interval.</param>
/// <param name="Cases">How many the group has.</param>
public sealed record RangeRow(string Name, double Share, double Low, double High, int Cases);

/// <summary>Shares of a few groups under each other on one axis from 0 to 100 %; the first is drawn full, the others open.</summary>
public static class RangesDrawing
{
    const double RowHeight = 46;

    public static Drawing Of(IReadOnlyList<RangeRow> rows, double width)
    {
        var drawing = new Drawing(width);
        var x = new Scale(0, 1, 12, width - 20);
        var bottom = (rows.Count * RowHeight) + 8;
        Axis.Below(drawing, x, bottom, 4, [0, 0.25, 0.5, 0.75, 1], ChartText.Percent);
        foreach (var (i, row) in rows.Index())
        {
            var y = i * RowHeight;
            var says = $"{ChartText.PercentRange(row.Share, row.Low, row.High)}, n = {ChartText.Count(row.Cases)}";
            drawing.Text(width, y + 18, says, "c-b halo", Anchor.End);
            drawing.Text(0, y + 18, row.Name, "c-i halo", most: width - Words.Width(says, "c-b") - 12);
            drawing.Line(x.At(row.Low), y + 34, x.At(row.High), y + 34, "c-ci thick");
            drawing.Disc(x.At(row.Share), y + 34, 5, i == 0 ? "c-on" : "c-off");
        }
        drawing.Height = bottom + 22;
        return drawing;
    }
}
