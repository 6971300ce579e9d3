using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Headway.Processes.Linting;

namespace Headway.Formats.ProcessFile;

/// <summary>Finds the comments of a file and the elements they belong to.</summary>
internal static partial class Comments
{
    /// <summary>A # at the start of a line or after a blank, outside of every scalar.</summary>
    public static ImmutableArray<FileComment> Find(string text, IReadOnlyList<(int Start, int End)> scalars, IEnumerable<Place> places)
    {
        var elements = places.GroupBy(place => place.Line).ToDictionary(group => group.Key, group =>
            group.MinBy(place => place.Element.Length)!.Element);
        var lines = elements.Keys.Order().ToArray();
        var comments = ImmutableArray.CreateBuilder<FileComment>();
        var (line, lineStart, scalar) = (1, 0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n') (line, lineStart) = (line + 1, i + 1);
            if (text[i] != '#' || (i > lineStart && text[i - 1] is not (' ' or '\t'))) continue;
            while (scalar < scalars.Count && scalars[scalar].End <= i) scalar++;
            if (scalar < scalars.Count && scalars[scalar].Start <= i) continue;
            var end = text.IndexOf('\n', i) is var newline and >= 0 ? newline : text.Length;
            var ownLine = string.IsNullOrWhiteSpace(text[lineStart..i]);
            var trailing = !ownLine && elements.ContainsKey(line);
            var at = trailing ? Array.IndexOf(lines, line) : NextLine(lines, line, ownLine);
            comments.Add(new FileComment(text[i..end].TrimEnd(), at < lines.Length ? elements[lines[at]] : "", trailing, line,
                i - lineStart + 1));
            i = end - 1;
        }
        return comments.ToImmutable();
    }

    public static ImmutableArray<Allow> Allows(IEnumerable<FileComment> comments, FindingList findings)
    {
        var allows = ImmutableArray.CreateBuilder<Allow>();
        foreach (var comment in comments.Where(comment => Addressed().IsMatch(comment.Text)))
        {
            var match = Allowing().Match(comment.Text);
            if (match.Success && match.Groups["reason"].Value.Trim() is { Length: > 0 } reason)
                allows.Add(new Allow(match.Groups["rule"].Value, reason, comment.Element));
            else
                findings.Warning("process-allow-without-reason", comment.Line, comment.Column, comment.Element,
                    $"“{comment.Text}” allows nothing.",
                    "A rule is silenced for one place and for a reason that the next reader can weigh.",
                    "Write “# headway: allow HW203 because …” with the reason.");
        }
        return allows.ToImmutable();
    }

    // A comment after the last item of a list that runs over several lines belongs to the part before it.
    private static int NextLine(int[] lines, int line, bool ownLine)
    {
        var next = Array.FindIndex(lines, other => other >= line);
        if (!ownLine && next != 0) return (next < 0 ? lines.Length : next) - 1;
        return next < 0 ? lines.Length : next;
    }

    [GeneratedRegex(@"^#\s*headway\s*:", RegexOptions.CultureInvariant)]
    private static partial Regex Addressed();

    [GeneratedRegex(@"^#\s*headway\s*:\s*allow\s+(?<rule>HW[0-9]{3})\s+because\b(?<reason>.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Allowing();
}
