using System.Collections.Immutable;
using System.Text;
using Headway.Opportunities;

namespace Headway.Learning;

/// <summary>A sentence about one customer as another seller may read it: without the customer's name and the names of the people there,
/// as far as they are known. What stands instead is put in brackets, so that nobody takes it for what was written.</summary>
public static class NamesLeftOut
{
    /// <summary>Shorter words of a name are words of the language as well.</summary>
    private const int LeastWord = 4, LeastPersonWord = 3;

    private const string Customer = "[the customer]", Somebody = "[somebody there]", Address = "[address]";

    private static readonly ImmutableHashSet<string> LegalForms = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase, "AS", "ASA", "AB", "ApS", "Oy", "Oyj", "A/S", "GmbH", "AG", "KG", "SE", "SA", "SAS", "SARL",
        "BV", "NV", "Ltd", "Limited", "plc", "LLC", "LLP", "Inc", "Corp", "Co", "Company", "Group", "Holding");

    /// <param name="sentence">As it was recorded.</param>
    /// <param name="account">With its contacts.</param>
    public static string From(string sentence, Account account)
    {
        var names = Names(account);
        var text = new StringBuilder(sentence.Length);
        for (var at = 0; at < sentence.Length;)
        {
            if (!IsWordStart(sentence, at))
            {
                text.Append(sentence[at++]);
                continue;
            }
            if (names.FirstOrDefault(name => name.Stands(sentence, at)) is { } found)
            {
                text.Append(found.Instead);
                at += found.Text.Length;
                continue;
            }
            var end = at;
            while (end < sentence.Length && !char.IsWhiteSpace(sentence[end])) end++;
            if (sentence.AsSpan(at, end - at).Contains('@'))
            {
                text.Append(Address);
                at = end;
                continue;
            }
            text.Append(sentence[at++]);
        }
        return text.ToString();
    }

    /// <summary>The longest first, so that a whole name goes before its words.</summary>
    private static ImmutableArray<Name> Names(Account account)
    {
        var names = new List<Name> { new(account.Name, Customer, true) };
        var words = Words(account.Name).ToList();
        while (words.Count > 1 && LegalForms.Contains(words[^1].TrimEnd('.'))) words.RemoveAt(words.Count - 1);
        names.Add(new Name(string.Join(' ', words), Customer, true));
        if (words[0].Length >= LeastWord) names.Add(new Name(words[0], Customer, false));
        foreach (var contact in account.Contacts)
        {
            var instead = contact.Title is { Length: > 0 } title ? $"[{title}]" : Somebody;
            names.Add(new Name(contact.Name, instead, true));
            names.AddRange(Words(contact.Name).Where(word => word.Length >= LeastPersonWord)
                .Select(word => new Name(word, instead, false)));
        }
        return [.. names.Where(name => name.Text.Length > 0).OrderByDescending(name => name.Text.Length)];
    }

    private static IEnumerable<string> Words(string name) =>
        name.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } words ? words : [name];

    private static bool IsWordStart(string text, int at) =>
        char.IsLetterOrDigit(text[at]) && (at == 0 || !char.IsLetterOrDigit(text[at - 1]));

    /// <param name="AnyCase">A single word only as it is written in a name: “mark” is no Mark.</param>
    private sealed record Name(string Text, string Instead, bool AnyCase)
    {
        public bool Stands(string sentence, int at)
        {
            if (at + Text.Length > sentence.Length) return false;
            var there = sentence.AsSpan(at, Text.Length);
            if (!there.Equals(Text, AnyCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal)
                && !there.Equals(Text.ToUpperInvariant(), StringComparison.Ordinal)) return false;
            var after = at + Text.Length;
            // “Lunds” is Lund's: many languages write the genitive so.
            if (after < sentence.Length && sentence[after] == 's') after++;
            return after >= sentence.Length || !char.IsLetterOrDigit(sentence[after]);
        }
    }
}
