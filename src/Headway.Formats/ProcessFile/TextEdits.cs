using System.Collections.Immutable;
using Headway.Processes.Linting;

namespace Headway.Formats.ProcessFile;

/// <summary>Makes the edits of fixes in a text.</summary>
public static class TextEdits
{
    private const char ByteOrderMark = '\uFEFF';

    /// <summary>Rounds in which one fix may make room for another; more is a circle.</summary>
    private const int MostRounds = 5;

    /// <summary>The text with the edits made; one that meets an earlier one is left out. Line endings and a byte order mark
    /// stay.</summary>
    public static string Apply(string text, IEnumerable<TextEdit> edits)
    {
        var mark = text.StartsWith(ByteOrderMark) ? text[..1] : "";
        var newline = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var plain = text[mark.Length..].ReplaceLineEndings("\n");
        int[] lineStarts = [0, .. Enumerable.Range(0, plain.Length).Where(i => plain[i] == '\n').Select(i => i + 1)];
        var last = int.MaxValue;
        foreach (var (start, end, with) in edits
            .Select(edit => (Start: lineStarts[edit.StartLine - 1] + edit.StartColumn - 1,
                End: lineStarts[edit.EndLine - 1] + edit.EndColumn - 1, edit.Text))
            .Distinct().OrderByDescending(edit => edit.Start).ThenByDescending(edit => edit.End))
        {
            if (end > last) continue;
            plain = string.Concat(plain.AsSpan(0, start), with, plain.AsSpan(end));
            last = start;
        }
        return mark + (newline == "\n" ? plain : plain.ReplaceLineEndings(newline));
    }

    /// <summary>Makes every fix that decides nothing a person should decide.</summary>
    /// <param name="lint">Reads and lints a text.</param>
    /// <returns>The text, and what was mended, in the order it was.</returns>
    public static (string Text, ImmutableArray<(Finding Finding, Fix Fix)> Mended) ApplySafe(
        string text, Func<string, ImmutableArray<Finding>> lint)
    {
        var mended = ImmutableArray.CreateBuilder<(Finding, Fix)>();
        for (var round = 0; round < MostRounds; round++)
        {
            var safe = lint(text).Select(finding => (Finding: finding, Fix: finding.Fixes.FirstOrDefault(fix => fix.IsSafe)))
                .Where(each => each.Fix is { Edits.IsEmpty: false }).Select(each => (each.Finding, Fix: each.Fix!))
                .DistinctBy(each => each.Fix.Edits[0]).ToList();
            if (safe.Count == 0) break;
            text = Apply(text, safe.SelectMany(each => each.Fix.Edits));
            mended.AddRange(safe);
        }
        return (text, mended.ToImmutable());
    }
}
