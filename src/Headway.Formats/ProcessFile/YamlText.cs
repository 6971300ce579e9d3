using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Headway.Formats.ProcessFile;

/// <summary>Writes text as a YAML scalar: plain where every YAML reader agrees what it means, otherwise in double quotes.</summary>
internal static class YamlText
{
    // YAML 1.1 readers take these for yes, no and nothing.
    private static readonly FrozenSet<string> Reserved = new[] { "true", "false", "null", "yes", "no", "on", "off", "y",
        "n" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static string Scalar(string text) => IsPlain(text) ? text : Quoted(text);

    /// <summary>A plain scalar that the JSON Schema of an editor takes for a number or a truth value (YAML 1.2 core schema).</summary>
    public static bool IsNotText(string plain) =>
        plain is "true" or "false" or "True" or "False" or "TRUE" or "FALSE"
        || (plain.Length > 0 && (char.IsAsciiDigit(plain[^1]) || plain[^1] == '.')
            && double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out _));

    /// <summary>False for control characters other than tab and line feed, and for halves of surrogate pairs.</summary>
    public static bool IsPrintable(string text)
    {
        foreach (var rune in text.EnumerateRunes())
            if (rune.Value == 0xFFFD || (Rune.IsControl(rune) && rune.Value is not ('\t' or '\n'))
                || rune.Value is 0xFEFF or 0xFFFE or 0xFFFF) return false;
        return true;
    }

    private static bool IsPlain(string text)
    {
        if (text.Length == 0 || !char.IsLetter(text[0]) || Reserved.Contains(text) || text[^1] is ' ' or ':') return false;
        // ".inf" and numbers begin with no letter; ", [ ] { }" matter inside lists on one line.
        if (text.AsSpan().IndexOfAny("\",[]{}\\&*!|>%@`") >= 0) return false;
        if (text.Contains(": ", StringComparison.Ordinal) || text.Contains(" #", StringComparison.Ordinal)) return false;
        return text.All(letter => letter is >= ' ' and <= '~' or >= '\u00A1' and <= '\u024F' or '’' or '“' or '”' or '–' or '…' or '€')
            && !text.Contains('\u00AD');
    }

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
            quoted.Append(rune.Value switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\t' => "\\t",
                >= ' ' and <= '~' => ((char)rune.Value).ToString(),
                >= 0xA1 and <= 0xD7FF and not (0xAD or 0x2028 or 0x2029) => rune.ToString(),
                <= 0xFFFF => "\\u" + rune.Value.ToString("X4", CultureInfo.InvariantCulture),
                _ => "\\U" + rune.Value.ToString("X8", CultureInfo.InvariantCulture),
            });
        return quoted.Append('"').ToString();
    }
}
