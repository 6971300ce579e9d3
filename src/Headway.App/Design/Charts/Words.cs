namespace Headway.App.Design.Charts;

/// <summary>
/// How wide words are drawn. The server does not know the reader's font, so widths are those of a wide one (DejaVu Sans at 12 px):
/// what fits there fits in the narrower system fonts.
/// </summary>
public static class Words
{
    public const double LineHeight = 14;

    public static double Width(string text, string css = "")
    {
        var width = 0.0;
        foreach (var letter in text) width += LetterWidth(letter);
        var small = css.Contains("c-d", StringComparison.Ordinal);
        var bold = css.Contains("c-b", StringComparison.Ordinal) || css.Contains("-t", StringComparison.Ordinal)
            || css is "c-go" or "c-l" or "c-h" or "c-s";
        return width * (small ? 11.0 / 12 : 1) * (bold ? 1.1 : 1);
    }

    /// <summary>The text, or as much of its beginning as fits, ending in "…".</summary>
    public static string Cut(string text, double width, string css = "")
    {
        if (Width(text, css) <= width) return text;
        var left = width - Width("…", css);
        var end = 0;
        while (end < text.Length && Width(text[..(end + 1)], css) <= left) end++;
        if (end > 0 && char.IsHighSurrogate(text[end - 1])) end--;
        return text[..end].TrimEnd() + "…";
    }

    /// <summary>The words of one line, and those left for a second one; null when all fit on the first.</summary>
    public static (string First, string? Second) InTwo(string text, double width, string css = "")
    {
        if (Width(text, css) <= width) return (text, null);
        var end = -1;
        for (var at = text.IndexOf(' ', StringComparison.Ordinal); at > 0 && Width(text[..at], css) <= width;
            at = text.IndexOf(' ', at + 1)) end = at;
        return end < 0 ? (text, null) : (text[..end], text[(end + 1)..]);
    }

    /// <summary>
    /// Moves labels apart along one axis: same order, at least <paramref name="gap"/> between neighbours, inside [low, high], as near to
    /// where they belong as that allows. When there are too many for the space they are set evenly, which is the caller's sign to draw
    /// fewer.
    /// </summary>
    public static double[] Apart(IReadOnlyList<double> wanted, double gap, double low, double high)
    {
        var order = Enumerable.Range(0, wanted.Count).OrderBy(i => wanted[i]).ToArray();
        var placed = new double[wanted.Count];
        if (order.Length == 0) return placed;
        if ((order.Length - 1) * gap > high - low) gap = (high - low) / Math.Max(1, order.Length - 1);

        var floor = low;
        foreach (var i in order)
        {
            placed[i] = Math.Max(wanted[i], floor);
            floor = placed[i] + gap;
        }
        var ceiling = high;
        foreach (var i in order.Reverse())
        {
            placed[i] = Math.Min(placed[i], ceiling);
            ceiling = placed[i] - gap;
        }
        return placed;
    }

    static double LetterWidth(char letter) => letter switch
    {
        'i' or 'j' or 'l' or 'I' or '\'' => 3.6,
        ' ' or '\u00a0' or '.' or ',' or ':' or ';' or '|' or 't' or 'f' or '(' or ')' => 4.4,
        'r' or '-' or 's' => 6,
        'm' or 'W' or '%' or '@' => 11.8,
        'w' or 'M' or '…' or '−' or '+' or '→' => 10.2,
        >= 'A' and <= 'Z' => 8.6,
        >= '\u1100' => 12,
        _ => 7.7,
    };
}
