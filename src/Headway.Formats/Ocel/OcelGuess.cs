using Headway.Formats.Mapping;

namespace Headway.Formats.Ocel;

/// <summary>Which objects are the cases, by their names and by how much of the log is about them; what else a mapping needs, by usual
/// names. A person looks at it and saves it.</summary>
internal static class OcelGuess
{
    /// <summary>Surest first; compared as words, so that "Sales Opportunity" is one too.</summary>
    private static readonly string[] caseWords =
        ["opportunity", "opportunities", "deal", "sale", "quote", "offer", "lead", "order", "application", "case"];

    /// <summary>A qualifier met less often may be a slip of the pen, which must not split a label.</summary>
    private const int MeantFrom = 5;

    private static readonly string[] personWords = ["user", "resource", "employee", "seller", "person", "staff"];

    private static readonly string[] labelNames = ["label", "concept:name", "activity"];

    /// <summary>Without labels yet: what they mean shows only when they are read.</summary>
    public static LogMapping Of(OcelContent content)
    {
        var events = EventsByType(content);
        var caseType = CaseType(content, events);
        var ofEvents = content.EventAttributes.Select(each => content.AttributeNames[each.Name]).Distinct().ToList();
        var ofCases = caseType < 0 ? [] : AttributesOf(content, caseType);
        var amount = ColumnNames.FindAmount(ofCases);
        return new LogMapping(LogFormat.Ocel, LogShape.Events, new ColumnMapping(
            caseType < 0 ? null : content.ObjectTypes[caseType],
            ColumnNames.Find(ofEvents, labelNames) ?? (NeedsQualifiers(content, caseType) ? OcelCases.TypeAndQualifier : null),
            Recorded: ColumnNames.Find(ofEvents, ColumnNames.Recorded),
            Person: ColumnNames.Find(ofEvents, ColumnNames.Person) ?? PersonType(content, caseType)))
        {
            Lifecycle = Lifecycle.All,
            Amount = amount,
            Owner = ColumnNames.Find(ofCases, ColumnNames.Owner),
            Currency = ColumnNames.CurrencyIn(amount) ?? "EUR",
        };
    }

    /// <summary>Names of attributes of the objects of a type, and after them the types, which a mapping names too.</summary>
    public static IEnumerable<string> Columns(OcelContent content, LogMapping guess) =>
        (content.ObjectTypes.Find(guess.Columns.Case ?? "") is >= 0 and var type ? AttributesOf(content, type) : [])
        .Concat(Enumerable.Range(0, content.ObjectTypes.Count).Select(i => content.ObjectTypes[i]))
        .Concat(content.EventAttributes.Select(each => content.AttributeNames[each.Name])).Distinct(StringComparer.Ordinal);

    /// <summary>By name if it is called like a sale and events are about it; else the type that most events are about, the fewer at once
    /// the better.</summary>
    private static int CaseType(OcelContent content, (int Events, int Relations)[] of)
    {
        var types = Enumerable.Range(0, of.Length).Where(type => of[type].Events > 0).ToList();
        if (types.Count == 0) return -1;
        foreach (var word in caseWords)
            foreach (var type in types)
                if (LabelWords.Of(content.ObjectTypes[type]).Split(' ').Contains(word)) return type;
        return types.Where(type => !IsPerson(content.ObjectTypes[type])).DefaultIfEmpty(types[0]).OrderByDescending(type => of[type].Events)
            .ThenBy(type => of[type].Relations).ThenBy(type => content.ObjectTypes[type], StringComparer.Ordinal).First();
    }

    private static string? PersonType(OcelContent content, int caseType) => Enumerable.Range(0, content.ObjectTypes.Count)
        .Where(type => type != caseType).Select(type => content.ObjectTypes[type]).FirstOrDefault(IsPerson);

    private static bool IsPerson(string type) => LabelWords.Of(type).Split(' ').Any(personWords.Contains);

    /// <summary>Per type: events that are about at least one object of it, and relations to it.</summary>
    private static (int Events, int Relations)[] EventsByType(OcelContent content)
    {
        var events = new HashSet<(int, int)>();
        var of = new (int Events, int Relations)[content.ObjectTypes.Count];
        foreach (var (number, objectId, _) in content.EventRelations)
        {
            var type = content.Objects[objectId].Type;
            if (type < 0) continue;
            of[type].Relations++;
            if (events.Add((number, type))) of[type].Events++;
        }
        return of;
    }

    /// <summary>Whether one type of event is related to cases in more than one way, each often enough to be meant.</summary>
    private static bool NeedsQualifiers(OcelContent content, int caseType) => content.EventRelations
        .Where(each => content.Objects[each.ObjectId].Type == caseType && content.Qualifiers[each.Qualifier].Length > 0)
        .CountBy(each => (content.Events[each.Event].Type, each.Qualifier)).Where(each => each.Value >= MeantFrom)
        .GroupBy(each => each.Key.Type).Any(type => type.Skip(1).Any());

    private static List<string> AttributesOf(OcelContent content, int type) => [.. content.Objects.Where(each => each.Type == type)
        .SelectMany(each => content.ObjectAttributes.Skip(each.AttributesFrom).Take(each.Attributes)).Select(each => each.Name).Distinct()
        .Select(name => content.AttributeNames[name])];
}
