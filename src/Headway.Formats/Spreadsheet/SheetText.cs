using System.Globalization;
using System.Text;

namespace Headway.Formats.Spreadsheet;

/// <summary>Text in the XML of a workbook: what XML cannot hold is written there as <c>_x0007_</c>.</summary>
internal static class SheetText
{
    private const int EscapeLength = 7;

    public static string Unescaped(string text)
    {
        if (!text.Contains("_x", StringComparison.Ordinal)) return text;
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (IsEscape(text, i, out var letter))
            {
                plain.Append(letter);
                i += EscapeLength - 1;
            }
            else plain.Append(text[i]);
        }
        return plain.ToString();
    }

    public static string Escaped(string text)
    {
        var xml = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i)) xml.Append(text[i]).Append(text[++i]);
            else if (char.IsSurrogate(text[i])) xml.Append('\uFFFD');
            else if (text[i] is '\uFFFE' or '\uFFFF' or '\r' || (text[i] < ' ' && text[i] is not ('\t' or '\n')))
                xml.Append(CultureInfo.InvariantCulture, $"_x{(int)text[i]:X4}_");
            else if (IsEscape(text, i, out _)) xml.Append("_x005F_");
            else xml.Append(text[i]);
        }
        return xml.ToString();
    }

    private static bool IsEscape(string text, int i, out char letter)
    {
        letter = default;
        if (i + EscapeLength > text.Length || text[i] != '_' || text[i + 1] != 'x' || text[i + EscapeLength - 1] != '_') return false;
        if (!ushort.TryParse(text.AsSpan(i + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture,
            out var code)) return false;
        letter = (char)code;
        return true;
    }
}
