namespace Headway.Processes.Linting;

/// <summary>Whether two outcomes say nearly the same. Rather misses a pair than finds one that is none: two sentences that differ in one
/// word that means something usually ask for two things, and most that mean the same in other words are missed.</summary>
internal static class Likeness
{
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

    /// <summary>The same words that mean something, in the same order: "the plant has left it to the group" is not "the group has left it
    /// to the plant".</summary>
    public static bool SayTheSame(IReadOnlyList<string> a, IReadOnlyList<string> b) => a.Count > 0 && a.SequenceEqual(b);

    private static string RootOf(string word)
    {
        foreach (var ending in EnglishWords.Endings)
            if (word.Length - ending.Length >= 3 && word.EndsWith(ending, StringComparison.Ordinal)) return word[..^ending.Length];
        return word;
    }
}
