using Headway.Histories;
using Headway.Opportunities;

namespace Headway.Formats.Ocel;

/// <summary>A history as objects and events in the words of OCEL 2.0, handed out one by one so that nothing is held.</summary>
/// <remarks>
/// A case is an object Opportunity with every value its attributes had, and when. Stages, outcomes, activities and people are objects that
/// events and opportunities are related to. A label that means something becomes the event type of its meaning and keeps its name in the
/// attribute <c>label</c>, by which it is read back; another label is an event type of its own.
/// </remarks>
internal sealed class OcelExport
{
    public const string Label = "label";
    public const string Recorded = "recorded";
    public const string OutcomeRetracted = "OutcomeRetracted";
    public const string Evidence = "Evidence";

    /// <summary>From an opportunity to evidence that it had.</summary>
    public const string Retracted = "retracted";

    private const string Opportunity = "Opportunity";

    private static readonly string[] meanings =
        ["Opened", "StageEntered", "OutcomeEvidenced", OutcomeRetracted, "ActivityDone", "Won", "Lost", "NoDecision", "NoGo", "Voided",
            "Reopened", "GateDecided", "ForecastChanged"];

    private readonly ExportedHistory history;
    private readonly HashSet<string> caseIds;
    private readonly Dictionary<string, string> ids = new(StringComparer.Ordinal);
    private readonly HashSet<string> takenIds = new(StringComparer.Ordinal);

    public OcelExport(ExportedHistory history)
    {
        this.history = history;
        caseIds = [.. history.Cases.Select(history.CaseId)];
    }

    public IEnumerable<OcelDeclaredType> ObjectTypes =>
    [
        new(Opportunity, [.. history.Attributes.Select(name => (name, "string"))]),
        new("User", [("name", "string")]), new("Stage", [("name", "string")]), new("Outcome", [("name", "string")]),
        new("Activity", [("name", "string")]), new(Evidence, []), new("Gate", [("name", "string")]),
        new("Account", [("name", "string")]), new("Contact", [("name", "string")]),
    ];

    public IEnumerable<OcelDeclaredType> EventTypes => meanings.Concat(OtherLabels().Order(StringComparer.Ordinal))
        .Select(type => new OcelDeclaredType(type,
            [(Label, "string"), (Recorded, "time"), .. type switch
            {
                "OutcomeEvidenced" => [("confirms", "boolean")],
                "GateDecided" => [("decision", "string")],
                "ForecastChanged" => [("expectedClose", "string")],
                _ => Array.Empty<(string, string)>(),
            }]));

    public IEnumerable<OcelThing> Objects()
    {
        foreach (var c in history.Cases)
        {
            var values = history.Attributes.SelectMany(name => history.ValuesOf(name, c).Select(value =>
                new OcelDatedValue(name, value.Ticks ?? OcelDatedValue.FromTheStart, value.Value ?? "")));
            var owner = history.History.Shape.OwnerAttribute is { } attribute ? history.ValueOf(attribute, c) : null;
            var retracted = RetractedOf(c).Select(each => Id("evidence", each)).ToList();
            yield return new OcelThing(history.CaseId(c), Opportunity, [.. values],
                [.. owner is null ? [] : new[] { new OcelLink(Id("user", owner), "owner") },
                    .. retracted.Select(id => new OcelLink(id, Retracted)), .. AtTheCustomer(c)]);
            foreach (var id in retracted) yield return new OcelThing(id, Evidence, [], []);
        }
        var shape = history.History.Shape;
        foreach (var thing in Customers()) yield return thing;
        foreach (var person in People()) yield return Named("user", person, "User", person);
        foreach (var stage in shape.Stages) yield return Named("stage", stage.Key, "Stage", stage.Name);
        foreach (var outcome in shape.Outcomes) yield return Named("outcome", outcome.Key, "Outcome", outcome.Name);
        foreach (var activity in shape.Activities)
        {
            yield return Named("activity", activity.Key, "Activity", activity.Name) with
            {
                Links = [.. (history.Record?.Pursues ?? []).Where(each => each.Activity == activity.Key
                    && shape.Outcomes.Any(outcome => outcome.Key == each.Outcome))
                    .Select(each => new OcelLink(Id("outcome", each.Outcome), "pursues"))],
            };
        }
        if (history.Record is null) yield break;
        foreach (var stage in shape.Stages) yield return Named("gate", stage.Key, "Gate", stage.Name);
    }

