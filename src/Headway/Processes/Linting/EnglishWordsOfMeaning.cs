using System.Collections.Frozen;

namespace Headway.Processes.Linting;

/// <summary>Words about what is asked: what changes, what leads to an answer, what means the same.</summary>
internal static partial class EnglishWords
{
    /// <summary>Subjects that change while nobody looks: people, money, priority.</summary>
    public static readonly FrozenSet<string> Changing = Set(
        "budget", "budgets", "funding", "priority", "priorities", "prioritised", "prioritized", "sponsor", "champion", "decision-maker",
        "decision-makers", "stakeholder", "stakeholders", "signatory", "signatories", "authority", "ranked", "ranks");

    /// <summary>With "who" or "person" after it a statement is about people.</summary>
    public static readonly FrozenSet<string> Naming = Set("named", "names", "identified", "introduced", "appointed", "told", "said",
        "known");

    public static readonly FrozenSet<string> Whom = Set("who", "whom", "whose", "person", "people");

    /// <summary>Once done these stay done.</summary>
    public static readonly FrozenSet<string> DoneForGood = Set(
        "signed", "ordered", "order", "paid", "contract", "agreement", "bought", "purchased", "countersigned", "deposit");

    /// <summary>In the name of a field these do not say what it is about.</summary>
    public static readonly FrozenSet<string> Unasked = Set(
        "name", "names", "number", "date", "amount", "value", "text", "note", "notes", "comment", "comments", "kind", "type", "their",
        "they",
        "them", "who", "what", "which", "that", "how", "it", "its");

    /// <summary>Words by which a process asks for the problem, its consequence, people, the way of deciding, alternatives or
    /// timing.</summary>
    public static readonly FrozenSet<string> Qualification = Set(
        "problem", "problems", "pain", "wrong", "need", "needs", "hurts", "hurt", "goal", "goals", "challenge", "cost", "costs", "lose",
        "loses", "consequence", "consequences", "impact", "who", "whom", "whose", "person", "decides", "decide", "decision", "decided",
        "sponsor", "champion", "signs", "decision-maker", "decision-makers", "authority", "criteria", "steps", "process", "alternatives",
        "alternative", "competitors", "competition", "compare", "compared", "budget", "money", "when", "date", "deadline", "timeline",
        "why", "reason", "waiting", "nothing", "options", "instead");

    public static readonly FrozenSet<string> LeadingOpeners = Set(
        "wouldn't", "isn't", "aren't", "don't", "doesn't", "didn't", "won't", "can't", "couldn't", "shouldn't", "hasn't", "haven't",
        "wasn't", "weren't");

    public static readonly FrozenSet<string> TagVerbs = Set(
        "wouldn't", "isn't", "aren't", "don't", "doesn't", "didn't", "won't", "can't", "couldn't", "shouldn't", "hasn't", "haven't",
        "wasn't", "weren't", "do", "does", "is", "are", "would", "will", "can");

    public static readonly FrozenSet<string> TagPronouns = Set("you", "they", "it", "he", "she", "we", "not");

    public static readonly FrozenSet<string> Helpers = Set(
        "is", "are", "was", "were", "do", "does", "did", "have", "has", "had", "can", "could", "will", "would", "should");

    public static readonly FrozenSet<string> Anyone = Set("anyone", "anybody", "nobody");

    public static readonly FrozenSet<string> Refusing = Set("refuse", "reject", "object", "mind", "decline", "not", "oppose");

    public static readonly FrozenSet<string> Wanting = Set("want", "wants", "like", "wish", "need", "needs", "interested", "prefer");

    /// <summary>What everybody wants.</summary>
    public static readonly FrozenSet<string> Unarguable = Set(
        "save", "saving", "savings", "reduce", "reducing", "cut", "lower", "improve", "improving", "grow", "growing", "increase",
        "increasing", "succeed", "solve",
        "avoid");

    /// <summary>After "have we" or "did we": what we do anyway. Heard, received, understood are the customer's doing.</summary>
    public static readonly FrozenSet<string> OurDeeds = Set(
        "sent", "send", "presented", "present", "shown", "show", "given", "give", "delivered", "deliver", "made", "make", "done", "called",
        "call", "visited", "visit", "met", "explained", "explain", "demonstrated", "offered", "offer", "submitted", "submit", "prepared",
        "prepare", "provided", "provide", "introduced", "introduce", "emailed", "booked", "scheduled", "shared", "share", "logged");

