namespace Headway.Processes.Linting;

/// <summary>How long a process is on paper: A4 across, a column for each stage, with its purpose, its outcomes with proof and activities,
/// and its gate. Prompts and questions are not on it; they print with the preparation of a meeting.</summary>
/// <remarks>Counted in lines of type of 8.5 points on 1.35 lines, with words broken as a browser breaks them. Letters are taken to be as
/// wide as the usual letter, so a line more or less is possible.</remarks>
public static class PrintedPage
{
    /// <summary>What is left of 210 mm after margins, title and aim, in lines of 4.05 mm.</summary>
    public const int LinesAPage = 42;

    /// <summary>Letters across the page: 279 mm at 1.5 mm a letter.</summary>
    public const int CharactersAcross = 186;

    /// <summary>Between two columns, in letters.</summary>
    public const int CharactersBetweenColumns = 4;

    /// <summary>A line longer than this is hard to read, however much room there is.</summary>
    public const int MostCharactersALine = 60;

    private const int LinesAroundAHeading = 1;
    private const int LinesAroundAnOutcome = 1;
    private const int LinesAroundAGate = 1;

    /// <summary>Proof and freshness stand on one line, in smaller type.</summary>
    private const int LinesOfProof = 1;

    /// <summary>Who decides.</summary>
    private const int LinesOfDecider = 1;

    /// <summary>Letters in a line of a column, with so many stages beside each other.</summary>
    public static int CharactersALine(int stages) =>
        Math.Min(MostCharactersALine, CharactersAcross / Math.Max(1, stages) - CharactersBetweenColumns);

    public static bool Fits(Process process) => process.Stages.All(stage => LinesOf(process, stage) <= LinesAPage);

    /// <summary>Lines of the column of one stage.</summary>
    public static int LinesOf(Process process, Stage stage)
    {
        var width = CharactersALine(process.Stages.Length);
        var lines = Lines(stage.Name, width) + Lines(stage.Purpose, width) + LinesAroundAHeading;
        foreach (var outcome in stage.Outcomes)
        {
            lines += Lines(outcome.Statement, width) + LinesOfProof + LinesAroundAnOutcome;
            lines += process.Activities.Where(activity => activity.Pursues.Contains(outcome.Key))
                .Sum(activity => Lines(activity.Name, width));
        }
        return lines + Lines(stage.Gate.Question, width) + LinesOfDecider + LinesAroundAGate;
    }

    private static int Lines(string text, int width)
    {
        int lines = 0, used = 0;
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (lines == 0 || used + 1 + word.Length > width) (lines, used) = (lines + 1, word.Length);
            else used += 1 + word.Length;
        }
        return lines;
    }
}
