using System.Collections.Immutable;

namespace Headway.Processes.Linting;

/// <summary>A sentence cut into lower-case words, for rules that look at the language.</summary>
internal sealed class Wording
{
    private Wording(ImmutableArray<string> tokens)
    {
        Tokens = tokens;
        Words = [.. tokens.Where(token => char.IsLetterOrDigit(token[0]))];
    }

    /// <summary>Words and the marks that join or part them (comma, semicolon, ampersand, slash, plus).</summary>
    public ImmutableArray<string> Tokens { get; }

    public ImmutableArray<string> Words { get; }

    /// <summary>Boxes to tick, drawn with signs.</summary>
    public int Boxes { get; private init; }

    public static Wording Of(string text)
    {
        var tokens = ImmutableArray.CreateBuilder<string>();
        var word = new System.Text.StringBuilder();
        foreach (var letter in text.ToLowerInvariant().Replace('’', '\'') + " ")
        {
            var inside = char.IsLetterOrDigit(letter) || (word.Length > 0 && letter is '\'' or '-');
            if (inside)
            {
                word.Append(letter);
                continue;
            }
            if (word.Length > 0) tokens.Add(word.ToString().TrimEnd('\'', '-'));
            word.Clear();
            if (letter is ',' or ';' or '&' or '/' or '+') tokens.Add(letter.ToString());
        }
        return new Wording(Joined(tokens)) { Boxes = text.Count(letter => letter is '☐' or '□' or '☑') + text.Split("[ ]").Length - 1 };
    }

    public bool Has(IReadOnlySet<string> list) => Words.Any(list.Contains);

    /// <summary>True when the words stand in the sentence one after the other.</summary>
    public bool HasPhrase(string phrase)
    {
        var wanted = phrase.Split(' ');
        for (var start = 0; start + wanted.Length <= Words.Length; start++)
            if (Words.AsSpan(start, wanted.Length).SequenceEqual(wanted)) return true;
        return false;
    }

    // "follow up" and "follow-up" are one word to every rule.
    private static ImmutableArray<string> Joined(ImmutableArray<string>.Builder tokens)
    {
        var joined = ImmutableArray.CreateBuilder<string>(tokens.Count);
        for (var i = 0; i < tokens.Count; i++)
        {
            var pair = i + 1 < tokens.Count ? $"{tokens[i]}-{tokens[i + 1]}" : "";
            if (EnglishWords.WrittenApart.Contains(pair)) i++;
            else pair = tokens[i];
            joined.Add(pair);
        }
        return joined.ToImmutable();
    }
}
