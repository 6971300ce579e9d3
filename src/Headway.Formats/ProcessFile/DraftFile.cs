using System.Text;
using Headway.Learning;
using Headway.Processes.Linting;

namespace Headway.Formats.ProcessFile;

/// <summary>A suggestion as a process file: the draft, and as comments the numbers it rests on.</summary>
public static class DraftFile
{
    private const int Width = 118;

    public static string Print(SmallestDraft draft)
    {
        var text = new StringBuilder();
        foreach (var comment in draft.Comments)
            foreach (var line in Wrapped(comment)) text.Append("# ").Append(line).Append('\n');
        var outcomes = draft.OfOutcome.ToDictionary(each => ElementPath.Outcome(new OutcomeKey(each.Key)), each => each.Value);
        foreach (var line in ProcessLines.Of(draft.Process))
        {
            if (outcomes.TryGetValue(line.Element, out var numbers))
                text.Append(' ', line.Text.Length - line.Text.TrimStart(' ').Length).Append("# ").Append(numbers).Append('\n');
            text.Append(line.Text).Append('\n');
        }
        return text.ToString();
    }

    private static IEnumerable<string> Wrapped(string comment)
    {
        var line = new StringBuilder();
        var indent = comment.StartsWith("  ", StringComparison.Ordinal) ? "  " : "";
        foreach (var word in comment.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + word.Length + 1 > Width)
            {
                yield return line.ToString();
                line.Clear();
            }
            line.Append(line.Length == 0 ? indent : " ").Append(word);
        }
        if (line.Length > 0) yield return line.ToString();
    }
}
