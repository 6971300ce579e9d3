using Spectre.Console;

namespace Headway.App.Serving;

/// <summary>What people read: sentences and tables on standard output, messages on standard error. No colour carries a meaning.</summary>
internal static class TextOutput
{
    /// <summary>Where there is no terminal the width is fixed, so that the same answer is the same text.</summary>
    private const int WidthWithoutTerminal = 140;

    /// <summary>A terminal that says it is narrower is mistaken or cannot be helped.</summary>
    private const int LeastWidth = 20;

    /// <summary>A table; where it does not fit the width, one block for each row, every value behind the name of its column.</summary>
    public static void Table(IReadOnlyList<string> columns, IEnumerable<string[]> rows)
    {
        var all = rows.ToList();
        if (WidthOf(columns, all) > Width) Blocks(columns, all);
        else Grid(columns, all);
    }

    private static int Width =>
        int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), out var asked) && asked > 0 ? asked
            : Console.IsOutputRedirected ? WidthWithoutTerminal : Math.Max(LeastWidth, Console.WindowWidth);

    /// <summary>Each cell has a space on either side, and a line stands between columns.</summary>
    private static int WidthOf(IReadOnlyList<string> columns, List<string[]> rows) => 1 + Enumerable.Range(0, columns.Count)
        .Sum(c => 3 + rows.Select(row => row[c].Length).Append(columns[c].Length).Max());

    private static void Blocks(IReadOnlyList<string> columns, List<string[]> rows)
    {
        var name = columns.Skip(1).Max(column => column.Length);
        foreach (var row in rows)
        {
            Console.WriteLine(columns[0].Length == 0 ? row[0] : $"{columns[0]}: {row[0]}");
            for (var c = 1; c < columns.Count; c++) Console.WriteLine($"  {columns[c].PadRight(name)}  {row[c]}".TrimEnd());
        }
    }

    private static void Grid(IReadOnlyList<string> columns, List<string[]> rows)
    {
        var table = new Table { Border = TableBorder.Simple };
        for (var i = 0; i < columns.Count; i++)
        {
            var column = new TableColumn(new Text(columns[i]));
            table.AddColumn(i == 0 ? column.NoWrap() : column.RightAligned());
        }
        foreach (var row in rows) table.AddRow(row.Select(cell => new Text(cell)));
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = Width;
        console.Write(table);
        foreach (var line in text.ToString().Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0)) Console.WriteLine(
            line);
    }

    /// <summary>Says what an expected no says, where people and programs look for it.</summary>
    /// <returns>The exit code.</returns>
    public static int Refuse(Refusal refusal, bool json)
    {
        if (json) JsonOutput.Write(new { refusal = new { code = refusal.Code, sentence = refusal.Sentence } });
        else Console.Error.WriteLine($"{refusal.Sentence} ({refusal.Code})");
        return 1;
    }

    public static string Share(double share) => $"{100 * share:0.#} %";
}
