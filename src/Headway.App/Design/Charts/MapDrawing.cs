namespace Headway.App.Design.Charts;

/// <summary>A place on a map.</summary>
/// <param name="Under">A short line under the name.</param>
/// <param name="IsEnding">Drawn in the last row.</param>
public sealed record MapBox(string Name, string Under, bool IsEnding);

/// <summary>How often one place was followed by another.</summary>
/// <param name="From">-1 = the opening.</param>
public sealed record MapLine(int From, int To, int Count, bool IsBackward);

/// <summary>A process map in rows from top to bottom. The order of the places is the one with the least weight running upward (the greedy
/// rule of Eades, Lin and Smyth), so that what usually comes first stands above.</summary>
public static class MapDrawing
{
    const double Between = 42;
    const double Top = 26;

    readonly record struct Place(double X, double Y, double Width, double Height)
    {
        public double CenterX => X + Width / 2;

        public double CenterY => Y + Height / 2;

        public double Bottom => Y + Height;
    }

    public static Drawing Of(IReadOnlyList<MapBox> boxes, IReadOnlyList<MapLine> lines, double width)
    {
        var drawing = new Drawing(width);
        var rows = RowsOf(boxes, lines, drawing.IsNarrow ? 2 : 3, drawing.IsNarrow ? 2 : 4);
        var (side, gap) = drawing.IsNarrow ? (20.0, 10.0) : (34, 12);
        double Across(List<int> row) => Math.Min(200, (width - 2 * side - gap * (row.Count - 1)) / row.Count);
        var isTall = rows.Exists(row => row.Exists(box => Words.InTwo(boxes[box].Name, Across(row) - 12, "c-b").Second is not null));
        var (height, step) = isTall ? (56.0, 56 + Between) : (42, 42 + Between);
        var places = new Place[boxes.Count];
        foreach (var (at, row) in rows.Index())
        {
            var across = Across(row);
            var left = (width - across * row.Count - gap * (row.Count - 1)) / 2;
            foreach (var (i, box) in row.Index()) places[box] = new Place(left + i * (across + gap), Top + at * step, across, height);
        }
        drawing.Height = Top + rows.Count * step - Between + 8;

        var most = lines.Count == 0 ? 1 : lines.Max(line => line.Count);
        var labels = new List<(IReadOnlyList<(double X, double Y)> Along, int Count)>();
        foreach (var line in lines.OrderBy(line => line.Count)) labels.Add(Arc(drawing, places, line, most));
        for (var i = 0; i < boxes.Count; i++) Box(drawing, boxes[i], places[i]);
        Counts(drawing, labels, places);
        return drawing;
    }

    /// <returns>Where its number may stand, the best place first.</returns>
    static (IReadOnlyList<(double X, double Y)> Along, int Count) Arc(Drawing drawing, Place[] places, MapLine line, int most)
    {
        var weight = Math.Clamp((int)Math.Ceiling(5 * Math.Sqrt((double)line.Count / most)), 1, 5);
        var css = $"m-arc m-{weight}{(line.IsBackward ? " m-back" : "")}";
        var to = places[line.To];
        var (toX, toY) = (to.CenterX, to.Y);
        if (line.From < 0)
        {
            drawing.Disc(toX, 6, 4, "c-on");
            drawing.Outline($"M{N(toX)} 10L{N(toX)} {N(toY - 4)}", css);
            Tip(drawing, toX, toY);
            return ([(toX + 18, 18)], line.Count);
        }
        var from = places[line.From];
        if (line.From == line.To)
        {
            var (right, middle) = (from.X + from.Width, from.CenterY);
            drawing.Outline(
                $"M{N(right)} {N(middle - 10)}C{N(right + 22)} {N(middle - 16)} {N(right + 22)} {N(middle + 16)} "
                    + $"{N(right)} {N(middle + 10)}",
                css);
            return ([(right + 14, middle + 4)], line.Count);
        }
        var fromX = from.CenterX;
        if (to.Y > from.Y)
        {
            // A line past other rows swings out, the further the longer, so that it does not run behind the boxes between.
            var (fromY, span) = (from.Bottom, (to.Y - from.Y) / (from.Height + Between));
            var swing = span > 1.5 ? (fromX + toX >= drawing.Width ? 1 : -1) * Math.Min(drawing.Width / 2 - 8, 60 + 30 * span) : 0;
            var (x1, x2) = (Inside(fromX + swing), Inside(toX + swing));
            drawing.Outline(
                $"M{N(fromX)} {N(fromY)}C{N(x1)} {N(fromY + 24 * span)} {N(x2)} {N(toY - 24 * span)} {N(toX)} {N(toY - 4)}", css);
            Tip(drawing, toX, toY);
            return (Along((fromX, fromY), (x1, fromY + 24 * span), (x2, toY - 24 * span), (toX, toY - 4)), line.Count);
        }
        // Back up, or across: around the nearer side.
        var isRight = fromX >= drawing.Width / 2;
        var (startX, endX) = (isRight ? from.X + from.Width : from.X, isRight ? to.X + to.Width : to.X);
        var edge = isRight ? drawing.Width - 6 : 6;
        var (startY, endY) = (from.CenterY, to.CenterY);
        drawing.Outline($"M{N(startX)} {N(startY)}C{N(edge)} {N(startY)} {N(edge)} {N(endY)} {N(endX)} {N(endY)}", css);
        return (Along((startX, startY), (edge, startY), (edge, endY), (endX, endY)), line.Count);

        double Inside(double x) => Math.Clamp(x, 8, drawing.Width - 8);
    }

