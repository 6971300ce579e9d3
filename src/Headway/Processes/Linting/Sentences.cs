namespace Headway.Processes.Linting;

/// <summary>What the language rules can tell about a sentence. Everything here would rather miss than cry wolf.</summary>
internal static class Sentences
{
    /// <summary>The subject is us: "we …", "sales rep …", "proposal sent", "send the quote", "customer was given a demo".</summary>
    public static bool SpeaksOfTheSeller(Wording sentence)
    {
        var words = sentence.Words;
        if (words.IsEmpty || DoneByTheCustomer(words)) return false;
        return WeAreTheSubject(words) || OrdersTheSeller(words) || OurThingIsDone(words) || CustomerIsServed(words)
            || OurDeedWithoutAVerb(words) || DoneByUs(words);
    }

    /// <summary>A state of mind or an impression, with nothing said, written or done that would show it.</summary>
    public static bool CannotBeChecked(Wording sentence)
    {
        if (sentence.Has(EnglishWords.Checkable)) return false;
        if (EnglishWords.Unverifiable.Any(sentence.HasPhrase)) return true;
        var words = sentence.Words;
        for (var i = 0; i < words.Length; i++)
        {
            if (!EnglishWords.Being.Contains(words[i])) continue;
            var next = i + 1;
            while (next < words.Length && EnglishWords.Degrees.Contains(words[next])) next++;
            if (next < words.Length && EnglishWords.StatesOfMind.Contains(words[next])) return true;
        }
        return words.Length > 1 && EnglishWords.EndStates.Contains(words[^1]) && !words.Any(EnglishWords.Verbs.Contains);
    }

    /// <summary>Two subjects joined by "and": "budget and authority confirmed", but not "the steps and criteria of their
    /// decision".</summary>
    public static bool SaysSeveralThings(Wording sentence)
    {
        if (sentence.Boxes > 1 || sentence.Words.Count(EnglishWords.Asking.Contains) > 2) return true;
        var tokens = sentence.Tokens.Where(token => !EnglishWords.Articles.Contains(token)).ToList();
        if (TwoDeeds(tokens) || TwoClauses(tokens)) return true;
        for (var i = 1; i < tokens.Count - 1; i++)
        {
            if (!EnglishWords.Ands.Contains(tokens[i])) continue;
            var left = TopicIn(tokens, Math.Max(0, i - 3), i);
            var right = TopicIn(tokens, i + 1, Math.Min(tokens.Count, i + 3));
            if (left is not null && right is not null && left != right) return true;
        }
        return false;
    }

    /// <summary>The two statements in one that is joined by a single "and"; null where it cannot be cut by rule.</summary>
    public static (string First, string Second)? HalvesOf(string statement)
    {
        var parts = statement.Trim().TrimEnd('.').Split(" and ");
        if (parts.Length != 2 || parts.Any(string.IsNullOrWhiteSpace)) return null;
        var (first, second) = (Wording.Of(parts[0]), Wording.Of(parts[1]));
        var upper = char.ToUpperInvariant(parts[1][0]) + parts[1][1..];
        if ((first.Has(EnglishWords.Verbs) && second.Has(EnglishWords.Verbs)) || (first.Words.Any(IsDeed) && second.Words.Any(IsDeed)))
            return (parts[0], upper);
        var rest = parts[1].Split(' ', 2);
        return first.Words.Length is 1 or 2 && rest.Length == 2 ? ($"{parts[0]} {rest[1]}", upper) : null;
    }

    /// <summary>The name only says what the seller does, and no prompt asks anything.</summary>
    public static bool SaysOnlyWhatTheSellerDoes(Activity activity)
    {
        if (activity.Prompts.Any(LearnsSomething)) return false;
        var name = Wording.Of(activity.Name);
        var words = name.Words.SkipWhile(EnglishWords.Articles.Contains).ToList();
        return words.Count > 0 && words.Take(2).Any(EnglishWords.SellerMoves.Contains) && !name.Has(EnglishWords.Inquiry);
    }

    // A question, or an order to ask for something that decides a sale; "ask for 15 minutes" is neither.
    private static bool LearnsSomething(string prompt)
    {
        if (Asks(prompt)) return !Questions.HaveOneAnswer(prompt);
        var words = Wording.Of(prompt);
        return words.Words is ["ask", ..] && (words.Has(EnglishWords.Asking) || words.Has(EnglishWords.Qualification));
    }

    /// <summary>True for a question, with or without its mark.</summary>
    public static bool Asks(string text) =>
        text.AsSpan().IndexOfAny('?', '？', '؟') >= 0
            || (Wording.Of(text).Words is [var first, ..] && EnglishWords.QuestionOpeners.Contains(first));

    /// <summary>True when every word of the purpose that means something is already in the name.</summary>
    public static bool OnlyRepeats(string purpose, string name)
    {
        var names = Wording.Of(name).Words;
        if (names is [{ Length: > 2 } only] && only == string.Concat(Wording.Of(purpose).Words.Select(word => word[0]))) return true;
        var meant = Wording.Of(purpose).Words.Where(word => names.Contains(word) || !EnglishWords.Filler.Contains(word));
        return meant.All(word => names.Any(other => SameRoot(word, other)));
    }

