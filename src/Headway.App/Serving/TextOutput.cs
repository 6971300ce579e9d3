using Spectre.Console;

namespace Headway.App.Serving;

/// <summary>What people read: sentences and tables on standard output, messages on standard error. No colour carries a meaning.</summary>
internal static class TextOutput
{
    /// <summary>Where there is no terminal the width is fixed, so that the same answer is the same text.</summary>
    private const int WidthWithoutTerminal = 140;

    public static void Table(IReadOnlyList<string> columns, IEnumerable<string[]> rows)
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
        console.Profile.Width = Console.IsOutputRedirected ? WidthWithoutTerminal : Math.Max(60, Console.WindowWidth);
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