    public static readonly FrozenSet<string> Realising = Set(
        "see", "sees", "realise", "realize", "recognise", "recognize", "appreciate");

    /// <summary>Words that say that something is told, known or true, not what.</summary>
    public static readonly FrozenSet<string> Telling = Set(
        "the", "a", "an", "to", "of", "for", "in", "on", "with", "is", "are", "was", "were", "be", "been", "has", "have", "had", "and",
        "this",
        "that", "it", "its", "they", "them", "their", "he", "she", "his", "her", "we", "us", "our", "customer", "customers", "customer's",
        "client", "prospect", "told", "said", "say", "says", "yes", "by", "at", "as", "from", "there", "here", "do",
        "does",
        "given", "clear", "clearly", "also", "now", "already", "buyer", "buyers");

    /// <summary>Words that mean the same to a seller, by one of them; nothing = it only says that something is known.</summary>
    public static readonly FrozenDictionary<string, string> SameMeaning = new Dictionary<string, string>
    {
        ["money"] = "budget",
        ["funding"] = "budget",
        ["funds"] = "budget",
        ["annually"] = "year",
        ["yearly"] = "year",
        ["named"] = "",
        ["known"] = "",
        ["learned"] = "",
        ["heard"] = "",
        ["explained"] = "",
        ["described"] = "",
        ["stated"] = "",
        ["agreed"] = "accept",
        ["agrees"] = "accept",
        ["agree"] = "accept",
        ["accepted"] = "accept",
        ["accepts"] = "accept",
        ["approved"] = "accept",
        ["approves"] = "accept",
        ["procurement"] = "purchasing",
        ["finished"] = "done",
        ["completed"] = "done",
        ["supplier"] = "supplier",
        ["vendor"] = "supplier",
        ["contracts"] = "contract",
        ["agreement"] = "contract",
        ["said yes"] = "accept",
        ["say yes"] = "accept",
        ["fine with"] = "accept",
        ["green light"] = "accept",
        ["signed off"] = "accept",
        ["let us"] = "accept",
        ["voted for"] = "accept",
        ["turned down"] = "reject",
        ["told no"] = "reject",
        ["said no"] = "reject",
        ["refused"] = "reject",
        ["declined"] = "reject",
        ["taken place"] = "done",
        ["took place"] = "done",
        ["carried out"] = "done",
        ["held"] = "done",
        ["given notice"] = "terminate",
        ["countersigned"] = "sign",
        ["signature"] = "sign",
        ["signs"] = "sign",
        ["signed"] = "sign",
        ["cfo"] = "finance",
        ["controller"] = "finance",
        ["counsel"] = "lawyer",
        ["legal"] = "lawyer",
        ["carrier"] = "supplier",
        ["clinic"] = "hospital",
        ["directors"] = "board",
        ["demo"] = "presentation",
        ["demonstration"] = "presentation",
        ["product"] = "",
        ["released"] = "accept",
        ["okay"] = "accept",
        ["okayed"] = "accept",
        ["endorsed"] = "accept",
        ["chosen"] = "choose",
        ["selected"] = "choose",
        ["chose"] = "choose",
        ["picked"] = "choose",
        ["bought"] = "buy",
        ["purchased"] = "buy",
        ["worry"] = "fear",
        ["worries"] = "fear",
        ["fears"] = "fear",
        ["concerns"] = "fear",
        ["extend"] = "renew",
        ["prolong"] = "renew",
        ["another term"] = "renew",
        ["go-live"] = "start",
        ["provider"] = "supplier",
        ["poc"] = "trial",
        ["deadline"] = "date",
        ["day"] = "date",
        ["fault"] = "problem",
        ["trouble"] = "problem",
        ["know more"] = "interested",
        ["told why"] = "why",
        ["options"] = "alternatives",
        ["need"] = "need",
        ["requires"] = "need",
        ["require"] = "need",
        ["requirements"] = "need",
        ["begin"] = "start",
        ["kick-off"] = "start",
        ["happy"] = "satisfied",
        ["content"] = "satisfied",
        ["pilot"] = "trial",
        ["test"] = "trial",
        ["timeframe"] = "timeline",
        ["timescale"] = "timeline",
        ["cost"] = "cost",
        ["costs"] = "cost",
        ["costing"] = "cost",
    }.ToFrozenDictionary();

    /// <summary>Endings that do not change what a word means, longest first.</summary>
    public static readonly string[] Endings = ["ations", "ation", "ings", "ing", "ers", "ies", "ed", "es", "er", "s"];
}
