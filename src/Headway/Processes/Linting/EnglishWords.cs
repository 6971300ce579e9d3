using System.Collections.Frozen;

namespace Headway.Processes.Linting;

/// <summary>
/// The words the language rules know, all in this one place. A word is listed only when it nearly always means what the rule thinks it
/// means:
/// a linter that cries wolf is turned off.
/// </summary>
internal static partial class EnglishWords
{
    public static readonly FrozenSet<string> WrittenApart = Set("follow-up", "buy-in", "bought-in", "decision-maker", "decision-makers",
        "kick-off");

    public static readonly FrozenSet<string> Articles = Set("the", "a", "an", "all", "first", "initial", "final", "formal", "our", "new");

    public static readonly FrozenSet<string> Us = Set("we", "i", "we've", "i've", "we're", "we'll");

    /// <summary>People on our side, as the subject of a sentence.</summary>
    public static readonly FrozenSet<string> SellerRoles = Set(
        "seller", "salesperson", "salesman", "salespeople", "rep", "reps", "ae", "sdr", "bdr", "presales", "sales");

    /// <summary>People on the customer's side; after "our" they are still the customer's.</summary>
    public static readonly FrozenSet<string> CustomerPeople = Set(
        "customer", "customers", "customer's", "client", "client's", "clients", "prospect", "prospect's", "buyer", "buyer's", "buyers",
            "they",
        "their", "them", "champion", "sponsor", "contact", "cfo", "ceo", "cio", "cto", "coo", "board", "stakeholder", "stakeholders",
        "decision-maker", "decision-makers", "procurement", "management", "executive", "lead", "account", "user", "users", "foreman",
        "architect", "owner", "council", "hospital", "city", "auditor", "lawyer", "controller", "management", "committee");

    /// <summary>What a seller makes or holds. Nouns a customer makes as well (business case, pilot, plan) are left out.</summary>
    public static readonly FrozenSet<string> SellerThings = Set(
        "demo", "demos", "demonstration", "proposal", "proposals", "quote", "quotation", "presentation", "pitch", "deck", "slides",
            "brochure",
        "offer", "pricing", "email", "e-mail", "mail", "call", "meeting", "meetings", "follow-up", "discovery", "nda",
        "contract", "rfp", "rfi", "collateral", "whitepaper", "solution", "roi",
        "samples", "webinar", "invitation", "voicemail", "price", "prices", "increase", "handover", "scorecard",
        "battlecard", "credentials", "newsletter", "dossier", "bid", "leaflet", "catalogue", "mailing");

    /// <summary>What only the seller's side does to those things. Signed, accepted, agreed, approved, received are the
    /// customer's.</summary>
    public static readonly FrozenSet<string> SellerDone = Set(
        "sent", "done", "delivered", "completed", "complete", "given", "presented", "held", "scheduled", "booked", "submitted", "made",
            "prepared",
        "conducted", "emailed", "e-mailed", "provided", "created", "issued", "logged", "uploaded", "performed", "finished", "drafted",
            "shown",
        "demonstrated", "arranged", "organised", "organized", "distributed", "offered", "out", "shared", "shipped",
        "announced", "negotiated", "answered", "handed", "filled", "mailed", "circulated", "launched");

    /// <summary>Done by us to a customer who is the grammatical subject.</summary>
    public static readonly FrozenSet<string> ServedWith = Set("sent", "shown", "given", "presented", "quoted", "offered", "emailed",
        "walked");

    public static readonly FrozenSet<string> ServedAlone = Set("contacted", "called", "emailed", "pitched", "qualified", "demoed",
        "prospected", "reframed", "educated", "briefed", "nurtured");

    /// <summary>Orders to a seller, when followed by an article or a seller's thing.</summary>
    public static readonly FrozenSet<string> SellerOrders = Set(
        "send", "present", "deliver", "schedule", "prepare", "pitch", "submit", "call", "email", "conduct", "demo", "propose", "book",
            "give",
        "sending", "presenting", "delivering", "scheduling", "preparing", "pitching", "submitting", "conducting", "show");

    public static readonly FrozenSet<string> OrderTargets = Set(
        "the", "a", "an", "our", "them", "customer", "client", "prospect", "buyer", "follow-up");

    /// <summary>After "we have been …" or "the seller was …" these are the customer's deeds.</summary>
    public static readonly FrozenSet<string> CustomerDid = Set(
        "told", "given", "invited", "introduced", "asked", "shown", "sent", "chosen", "selected", "shortlisted", "named", "awarded",
            "paid");

