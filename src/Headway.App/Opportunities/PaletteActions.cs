using Headway.Access;
using Headway.App.Access;
using Headway.Opportunities;

namespace Headway.App.Opportunities;

/// <summary>What the palette can do and where it can lead, in the verbs of the command line and the API.</summary>
internal static class PaletteActions
{
    private sealed record Known(string Text, string Verb, string Href, Func<Principal, bool> For, string Also = "");

    private static readonly Func<Principal, bool> everybody = _ => true;
    private static readonly Func<Principal, bool> sees = who => Visibility.Of(who) is not Visibility.Nothing;
    private static readonly Func<Principal, bool> works = Any(Role.Seller, Role.Leader);

    private static readonly Known[] anywhere =
    [
        new("Open an opportunity", "opportunity open", "/opportunities/new", works, "new create add"),
        new("Set a goal", "goal set", "/goals", works, "target quota"),
        new("Show decisions that wait", "gate list", "/pipeline?show=waiting", sees, "pending"),
        new("Show what is silent", "opportunity list --silent", "/pipeline?show=silent", sees, "stale quiet"),
        new("Show Gos that are not supported any more", "gate list --unsupported", "/pipeline?show=unsupported", sees, "stale"),
        new("Bring in a history", "import", "/histories", Any(Role.ProcessOwner, Role.Leader), "upload csv xes file crm"),
        new("Invite somebody", "people invite", "/people", Any(Role.Administrator), "user colleague add"),
        new("Change your password or tokens", "token create", "/account", everybody, "account api"),
    ];

    private static readonly Known[] pages =
    [
        new("Today", "g t", "/", sees, "home start"),
        new("Pipeline", "g p", "/pipeline", sees, "opportunities list search"),
        new("Goals", "g o", "/goals", sees, "targets pace"),
        new("Forecast", "g f", "/forecast", sees, "bookings"),
        new("Learn", "g l", "/learn", sees, "funnel history"),
        new("The map of what happened", "learn map", "/learn/map", sees, "variants"),
        new("The smallest process", "learn smallest", "/learn/smallest", sees, "suggestion"),
        new("Gates and their floors", "learn gates", "/learn/gates", sees, "stopping"),
        new("Clients to pursue", "learn clients", "/learn/clients", sees, "segments customers"),
        new("What contributes", "learn contribution", "/learn/contribution", sees, "dead weight"),
        new("Versions compared", "learn versions", "/learn/versions", sees, "change"),
        new("How honest the forecasts were", "learn honesty", "/learn/honesty", sees, "score calibration"),
        new("Process", "g r", "/process", everybody, "stages outcomes road"),
        new("Histories", "g h", "/histories", Any(Role.ProcessOwner, Role.Leader), "imports"),
        new("People", "people", "/people", Any(Role.Administrator, Role.Leader), "team users"),
        new("Your account", "account", "/account", everybody, "settings profile"),
    ];

    /// <summary>Nothing typed shows the first few only; the letters find the others.</summary>
    private const int MostUnasked = 6;

    public static IReadOnlyList<PaletteItem> Anywhere(Principal who, string[] words) => Fitting(anywhere, who, words);

    public static IReadOnlyList<PaletteItem> Pages(Principal who, string[] words) => Fitting(pages, who, words);

    /// <summary>What may be done on the opportunity whose page is open. Empty for those who only look.</summary>
    public static IReadOnlyList<PaletteItem> On(Situation at, string[] words)
    {
        var page = $"/opportunities/{at.Opportunity.Id}";
        var mayWork = at.Refuses(Deed.Work) is null;
        List<PaletteItem> all = !mayWork ? [new("Prepare the meeting", "meeting prepare", $"{page}/prepare", "m")]
            : at.Opportunity.IsOpen ? [.. WhileOpen(at, page, words)]
            : [new("Open it again", "opportunity reopen", $"{page}?do=reopen")];
        if (UndoLast.Offer(at) is not null) all.Add(new("Undo your last change", "undo", page, "u"));
        return [.. all.Where(item => Fits($"{item.Text} {item.Note}", words))];
    }

    private static IEnumerable<PaletteItem> WhileOpen(Situation at, string page, string[] words)
    {
        var standing = at.Standing;
        yield return new("Record evidence", "evidence add", $"{page}?do=record", "e");
        if (!standing.IsReadyToClose)
            yield return new($"Decide the gate of {standing.Stage.Name}", "gate decide", $"{page}/gate", "d");
        yield return new("Prepare the meeting", "meeting prepare", $"{page}/prepare", "m");
        yield return new("Plan an activity", "activity plan", $"{page}?do=plan");
        yield return new("Say what an activity brought", "activity done", $"{page}/done");
        yield return new("Close it: won, lost or no decision", "opportunity close", $"{page}?do=close");
        yield return new("Change the amount", "opportunity amount", $"{page}?do=amount");
        yield return new("Change the expected close", "opportunity expected-close", $"{page}?do=expected-close");
        yield return new("Say which part somebody plays", "contact involve", $"{page}?do=involve");
        if (at.Opportunity.Gos.Count > 0) yield return new("Take back a Go", "gate withdraw", $"{page}?do=withdraw-go");
        if (at.Refuses(Deed.ChangeOwner) is null) yield return new("Hand it over", "opportunity owner", $"{page}?do=owner");
        if (words.Length == 0) yield break;
        // By its words an outcome or an activity is found, with its form open.
        foreach (var now in standing.Outcomes)
            yield return new($"Record: {now.Outcome.Statement}", "evidence add", $"{page}?do=record&outcome={now.Outcome.Key}");
        foreach (var activity in at.Process.Activities)
            yield return new($"Plan: {activity.Name}", "activity plan", $"{page}?do=plan&activity={activity.Key}");
    }

    private static IReadOnlyList<PaletteItem> Fitting(Known[] known, Principal who, string[] words) =>
        [.. known.Where(each => each.For(who) && Fits($"{each.Text} {each.Verb} {each.Also}", words))
            .Take(words.Length == 0 ? MostUnasked : known.Length).Select(each => new PaletteItem(each.Text, each.Verb, each.Href))];

    /// <summary>Every word begins a word of the text.</summary>
    private static bool Fits(string text, string[] words)
    {
        var own = text.ToLowerInvariant().Split([' ', ',', ':', '-', '“', '”', '(', ')'], StringSplitOptions.RemoveEmptyEntries);
        return words.All(word => own.Any(each => each.StartsWith(word, StringComparison.Ordinal)));
    }

    private static Func<Principal, bool> Any(params Role[] roles) => who => roles.Any(who.Is);
}