    /// <summary>Points of the curve from its middle outward.</summary>
    static (double X, double Y)[] Along((double X, double Y) a, (double X, double Y) b, (double X, double Y) c, (double X, double Y) d)
    {
        return [.. new[] { 0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82, 0.1, 0.9 }.Select(at =>
            (Cubic(a.X, b.X, c.X, d.X, at), Cubic(a.Y, b.Y, c.Y, d.Y, at) + 4))];

        static double Cubic(double a, double b, double c, double d, double t) =>
            (1 - t) * (1 - t) * (1 - t) * a + 3 * (1 - t) * (1 - t) * t * b + 3 * (1 - t) * t * t * c + t * t * t * d;
    }

    static void Tip(Drawing drawing, double x, double y) =>
        drawing.Outline($"M{N(x - 4)} {N(y - 7)}L{N(x + 4)} {N(y - 7)}L{N(x)} {N(y)}Z", "m-tip");

    static void Box(Drawing drawing, MapBox box, Place at)
    {
        drawing.Box(at.X, at.Y, at.Width, at.Height, box.IsEnding ? "m-box m-end" : "m-box", 5);
        var (first, rest) = Words.InTwo(box.Name, at.Width - 12, "c-b");
        var y = at.CenterY - (rest is null ? 4 : 11);
        drawing.Text(at.CenterX, y, first, "c-b", Anchor.Middle, at.Width - 12);
        if (rest is not null) drawing.Text(at.CenterX, y += Words.LineHeight, rest, "c-b", Anchor.Middle, at.Width - 12);
        drawing.Text(at.CenterX, y + 16, box.Under, "c-d", Anchor.Middle, at.Width - 8);
    }

    /// <summary>The largest counts first, each at the first place along its line, or just beside it, where it lies neither on another nor
    /// on a box; the table below has them all.</summary>
    static void Counts(Drawing drawing, List<(IReadOnlyList<(double X, double Y)> Along, int Count)> labels, Place[] places)
    {
        var set = new List<(double Left, double Right, double Y)>();
        foreach (var (along, count) in labels.OrderByDescending(label => label.Count))
        {
            var text = ChartText.Count(count);
            var half = Words.Width(text, "c-d") / 2 + 2;
            foreach (var (x, y) in along.Concat(along.SelectMany(at => new[] { (at.X - half - 3, at.Y), (at.X + half + 3, at.Y) })))
            {
                var middle = Math.Clamp(x, half, drawing.Width - half);
                if (set.Any(other => Math.Abs(other.Y - y) < 13 && middle - half < other.Right && middle + half > other.Left)) continue;
                if (places.Any(box =>
                    y > box.Y && y - 9 < box.Bottom && middle + half > box.X && middle - half < box.X + box.Width)) continue;
                set.Add((middle - half, middle + half, y));
                drawing.Text(middle, y, text, "c-d halo", Anchor.Middle);
                break;
            }
        }
    }

    static List<List<int>> RowsOf(IReadOnlyList<MapBox> boxes, IReadOnlyList<MapLine> lines, int across, int endingsAcross)
    {
        var order = Order(boxes, lines);
        var rank = new int[boxes.Count];
        for (var i = 0; i < order.Count; i++) rank[order[i]] = i;
        var rowOf = new int[boxes.Count];
        var rows = new List<List<int>>();
        foreach (var box in order.Where(box => !boxes[box].IsEnding))
        {
            var row = lines.Where(line => line.To == box && line.From >= 0 && rank[line.From] < rank[box] && !boxes[line.From].IsEnding)
                .Select(line => rowOf[line.From] + 1).DefaultIfEmpty(0).Max();
            while (row < rows.Count && rows[row].Count >= across) row++;
            while (rows.Count <= row) rows.Add([]);
            rows[row].Add(box);
            rowOf[box] = row;
        }
        rows.RemoveAll(row => row.Count == 0);
        rows.AddRange(order.Where(box => boxes[box].IsEnding).Order().Chunk(endingsAcross).Select(chunk => chunk.ToList()));
        return rows;
    }

    static List<int> Order(IReadOnlyList<MapBox> boxes, IReadOnlyList<MapLine> lines)
    {
        var left = Enumerable.Range(0, boxes.Count).ToList();
        var order = new List<int>();
        while (left.Count > 0)
        {
            var next = left.MaxBy(box =>
                lines.Where(line => line.From == box && line.To != box && left.Contains(line.To)).Sum(line => (long)line.Count)
                - lines.Where(line => line.To == box && line.From != box && left.Contains(line.From)).Sum(line => (long)line.Count)
                - (boxes[box].IsEnding ? long.MaxValue / 2 : 0));
            left.Remove(next);
            order.Add(next);
        }
        return order;
    }

    static string N(double value) => Drawing.N(value);
}