    /// <summary>States of mind: nobody else can check them.</summary>
    public static readonly FrozenSet<string> StatesOfMind = Set(
        "interested", "excited", "enthusiastic", "engaged", "happy", "keen", "committed", "convinced", "motivated",
            "supportive",
        "comfortable", "serious", "satisfied", "impressed", "eager", "receptive", "curious", "confident", "bought-in", "aligned",
            "friendly",
        "willing", "passionate", "optimistic", "loyal", "pleased", "favourable", "favorable", "onboard",
            "warm", "hot");

    public static readonly FrozenSet<string> Being = Set(
        "is", "are", "was", "were", "be", "been", "feels", "feel", "seems", "seem", "appears", "appear", "looks", "remains", "sounds",
            "gets", "they're");

    public static readonly FrozenSet<string> Degrees = Set(
        "very", "really", "highly", "truly", "fully", "genuinely", "quite", "clearly", "strongly", "still", "all", "actively", "deeply",
            "extremely",
        "generally", "seriously", "so", "definitely", "completely", "totally", "sufficiently");

    public static readonly string[] Unverifiable =
    [
        "good relationship", "strong relationship", "great relationship", "solid relationship", "close relationship",
            "relationship established",
        "relationship built", "trust established", "trust built", "trust is established", "good rapport", "rapport established",
            "rapport built",
        "rapport with", "strong interest", "high interest", "real interest", "great interest", "genuine interest", "buy-in", "good fit",
            "great fit",
        "strong fit", "strong champion", "good champion", "good feeling", "good vibes", "good chemistry", "good momentum", "likes us",
            "like us",
        "loves us", "love us", "likes our", "like our", "loves our", "love our", "trusts us", "trust us", "trusts our", "believes in",
            "believe in",
        "likes the", "loves the", "love the", "sees the value", "see the value", "sees value", "see value", "understands the value",
        "understand the value", "understands our", "understand our", "understands the benefits", "understand the benefits", "on our side",
        "on board", "prefers us", "prefer us", "appreciates our", "appreciate our", "values our", "gets it", "open to",
        "prefers us", "would prefer us", "know us", "knows us", "clear vision", "access to power", "right level of contact",
        "consensus reached",
            "high probability", "good chance", "good chances", "good feedback", "positive feedback", "positive signals",
        "positive reaction",
        "buying signals", "sense of urgency", "urgency created", "tension created", "trusted advisor", "top of mind", "well positioned",
            "good position", "good atmosphere", "good rapport", "sees the benefit", "sees the benefits", "see the benefits",
        "value recognised", "value recognized", "value understood", "recognises the value", "recognizes the value", "our solution fits",
            "our solution addresses", "our solution meets", "our solution solves", "our offer fits", "our product fits", "trust in us",
        "trust is there", "feels good", "goodwill", "mindshare", "strong sponsor", "real pain", "high priority for them", "looks good",
            "looks promising", "is likely", "are likely", "likely to", "very likely", "good contact", "good contacts", "easy to work with",
    ];

    /// <summary>At the end of a line without a verb ("all stakeholders aligned") these say how somebody feels, too.</summary>
    public static readonly FrozenSet<string> EndStates = Set(
        "aligned", "convinced", "interested", "excited", "committed", "motivated", "onboard", "understood", "inspired", "bought-in",
        "enthusiastic", "satisfied", "comfortable");

    /// <summary>Somebody said, wrote or did something: that can be checked, so the rule keeps quiet.</summary>
    public static readonly FrozenSet<string> Checkable = Set(
        "said", "says", "told", "wrote", "written", "writes", "confirmed", "named", "signed", "agreed", "stated", "asked", "invited",
            "showed",
        "shown", "sent", "gave", "given", "paid", "introduced", "named", "approved", "booked", "set", "allocated", "assigned", "shared",
        "scheduled", "documented", "announced", "described", "listed", "ranked", "put", "explained", "requested", "promised", "published",
            "opened",
        "recorded", "email", "letter", "minutes", "document", "quoted", "tested", "scored", "chosen", "spent", "reported", "provided");