    /// <summary>"Demo", "Proposal", "Quote sent", but not "Proposal accepted".</summary>
    public static bool NamesASellersActivity(string stageName)
    {
        var name = Wording.Of(stageName);
        if (name.Has(EnglishWords.CustomerMoves)) return false;
        return name.Has(EnglishWords.StageActivities) || (name.Has(EnglishWords.SentThings) && name.Has(EnglishWords.SentWords));
    }

    /// <summary>About people, money or priority, and not a deed that stays done: a signature, an order, a payment.</summary>
    public static bool SpeaksOfWhatChanges(Wording sentence)
    {
        if (sentence.Has(EnglishWords.DoneForGood)) return false;
        if (sentence.Has(EnglishWords.Changing)) return true;
        var words = sentence.Words;
        var naming = words.Select((word, i) => (word, i)).FirstOrDefault(each => EnglishWords.Naming.Contains(each.word));
        return naming.word is not null && words.Skip(naming.i + 1).Take(3).Any(EnglishWords.Whom.Contains);
    }

    /// <summary>True when a word of the field's name that means something is in the text.</summary>
    public static bool AsksFor(string text, string field)
    {
        var said = Wording.Of(text).Words;
        return Wording.Of(field).Words.Where(word => !EnglishWords.Filler.Contains(word) && !EnglishWords.Unasked.Contains(word))
            .Any(word => said.Any(other => SameRoot(word, other)));
    }

    private static bool DoneByTheCustomer(IReadOnlyList<string> words)
    {
        for (var i = 0; i + 1 < words.Count; i++)
        {
            if (words[i] == "by" && !EnglishWords.SellerRoles.Contains(words[i + 1])
                && words.Skip(i + 1).Take(3).Any(EnglishWords.CustomerPeople.Contains)) return true;
            if (words[i] is "to" or "with" && words[i + 1] == "us") return true;
        }
        return false;
    }

    private static bool WeAreTheSubject(IReadOnlyList<string> words)
    {
        if (words.Contains("agreed") || words.Take(4).Contains("and")) return false;
        var start = words[0] is "the" or "our" or "a" ? 1 : 0;
        if (start >= words.Count) return false;
        var ours = EnglishWords.Us.Contains(words[0]) || EnglishWords.SellerRoles.Contains(words[start])
            || (words[start] is "account" && start + 1 < words.Count && words[start + 1] is "executive" or "manager")
            || (words[0] is "our" && EnglishWords.OurPeople.Contains(words[start]));
        var told = words.Zip(words.Skip(1)).Any(pair => pair.First is "been" or "were" or "was" or "got"
            && EnglishWords.CustomerDid.Contains(pair.Second));
        return ours && !told && words.Count > start + 1 && !OnlyReports(words);
    }

    // "We have heard from the CFO …", "we know who …", "we have a …": what they told us, or what there is, and no deed of ours.
    private static bool OnlyReports(IReadOnlyList<string> words)
    {
        if (!EnglishWords.Us.Contains(words[0])) return false;
        var verb = words.Skip(1).FirstOrDefault(word => word is not ("have" or "now" or "already" or "also"));
        return verb is null || EnglishWords.Reporting.Contains(verb);
    }

    private static bool OrdersTheSeller(IReadOnlyList<string> words) =>
        words.Count > 1 && EnglishWords.SellerOrders.Contains(words[0])
        && (EnglishWords.OrderTargets.Contains(words[1]) || EnglishWords.SellerThings.Contains(words[1]));

    // "Proposal sent", "The first demo has been given", "Meeting with the CFO held"; a clause or a customer as subject ends the search.
    private static bool OurThingIsDone(IReadOnlyList<string> words)
    {
        var thing = false;
        for (var i = 0; i < words.Count && i < 9; i++)
        {
            var word = words[i];
            // Calls and visits are booked by two; who carries out a reference call is the customer.
            if (thing && word is "booked" or "scheduled" or "arranged" && words.Any(EnglishWords.Meetings.Contains)) return false;
            if (thing && word is "out" && words[i - 1] == "carried") return false;
            if (thing && EnglishWords.PutOut.Contains(word) && words.Take(i).Any(EnglishWords.Tenders.Contains)
                && !words.Contains("response")) return false;
            if (thing && EnglishWords.SellerDone.Contains(word)) return i + 1 == words.Count || words[i + 1] is not "back";
            if (word is "that" or "which" or "who" or "what" or "how" or "their" or "they") return false;
            if (!thing && EnglishWords.CustomerPeople.Contains(word) && i == FirstNoun(words)) return false;
            if (EnglishWords.Checkable.Contains(word) && !EnglishWords.SellerThings.Contains(word)) return false;
            thing |= EnglishWords.SellerThings.Contains(word);
        }
        return false;
    }

