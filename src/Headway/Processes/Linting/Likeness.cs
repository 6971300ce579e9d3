using System.Collections.Frozen;

namespace Headway.Processes.Linting;

/// <summary>Whether two outcomes say nearly the same. Rather misses a pair than finds one that is none: two sentences that differ in one
/// word that means something usually ask for two things.</summary>
internal static class Likeness
{
    /// <summary>Of the words of both, the share they have in common, from which they are taken for the same.</summary>
    private const double Alike = 0.75;

    private const int LeastWords = 2;

    /// <summary>The words that mean something in their order, each in one form, and words that mean the same as one of them.</summary>
    public static IReadOnlyList<string> MeaningOf(string statement)
    {
        var meaning = new List<string>();
        var words = Wording.Of(statement).Words;
        for (var i = 0; i < words.Length; i++)
        {
            var pair = i + 1 < words.Length ? $"{words[i]} {words[i + 1]}" : "";
            var isPair = EnglishWords.SameMeaning.ContainsKey(pair);
            if (!isPair && EnglishWords.Telling.Contains(words[i])) continue;
            var plain = EnglishWords.SameMeaning.GetValueOrDefault(isPair ? pair : words[i], words[i]);
            if (isPair) i++;
            if (plain.Length == 0) continue;
            var root = RootOf(plain);
            if (!meaning.Contains(root)) meaning.Add(root);
        }
        return meaning;
    }

    public static bool SayTheSame(IReadOnlyList<string> a, IReadOnlyList<string> b)
    {
        (a, b) = (WithoutRoles(a, b), WithoutRoles(b, a));
        if (a.Count < LeastWords || b.Count < LeastWords) return a.Count == 1 && a.SequenceEqual(b) && a.Any(word => word.Length > 4);
        var common = a.Where(b.Contains).ToList();
        var isTurned = a.Concat(b).Any(EnglishWords.Turning.Contains);
        if (common.Count < LeastWords || common.Count < (isTurned ? 1 : Alike) * (a.Count + b.Count - common.Count)) return false;
        // "The plant has left it to the group" is not "the group has left it to the plant".
        return common.SequenceEqual(b.Where(a.Contains));
    }

    // "The customer has accepted the price" is what "the buyer has accepted the price" says; two different people are two things.
    private static IReadOnlyList<string> WithoutRoles(IReadOnlyList<string> meaning, IReadOnlyList<string> other) =>
        other.Any(roles.Contains) ? meaning : [.. meaning.Where(word => !roles.Contains(word))];

    private static readonly FrozenSet<string> roles = EnglishWords.Roles.Select(RootOf).ToFrozenSet();

    private static string RootOf(string word)
    {
        foreach (var ending in EnglishWords.Endings)
            if (word.Length - ending.Length >= 3 && word.EndsWith(ending, StringComparison.Ordinal)) return word[..^ending.Length];
        return word;
    }
}
