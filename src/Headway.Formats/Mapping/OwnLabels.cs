using System.Collections.Immutable;
using Headway.Histories;

namespace Headway.Formats.Mapping;

/// <summary>The labels of our own history as it goes out, <c>stage:proposal</c> or <c>confirms:budget</c>: they say themselves what they
/// mean, so that what went out comes back without anybody mapping it.</summary>
internal static class OwnLabels
{
    private const string Stage = "stage:";
    private const string Confirms = "confirms:";
    private const string Refutes = "refutes:";
    private const string Activity = "activity:";
    private const string Opened = "opened";
    private const string Voided = "void";
    private const string Reopened = "reopened";

    private static readonly string[] events = ["case", "activity", "time", "recorded", "person", "amount", "owner"];
    private static readonly string[] opportunities = ["case", "opened", "stage", "ending", "closed", "amount", "currency", "owner"];

    /// <summary>What follows the owner in a table that we wrote; empty when the table is another's.</summary>
    public static ImmutableArray<string> SegmentsOf(ImmutableArray<string> columns)
    {
        var ours = IsOpportunities(columns) ? opportunities : Begins(columns, events) ? events : null;
        return ours is null ? [] : [.. columns.Skip(ours.Length).Where(column => column.Length > 0)];
    }

    /// <summary>One row an opportunity, as we write them.</summary>
    public static bool IsOpportunities(ImmutableArray<string> columns) => Begins(columns, opportunities);

    /// <summary>One row an event, as we write them.</summary>
    public static bool IsEvents(ImmutableArray<string> columns) => Begins(columns, events);

    /// <summary>Evidence is called so nowhere else; stages alone might be.</summary>
    public static bool AreIn(EventLog log) =>
        log.Labels.Any(label => KeyIn(label, Confirms) is not null || KeyIn(label, Refutes) is not null)
        || (log.Labels.Contains(Opened) && log.Labels.Any(label => KeyIn(label, Stage) is not null)
            && log.Labels.All(label => label.Contains(':', StringComparison.Ordinal) || Endings.ContainsKey(label)
                || label is Opened or Voided or Reopened));

    private static Dictionary<string, Ending> Endings { get; } = new(StringComparer.Ordinal)
    {
        ["won"] = Ending.Won,
        ["lost"] = Ending.Lost,
        ["noDecision"] = Ending.NoDecision,
        ["noGo"] = Ending.NoGo,
    };

    public static LogMapping Named(LogMapping mapping, EventLog log)
    {
        var stages = Enumerable.Range(0, log.Labels.Length).Where(l => KeyIn(log.Labels[l], Stage) is not null).ToHashSet();
        // A first stage that no event names is where each was when it opened; older tables have it so.
        var opens = Array.IndexOf(log.Labels, Opened);
        if (opens >= 0 && stages.Count > 0 && !NamesTheFirstStage(log, opens, stages)) stages.Add(opens);
        var places = MappingGuess.MeanPlaces(log, stages);
        ImmutableArray<string> Only(string label) => log.Labels.Contains(label) ? [label] : [];
        ImmutableArray<string> EndedAs(Ending ending) => Only(Endings.First(each => each.Value == ending).Key);
        return mapping with
        {
            Stages = [.. stages.OrderBy(l => places[l]).ThenBy(l => l).Select(l => Element(log.Labels[l], l == opens ? "" : Stage))],
            Outcomes = [.. log.Labels.Select(label => KeyIn(label, Confirms) ?? KeyIn(label, Refutes)).OfType<string>().Distinct()
                .Order(StringComparer.Ordinal)
                .Select(key => new OutcomeLabels(key, NameOf(key), Only(Confirms + key), Only(Refutes + key)))],
            Activities = [.. log.Labels.Where(label => KeyIn(label, Activity) is not null).Order(StringComparer.Ordinal)
                .Select(label => Element(label, Activity))],
            Endings = new EndingLabels(EndedAs(Ending.Won), EndedAs(Ending.Lost), EndedAs(Ending.NoDecision), EndedAs(Ending.NoGo)),
            Opened = stages.Contains(opens) ? [] : Only(Opened),
            Voided = Only(Voided),
            Reopened = Only(Reopened),
        };
    }

    /// <summary>Most that opened entered a stage at that moment.</summary>
    private static bool NamesTheFirstStage(EventLog log, int opens, HashSet<int> stages)
    {
        var (opened, named) = (0, 0);
        for (var c = 0; c < log.Cases; c++)
        {
            var events = Enumerable.Range(log.CaseStart[c], log.CaseStart[c + 1] - log.CaseStart[c]).ToList();
            if (events.FindIndex(i => log.Label[i] == opens) is not (>= 0 and var at)) continue;
            opened++;
            if (events.Exists(i => stages.Contains(log.Label[i]) && log.EffectiveTicks[i] <= log.EffectiveTicks[events[at]])) named++;
        }
        return 2 * named > opened;
    }

    private static bool Begins(ImmutableArray<string> columns, string[] names) => columns.Length >= names.Length
        && columns.Take(names.Length).SequenceEqual(names, StringComparer.Ordinal);

    private static string? KeyIn(string label, string kind) =>
        label.StartsWith(kind, StringComparison.Ordinal) && Keys.IsValid(label[kind.Length..]) ? label[kind.Length..] : null;

    private static ElementLabels Element(string label, string kind) =>
        new(label[kind.Length..], NameOf(label[kind.Length..]), [label]);

    private static string NameOf(string key) => char.ToUpperInvariant(key[0]) + key[1..].Replace('-', ' ');
}
