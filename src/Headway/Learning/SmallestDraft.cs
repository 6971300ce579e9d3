using System.Collections.Immutable;
using System.Globalization;
using Headway.Histories;
using Headway.Processes;

namespace Headway.Learning;

/// <summary>The suggested outcomes as a draft of a process, never published by itself.</summary>
/// <param name="Stages">What became of the stages, in a sentence; empty without a process to compare with.</param>
/// <param name="Comments">Lines for the top of the file, without the sign.</param>
/// <param name="OfOutcome">For each outcome's key the numbers behind it.</param>
public sealed record SmallestDraft(
    Process Process, ImmutableArray<string> Comments, ImmutableDictionary<string, string> OfOutcome, ImmutableArray<BesideCurrent> Beside,
    string Stages)
{
    /// <summary>The key of a draft from a history that is not of a process in use.</summary>
    public static readonly ProcessKey FromHistory = new("from-history");

    /// <summary>Heads every draft that was made of a history, so that it is known again.</summary>
    public const string FirstComment = "A draft from history, not published. Read every line before you use it.";

    /// <summary>Says which of the foreign histories a draft was made of: all their drafts go by the same key.</summary>
    /// <param name="history">The id of the import.</param>
    public static string MadeOf(string history) => $"Made of the history {history}.";

    /// <summary>Whether a kept draft was made here: of this foreign history, or of our own when there is none.</summary>
    /// <param name="imported">The id of the import; null for our own history, whose drafts go by the key of its process.</param>
    public static bool IsMadeOf(KeptDraft kept, ProcessKey process, string? imported) => kept.Process == process
        && kept.Source.Contains(FirstComment, StringComparison.Ordinal)
        && (imported is null || kept.Source.Contains(MadeOf(imported), StringComparison.Ordinal));

    /// <param name="current">The process in use; null for a foreign history.</param>
    /// <param name="imported">The id of the foreign history, by which its drafts are known again.</param>
    /// <returns>A refusal when nothing is suggested: an empty process is no draft.</returns>
    public static Answer<SmallestDraft> Of(
        SmallestProcess found, History history, Process? current, BesideKnown? known = null, string? imported = null)
    {
        if (!found.Suggested.Any())
            return new Refusal("smallest-nothing", "No outcome is suggested, so there is nothing to draft. "
                + SmallestWording.Answer(found));
        var kept = found.Suggested.Select(outcome => outcome.Outcome.Key).ToHashSet(StringComparer.Ordinal);
        // What the last stage needs is the win itself: no process can do without it, whatever was chosen.
        if (current is not null) kept.UnionWith(current.Stages[^1].Outcomes.Where(each => each.Needed).Select(each => each.Key.Value));
        var process = current is null ? New(found) : Narrowed(current, kept);
        var stages = current is null ? "" : StagesOf(current, process, found);
        var beside = SmallestBeside.Of(found, history, known ?? BesideKnown.Nothing, process);
        var inDraft = process.Outcomes.Select(outcome => outcome.Key.Value).ToHashSet(StringComparer.Ordinal);
        List<ConsideredOutcome> gone = [.. found.Outcomes.Where(outcome => !inDraft.Contains(outcome.Outcome.Key))];
        var left = gone.Select(outcome => string.Create(CultureInfo.InvariantCulture,
            $"  {outcome.Outcome.Name.TrimEnd('.')}: chosen in {100 * outcome.Share:0} of 100 halves"));
        return new SmallestDraft(
            process,
            [
                FirstComment, .. imported is null ? Array.Empty<string>() : [MadeOf(imported)], SmallestWording.Answer(found),
                SmallestWording.Test(found), SmallestWording.Stability(found), SmallestWording.Limits,
                current is null ? "Beside what the history asks for now:"
                    : $"Beside version {current.Version} of {current.Name}, which is in use:",
                .. stages.Length > 0 ? [stages] : Array.Empty<string>(),
                .. beside.Select(each => $"  {each.Name}: now {SmallestWording.Of(each, each.Current)}; on this draft "
                    + $"{SmallestWording.Of(each, each.Draft)}. {each.Assumption}"),
                .. gone.Count > 0 ? ["Left out:"] : Array.Empty<string>(), .. left,
                .. found.Refused.Select(no =>
                    $"  {no.Outcome.Name}: not judged{(inDraft.Contains(no.Outcome.Key) ? ", yet kept" : "")}. {no.Why}"),
            ],
            found.Suggested.ToImmutableDictionary(outcome => outcome.Outcome.Key, outcome => string.Create(CultureInfo.InvariantCulture,
                $"{(outcome.Points is { } points ? $"{points} {(points == 1 ? "point" : "points")}, " : "")}log-odds "
                + $"{outcome.LogOdds:0.00}; chosen in {100 * outcome.Share:0} of 100 halves; confirmed in "
                + $"{outcome.Confirmed:N0} of {found.Rows:N0} rows")),
            beside, stages);
    }

    private static string StagesOf(Process current, Process draft, SmallestProcess found)
    {
        var last = current.Stages[^1];
        var suggested = found.Suggested.Select(outcome => outcome.Outcome.Key).ToHashSet(StringComparer.Ordinal);
        List<string> win = [.. last.Outcomes.Where(each => each.Needed && !suggested.Contains(each.Key.Value))
            .Select(each => $"“{each.Statement.TrimEnd('.')}”")];
        List<string> without = [.. current.Stages.Where(stage => !draft.Stages.Any(kept => kept.Key == stage.Key))
            .Select(stage => stage.Name)];
        string[] said =
        [
            win.Count == 0 ? "" : $"Kept though not chosen: {string.Join(" and ", win)}. "
                + $"{last.Name} needs {(win.Count == 1 ? "it" : "them")}, for that is the win itself, and no process can do without it.",
            without.Count == 0 ? "" : $"The draft is without {string.Join(" and ", without)}: none of the outcomes there was chosen. Look "
                + "at what you would miss before you shorten the road.",
        ];
        return string.Join(" ", said.Where(each => each.Length > 0));
    }

    private static Process Narrowed(Process current, HashSet<string> kept) => current with
    {
        Version = 0,
        Stages = [.. current.Stages.Select(stage => stage with
        {
            Outcomes = [.. stage.Outcomes.Where(outcome => kept.Contains(outcome.Key.Value))],
            Activities = [.. stage.Activities.Select(activity => activity with
            {
                Pursues = [.. activity.Pursues.Where(key => kept.Contains(key.Value))],
            }).Where(activity => !activity.Pursues.IsEmpty)],
            Gate = stage.Gate with { AlsoNeeds = [.. stage.Gate.AlsoNeeds.Where(key => kept.Contains(key.Value))] },
        }).Where(stage => !stage.Outcomes.IsEmpty)],
    };

    /// <summary>A foreign history has labels and no sentences; what it can give is the list.</summary>
    private static Process New(SmallestProcess found) => new(
        FromHistory, "From history", 0, "Say what this process is for.",
        [
            new Stage(new StageKey("qualifying"), "Qualifying", "Find out early whether this can be won.",
                [.. found.Suggested.Select(outcome => new Outcome(
                    new OutcomeKey(outcome.Outcome.Key), outcome.Outcome.Name, $"{outcome.Outcome.Name}: is it so?", [Proof.Customer], null,
                    true, []))],
                [], new Gate("Is it worth going on?", [], new Decider.Seller())),
        ], ProcessBudget.Default);
}