    /// <summary>Things to know about a customer's decision, by subject. Two subjects in one outcome cannot be answered with one yes or
    /// no.</summary>
    public static readonly FrozenDictionary<string, string> Topics = new Dictionary<string, string>
    {
        ["budget"] = "money",
        ["funding"] = "money",
        ["budgets"] = "money",
        ["authority"] = "people",
        ["decision-maker"] = "people",
        ["decision-makers"] = "people",
        ["stakeholders"] = "people",
        ["champion"] = "champion",
        ["sponsor"] = "champion",
        ["need"] = "need",
        ["needs"] = "need",
        ["pain"] = "need",
        ["requirements"] = "need",
        ["timeline"] = "time",
        ["timing"] = "time",
        ["timeframe"] = "time",
        ["deadline"] = "time",
        ["timescale"] = "time",
        ["competition"] = "alternatives",
        ["competitors"] = "alternatives",
        ["alternatives"] = "alternatives",
        ["price"] = "price",
        ["pricing"] = "price",
        ["discount"] = "price",
        ["contract"] = "contract",
        ["scope"] = "scope",
        ["integration"] = "technical",
        ["security"] = "technical",
    }.ToFrozenDictionary();

    public static readonly FrozenSet<string> Ands = Set("and", "&", "plus", "+", "/", ";", "along", "well");

    public static readonly FrozenSet<string> TopicCompanions = Set("holder", "holders", "owner", "owners", "cycle", "year", "process",
        "period", "team");

    public static readonly FrozenSet<string> NeedNouns = Set("the", "a", "their", "business", "customer", "customer's", "real", "core",
        "key", "clear");

    /// <summary>An activity that begins like this says only what the seller does, unless it goes on to say what for.</summary>
    public static readonly FrozenSet<string> SellerMoves = Set(
        "meet", "call", "email", "e-mail", "send", "present", "demo", "visit", "follow-up", "schedule", "give", "show", "deliver",
            "prepare", "hold",
        "conduct", "invite", "book", "introduce", "pitch", "lunch", "dinner", "meeting", "demonstration", "presentation", "proposal",
            "discovery",
        "workshop", "webinar", "kick-off", "quote", "quotation", "intro", "connect", "touch", "ping", "check-in", "create", "map",
        "attend", "share", "position", "nurture", "executive", "offer", "organise", "organize", "negotiate", "answer", "do", "run",
        "multi-thread", "check", "lobby", "handle", "complete", "cold", "quarterly", "renewal", "write", "draft", "chase", "update", "log",
        "enter", "fill", "submit", "upload", "forward", "phone", "text", "add", "host", "arrange", "drive", "push", "upsell",
        "cross-sell", "entertain", "install", "configure", "customise", "customize", "reserve",
        "circulate", "publish", "register", "demonstrate", "newsletter", "sample", "roadshow", "invitation", "reminder", "mailing");

    /// <summary>Words that say what an activity is to find out.</summary>
    public static readonly FrozenSet<string> Inquiry = Set(
        "learn", "understand", "find", "hear", "know", "ask", "discover", "agree", "settle", "decide", "confirm", "test", "establish",
        "identify", "clarify", "determine", "verify", "explore", "uncover", "validate", "define", "assess", "compare", "what", "who",
            "whom",
        "whose", "how", "why", "whether", "when", "which", "until", "together", "see", "note", "count", "watch", "observe", "listen",
        "measure", "interview", "write");

    public static readonly FrozenSet<string> QuestionOpeners = Set(
        "what", "who", "whom", "whose", "how", "why", "whether", "when", "which", "where", "is", "are", "do", "does", "did", "have", "has",
            "can",
        "could", "will", "would", "should", "may", "was", "were", "if");

    public static readonly FrozenSet<string> StageActivities = Set(
        "demo", "demos", "demonstration", "proposal", "proposals", "presentation", "presentations", "quote", "quotation", "quoting",
            "pitch",
        "pitching", "prospecting", "outreach", "appointment", "follow-up", "meeting", "call", "calls", "email", "proposing", "presenting",
        "demoing", "offer", "webinar", "cold-call", "contacted", "contacting", "nurture", "nurturing", "handover",
        "develop", "developing", "workshop", "roadshow", "campaign", "mailing", "cadence", "connected", "visit", "bid", "bidding",
        "pitched", "presented", "proposed", "quoted", "demoed", "reach-out");

    /// <summary>With one of these a stage's name says what the customer did or does.</summary>
    public static readonly FrozenSet<string> CustomerMoves = Set(
        "accepted", "agreed", "approved", "signed", "review", "reviewed", "reviewing", "evaluating", "evaluation", "decision", "deciding",
        "chosen", "requested", "requests", "asked", "understood", "accepting", "customer", "buyer", "invited", "won", "called", "taken",
            "under", "request", "rfp", "received", "compare", "comparing", "comparison", "considering", "choosing", "tender", "tenders",
        "testing");

    public static readonly FrozenSet<string> SentThings = Set("contract", "agreement", "paperwork", "pricing", "information", "nda",
        "samples", "invoice");

