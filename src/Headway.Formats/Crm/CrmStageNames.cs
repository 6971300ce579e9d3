using System.Collections.Immutable;
using Headway.Formats.Mapping;

namespace Headway.Formats.Crm;

/// <summary>What the stages are called. Change histories name them by ids and some headers with the pipeline behind; the opportunities
/// themselves show the name.</summary>
internal sealed class CrmStageNames
{
    private readonly Dictionary<string, string> names;

    private CrmStageNames(Dictionary<string, string> names, ImmutableArray<string> unnamed) => (this.names, Unnamed) = (names, unnamed);

    /// <summary>Numbers that no opportunity gave a name to.</summary>
    public ImmutableArray<string> Unnamed { get; }

    public string Of(string stage) => names.GetValueOrDefault(stage, stage);

    /// <summary>An opportunity whose last change led to id 7 and that is in "Proposal" now says that 7 is "Proposal"; ids on which
    /// opportunities differ get no name.</summary>
    public static CrmStageNames Of(CrmRows rows)
    {
        var now = rows.StagesNow;
        var said = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        var met = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var opportunity in rows.All)
        {
            foreach (var change in opportunity.Changes)
            {
                if (change.Stage is { } stage) met.Add(stage);
                if (change.StageBefore is { Length: > 0 } before) met.Add(before);
            }
            var last = opportunity.Changes.Where(change => change is { IsSummary: false, Stage: not null }).MaxBy(change => change.Ticks);
            if (last?.Stage is not { } id || opportunity.Stage.Length == 0 || now.Contains(id) || !rows.NamesStagesById) continue;
            // A closing that is missing in the history would make a name of an ending out of the stage before it.
            if (LabelWords.EndingOf(opportunity.Stage) is not null && LabelWords.EndingOf(id) is null
                && !id.All(char.IsAsciiDigit)) continue;
            if (!said.TryGetValue(id, out var candidates)) said[id] = candidates = new HashSet<string>(StringComparer.Ordinal);
            candidates.Add(opportunity.Stage);
        }
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (id, candidates) in said)
            if (candidates.Count == 1) names[id] = candidates.First();
        // Two ids of one name are two stages, as in two pipelines; only one of them could be meant.
        foreach (var twice in names.GroupBy(each => each.Value).Where(group => group.Count() > 1).SelectMany(group => group).ToList())
            names.Remove(twice.Key);
        var pipelines = rows.All.Select(each => each.Segments.GetValueOrDefault("Pipeline"))
            .OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var stage in met.Where(stage => !now.Contains(stage) && !names.ContainsKey(stage)))
        {
            var at = stage.LastIndexOf(" (", StringComparison.Ordinal);
            if (at <= 0 || !stage.EndsWith(')')) continue;
            if (now.Contains(stage[..at]) || pipelines.Contains(stage[(at + 2)..^1])) names[stage] = stage[..at];
        }
        return new CrmStageNames(names, [.. met.Where(stage => stage.All(char.IsAsciiDigit) && !names.ContainsKey(stage)
            && !now.Contains(stage))]);
    }
}