    // "The customer has been sent the proposal": the customer is the subject, and yet it is our deed.
    private static bool CustomerIsServed(IReadOnlyList<string> words)
    {
        if (words.Contains("by") || !words.Take(3).Any(EnglishWords.CustomerPeople.Contains)) return false;
        for (var i = 1; i + 1 < words.Count; i++)
        {
            if (words[i] is not ("been" or "was" or "were")) continue;
            if (EnglishWords.ServedAlone.Contains(words[i + 1])) return true;
            if (EnglishWords.ServedWith.Contains(words[i + 1]) && words.Skip(i + 2).Any(EnglishWords.SellerThings.Contains)) return true;
        }
        return false;
    }

    // "Pain identified", "Samples shipped to the lab": no verb, no customer before the deed.
    private static bool OurDeedWithoutAVerb(IReadOnlyList<string> words)
    {
        if (EnglishWords.SellersOwn.Contains(words[0])) return true;
        if (words.Any(EnglishWords.CustomerThings.Contains)) return false;
        for (var i = 1; i < words.Count && i < 7; i++)
        {
            if (EnglishWords.OurDeedsAlone.Contains(words[i]))
                return i + 1 == words.Count || EnglishWords.AfterADeed.Contains(words[i + 1]) || words[i + 1] == "at";
            if (EnglishWords.Verbs.Contains(words[i]) || words[i] is "that" or "who" or "which" or "what") return false;
        }
        return false;
    }

    // "Quote approved by sales management", "Discount approved internally", "Sponsor on our side named".
    private static bool DoneByUs(IReadOnlyList<string> words)
    {
        if (words.Any(EnglishWords.SellersOwn.Contains)) return true;
        for (var i = 1; i + 1 < words.Count; i++)
        {
            if (words[i] == "by" && (words[i + 1] is "us" || EnglishWords.SellerRoles.Contains(words[i + 1]))) return true;
            if (i + 2 >= words.Count || words[i + 1] != "our") continue;
            if (words[i] == "by" && EnglishWords.OurPeople.Contains(words[i + 2])) return true;
            if (words[i] == "on" && words[i + 2] == "side" && !words.Any(EnglishWords.Verbs.Contains)) return true;
        }
        return false;
    }

    // "Call completed and notes logged": a deed, and then another noun with another deed, in a line without a verb.
    private static bool TwoDeeds(List<string> tokens)
    {
        if (tokens.Any(EnglishWords.Verbs.Contains)) return false;
        for (var i = 1; i + 1 < tokens.Count; i++)
        {
            if (tokens[i] is not ("and" or ",") || !tokens.Take(i).Any(IsDeed)) continue;
            var second = tokens.FindIndex(i + 1, IsDeed);
            if (second > i + 1 && second <= i + 4) return true;
            if (second == i + 1 && tokens[i - 1] is "identified" or "found" or "named") return true;
        }
        return false;
    }

    private static bool IsDeed(string word) =>
        (word.Length > 4 && word.EndsWith("ed", StringComparison.Ordinal) && word is not ("need" or "speed"))
        || word is "sent" or "given" or "done" or "held" or "met" or "shown" or "made" or "set";

    // "The board has approved it and legal is reviewing the contract": a second subject with a verb of its own.
    private static bool TwoClauses(List<string> tokens)
    {
        for (var i = 3; i + 2 < tokens.Count; i++)
        {
            if (tokens[i] != "and" || !tokens.Take(i).Any(EnglishWords.Verbs.Contains)) continue;
            if (tokens.Take(i).Any(token => token is "that" or "what" or "how" or "who" or "whether" or "why" or "when")) return false;
            if (EnglishWords.Pronouns.Contains(tokens[i + 1])) continue;
            var verb = tokens.FindIndex(i + 1, EnglishWords.Verbs.Contains);
            if (verb > i + 1 && verb <= i + 3 && tokens[verb] is "has" or "have" or "is" or "are" or "was" or "were" or "will") return true;
        }
        return false;
    }

    private static int FirstNoun(IReadOnlyList<string> words)
    {
        var i = 0;
        while (i < words.Count && EnglishWords.Articles.Contains(words[i])) i++;
        return i;
    }

    private static string? TopicIn(IReadOnlyList<string> tokens, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (!EnglishWords.Topics.TryGetValue(tokens[i], out var topic)) continue;
            if (i + 1 < tokens.Count && EnglishWords.TopicCompanions.Contains(tokens[i + 1])) continue;
            // "what they need": a verb, unless it opens the part or follows a word that only nouns follow.
            if (tokens[i] is "need" or "needs" && i != from && !EnglishWords.NeedNouns.Contains(tokens[i - 1])) continue;
            return topic;
        }
        return null;
    }

    // Crude on purpose: the first letters agree and at most the ending differs (close, closing; qualify, qualifying).
    internal static bool SameRoot(string a, string b)
    {
        var common = 0;
        while (common < a.Length && common < b.Length && a[common] == b[common]) common++;
        return common == Math.Max(a.Length, b.Length) || (common >= 4 && common >= Math.Min(a.Length, b.Length) - 2);
    }
}