    private IEnumerable<OcelLink> AtTheCustomer(int c)
    {
        if (history.SurroundingsOf(c) is not { } around) yield break;
        yield return new OcelLink(Id("account", around.AccountId), "account");
        foreach (var contact in around.Contacts) yield return new OcelLink(Id("contact", contact.Id), RoleOf(contact.Role));
    }

    /// <summary>Accounts and contacts of the opportunities that go out, each once; a contact of another's opportunity stays at
    /// home.</summary>
    private IEnumerable<OcelThing> Customers()
    {
        var around = history.Cases.Select(history.SurroundingsOf).OfType<OwnSurroundings>().ToList();
        return around.DistinctBy(each => each.AccountId).Select(each => Named("account", each.AccountId, "Account", each.AccountName))
            .Concat(around.SelectMany(each => each.Contacts).DistinctBy(each => each.Id)
                .Select(each => Named("contact", each.Id, "Contact", each.Name)));
    }

    /// <summary>Whoever decides or signs is a decision-maker; the others are called by their part.</summary>
    private static string RoleOf(DecisionRole role) => role switch
    {
        DecisionRole.Decides or DecisionRole.Signs => "decision-maker",
        DecisionRole.Sponsor => "sponsor",
        DecisionRole.Advises => "advises",
        DecisionRole.Uses => "uses",
        DecisionRole.CanStop => "can-stop",
        DecisionRole.Buys => "buys",
        DecisionRole.NotInvolved => "not-involved",
    };

    /// <summary>Handed out by <see cref="Events"/> so far: more than the log has, for decisions and retractions are events here.</summary>
    public int EventCount { get; private set; }

    public IEnumerable<OcelHappening> Events()
    {
        EventCount = 0;
        foreach (var c in history.Cases)
        {
            var retracted = new Queue<string>(RetractedOf(c));
            // Before the events of the same time: a No-go is decided, and by that the opportunity ends.
            var gates = new Queue<OcelHappening>(Decisions(c).OrderBy(each => each.Ticks));
            foreach (var each in history.EventsOf(c))
            {
                while (gates.TryPeek(out var next) && next.Ticks <= each.EffectiveTicks)
                    yield return gates.Dequeue() with { Id = $"e{++EventCount}" };
                // Retracted evidence is no part of the sale any more, so it is about an object of its own, which the opportunity had.
                var about = each.WithdrawnTicks is null ? new OcelLink(history.CaseId(c), "opportunity")
                    : new OcelLink(Id("evidence", retracted.Dequeue()), "evidence");
                yield return Of($"e{++EventCount}", each, about);
                if (each.WithdrawnTicks is { } at)
                    yield return new OcelHappening($"e{++EventCount}", OutcomeRetracted, at, [(Label, $"retracts {each.Label}")],
                        [about, .. About(each.Meaning)]);
            }
            while (gates.TryDequeue(out var last)) yield return last with { Id = $"e{++EventCount}" };
        }
    }

    /// <summary>Decisions at gates, and new expectations of when it closes. They are about the opportunity, and no part of its
    /// history.</summary>
    private IEnumerable<OcelHappening> Decisions(int c)
    {
        if (history.SurroundingsOf(c) is not { } around) yield break;
        var opportunity = new OcelLink(history.CaseId(c), "opportunity");
        var shown = history.History.Shape.Stages;
        foreach (var gate in around.Gates.Where(gate => shown.Any(stage => stage.Key == gate.Stage)))
        {
            var way = gate.Way switch { GateWay.Go => "go", GateWay.NoGo => "no-go", GateWay.NotYet => "not-yet" };
            yield return new OcelHappening("", "GateDecided", gate.EffectiveTicks, [(Label, $"gate {way}"), ("decision", way)],
                [opportunity, new OcelLink(Id("gate", gate.Stage), "decides"),
                    .. gate.Person is { } who ? [new OcelLink(Id("user", history.PersonName(who)), "by")] : Array.Empty<OcelLink>()]);
        }
        foreach (var (ticks, value) in history.ValuesOf(OwnFacts.ExpectedClose, c).Skip(1))
            yield return new OcelHappening("", "ForecastChanged", ticks ?? 0, [(Label, "forecast changed"), ("expectedClose", value ?? "")],
                [opportunity]);
    }

    private IEnumerable<string> RetractedOf(int c) =>
        history.EventsOf(c).Where(each => each.WithdrawnTicks is not null).Select((_, i) => $"{history.CaseId(c)}:{i + 1}");