    public static readonly FrozenSet<string> SentWords = Set("sent", "delivered", "issued", "submitted", "out", "provided");

    /// <summary>Words that add nothing to a purpose.</summary>
    public static readonly FrozenSet<string> Filler = Set(
        "the", "a", "an", "to", "of", "for", "in", "on", "with", "is", "and", "this", "that", "we", "our", "it", "stage", "phase", "step",
            "part",
        "do", "doing", "done", "complete", "completed", "finish", "get", "make", "perform", "opportunity", "opportunities", "deal", "deals",
            "lead",
        "leads", "customer", "client", "prospect", "purpose", "process", "sales", "here", "all", "through", "be", "are", "contract",
        "product", "new", "being", "been", "has", "have", "up", "out", "into", "project", "his", "her");

    /// <summary>Without a verb before them these tell what we did, whatever it was done to: "pain identified".</summary>
    public static readonly FrozenSet<string> OurDeedsAlone = Set(
        "identified", "gathered", "covered", "delivered", "shipped", "announced", "negotiated", "uploaded", "logged", "applied",
        "mapped", "presented", "demonstrated", "pitched", "demoed", "contacted", "emailed", "prepared",
        "drafted", "collected", "researched", "profiled", "highlighted", "positioned", "explained", "addressed", "handled", "destabilised",
        "destabilized", "challenged", "uncovered", "entered", "created", "sent");

    /// <summary>Also at the customer somebody finds, gives and asks; with one of these before it the deed is theirs or the line is a
    /// sentence.</summary>
    public static readonly FrozenSet<string> Verbs = Set(
        "has", "have", "had", "is", "are", "was", "were", "will", "would", "can", "could", "must", "may", "knows", "know", "wants", "want",
        "says", "said", "told", "agreed", "agree", "agrees", "accepts", "accept", "needs", "need", "signed", "approved", "decided",
        "confirmed", "likes", "sees", "does", "do", "did", "gets", "got", "responded", "replied", "renews", "buys", "bought", "prefers");

    /// <summary>What stands between a deed and the rest of a line without a verb.</summary>
    public static readonly FrozenSet<string> AfterADeed = Set(
        "to", "in", "on", "at", "with", "within", "for", "and", "by", "from", "internally", "via", "as", "over", "out", "per", "after",
        "before", "during", "last", "this");

    /// <summary>After "our" or "by": people of ours.</summary>
    public static readonly FrozenSet<string> OurPeople = Set(
        "team", "company", "consultant", "consultants", "engineer", "engineers", "legal", "counsel", "lawyer", "lawyers", "experts",
        "expert", "specialist", "specialists", "presales", "developers", "colleagues", "sales", "management",
        "manager", "technicians", "technician", "trainers");

    /// <summary>Only sellers fill these in.</summary>
    public static readonly FrozenSet<string> SellersOwn = Set(
        "meddic", "meddpicc", "bant", "battlecard", "scorecard", "multi-threaded", "tick", "internally");

    public static readonly FrozenSet<string> Asking = Set("who", "whom", "whose", "what", "when", "which", "how", "why", "where");

    /// <summary>Stand for what came before: not a second thing.</summary>
    public static readonly FrozenSet<string> Pronouns = Set("it", "they", "he", "she", "this", "that", "ours", "theirs", "we", "both",
        "which", "who", "what");

    /// <summary>After "we" or "we have": no deed of ours.</summary>
    public static readonly FrozenSet<string> Reporting = Set(
        "heard", "learned", "learnt", "received", "got", "know", "understand", "a", "an", "the", "no", "their", "access", "been", "agreed",
        "are", "may", "can", "won", "seen");

    public static readonly FrozenSet<string> Meetings = Set("meeting", "meetings", "call", "visit", "appointment", "workshop", "demo");

    /// <summary>What a customer orders, pays and grants; a deed done to it is theirs.</summary>
    public static readonly FrozenSet<string> CustomerThings = Set(
        "order", "orders", "po", "purchase", "approval", "approvals", "payment", "deposit", "permission", "permit", "funding", "signature",
        "signatures", "consent", "vote", "decision", "loi", "intent");

    /// <summary>What a customer puts out, and we answer.</summary>
    public static readonly FrozenSet<string> Tenders = Set("rfp", "rfi", "tender", "rfq");

    public static readonly FrozenSet<string> PutOut = Set("issued", "sent", "out", "created", "prepared", "shared", "made", "drafted");

    private static FrozenSet<string> Set(params string[] words) => words.ToFrozenSet();
}
