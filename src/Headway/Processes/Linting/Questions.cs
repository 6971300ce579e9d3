namespace Headway.Processes.Linting;

/// <summary>What the language rules can tell about a question.</summary>
internal static class Questions
{
    /// <summary>Leading ("wouldn't it help?", "…, don't they?"), or about our own doing, which is always answered with yes.</summary>
    public static bool HaveOneAnswer(string question)
    {
        var words = Wording.Of(question).Words;
        if (words.Length < 2) return false;
        return Leads(words) || WantsWhatEverybodyWants(words) || AsksAboutUs(words) || FlattersUs(words);
    }

    private static bool Leads(IReadOnlyList<string> words) =>
        EnglishWords.LeadingOpeners.Contains(words[0])
        || (words.Count > 3 && EnglishWords.TagVerbs.Contains(words[^2]) && EnglishWords.TagPronouns.Contains(words[^1]))
        || (words.Count > 3 && words[^1] == "right" && words[^2] is not "the")
        || (words[0] == "would" && EnglishWords.Anyone.Contains(words[1]) && words.Any(EnglishWords.Refusing.Contains))
        || (words[0] is "who" or "what" && EnglishWords.LeadingOpeners.Contains(words[1]));

    // "Does the customer want to save money?": nobody does not.
    private static bool WantsWhatEverybodyWants(IReadOnlyList<string> words)
    {
        if (!EnglishWords.Helpers.Contains(words[0])) return false;
        for (var i = 1; i + 1 < words.Count; i++)
        {
            if (!EnglishWords.Wanting.Contains(words[i])) continue;
            var rest = words.Skip(i + 1).Where(word => !EnglishWords.Filler.Contains(word)).ToList();
            return rest.Count is > 0 and <= 4 && EnglishWords.Unarguable.Contains(rest[0]);
        }
        return false;
    }

    // "Have we sent the proposal?", "Did the meeting take place?": our own deed, and it will be done.
    private static bool AsksAboutUs(IReadOnlyList<string> words)
    {
        if (!EnglishWords.Helpers.Contains(words[0])) return false;
        if (EnglishWords.Us.Contains(words[1]))
            return words.Skip(2).Take(2).Any(EnglishWords.OurDeeds.Contains);
        if (words.Skip(1).Take(3).Any(EnglishWords.CustomerPeople.Contains) || words.Contains("by")) return false;
        var thing = words.Skip(1).SkipWhile(EnglishWords.Articles.Contains).Take(2).Any(EnglishWords.SellerThings.Contains);
        return thing && (words.Any(EnglishWords.SellerDone.Contains) || (words.Contains("take") && words.Contains("place")));
    }

    // "Do they see that our quality is worth it?", "Do they realise what risk they run without us?"
    private static bool FlattersUs(IReadOnlyList<string> words) =>
        EnglishWords.Helpers.Contains(words[0]) && words.Skip(1).Take(4).Any(EnglishWords.Realising.Contains)
        && words.Any(word => word is "our" or "us" or "we");
}