    private OcelHappening Of(string id, ExportedEvent each, OcelLink about)
    {
        var attributes = new List<(string, string)> { (Label, each.Label) };
        if (each.RecordedTicks is { } recorded) attributes.Add((Recorded, ExportText.Time(recorded)));
        if (each.Meaning is LabelMeaning.Evidence evidence) attributes.Add(("confirms", evidence.Confirms ? "true" : "false"));
        var links = new List<OcelLink> { about };
        links.AddRange(About(each.Meaning));
        if (each.Person is { } person) links.Add(new OcelLink(Id("user", person), "by"));
        return new OcelHappening(id, TypeOf(each), each.EffectiveTicks, attributes, links);
    }

    private IEnumerable<OcelLink> About(LabelMeaning meaning)
    {
        var shape = history.History.Shape;
        return meaning switch
        {
            LabelMeaning.StageEntered entered => [new OcelLink(Id("stage", shape.Stages[entered.Stage].Key), "entered")],
            LabelMeaning.Evidence evidence => [new OcelLink(Id("outcome", shape.Outcomes[evidence.Outcome].Key), "evidences")],
            LabelMeaning.ActivityDone done => [new OcelLink(Id("activity", shape.Activities[done.Activity].Key), "does")],
            _ => [],
        };
    }

    private static string TypeOf(ExportedEvent each) => each.Meaning switch
    {
        LabelMeaning.Opened => "Opened",
        LabelMeaning.StageEntered => "StageEntered",
        LabelMeaning.Evidence => "OutcomeEvidenced",
        LabelMeaning.ActivityDone => "ActivityDone",
        LabelMeaning.Ended { Ending: Ending.Won } => "Won",
        LabelMeaning.Ended { Ending: Ending.Lost } => "Lost",
        LabelMeaning.Ended { Ending: Ending.NoDecision } => "NoDecision",
        LabelMeaning.Ended { Ending: Ending.NoGo } => "NoGo",
        LabelMeaning.Voided => "Voided",
        LabelMeaning.Reopened => "Reopened",
        _ => TypeOfOther(each.Label),
    };

    /// <summary>A label without a meaning is a type of its own, and never one of ours by accident.</summary>
    private static string TypeOfOther(string label) => meanings.Contains(label) ? $"label {label}" : label.Length == 0 ? "label" : label;

    private IEnumerable<string> OtherLabels()
    {
        var log = history.History.Log;
        return Enumerable.Range(0, log.Labels.Length).Where(l => history.History.MeaningOf(l) is LabelMeaning.Nothing)
            .Select(l => TypeOfOther(log.Labels[l])).Distinct(StringComparer.Ordinal);
    }

    private SortedSet<string> People()
    {
        var people = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var c in history.Cases)
        {
            people.UnionWith((history.SurroundingsOf(c)?.Gates ?? []).Select(gate => gate.Person).OfType<string>().Select(
                history.PersonName));
            people.UnionWith(history.EventsOf(c).Select(each => each.Person).OfType<string>());
            if (history.History.Shape.OwnerAttribute is { } owner && history.ValueOf(owner, c) is { } who) people.Add(who);
        }
        return people;
    }

    private OcelThing Named(string kind, string key, string type, string name) =>
        new(Id(kind, key), type, [new OcelDatedValue("name", OcelDatedValue.FromTheStart, name)], []);

    /// <summary>An id names one object of the whole file, so it gives way to a case that is called the same.</summary>
    private string Id(string kind, string key)
    {
        var wanted = $"{kind}:{key}";
        if (ids.TryGetValue(wanted, out var known)) return known;
        var id = wanted;
        while (caseIds.Contains(id) || !takenIds.Add(id)) id += "~";
        return ids[wanted] = id;
    }
}

internal sealed record OcelDeclaredType(string Name, IReadOnlyList<(string Name, string Type)> Attributes);

/// <param name="Ticks">When the value began; <see cref="FromTheStart"/> is what the format writes for values that never change.</param>
internal sealed record OcelDatedValue(string Name, long Ticks, string Value)
{
    public static readonly long FromTheStart = DateTime.UnixEpoch.Ticks;
}

internal sealed record OcelLink(string ObjectId, string Qualifier);

internal sealed record OcelThing(string Id, string Type, IReadOnlyList<OcelDatedValue> Attributes, IReadOnlyList<OcelLink> Links);

internal sealed record OcelHappening(
    string Id, string Type, long Ticks, IReadOnlyList<(string Name, string Value)> Attributes, IReadOnlyList<OcelLink> Links);
