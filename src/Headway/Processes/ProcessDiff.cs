using System.Collections.Immutable;
using System.Globalization;
using Headway.Processes.Linting;

namespace Headway.Processes;

public enum ChangeKind
{
    Added,
    Removed,
    Changed,
}

/// <summary>One difference between two versions of a process.</summary>
/// <param name="Element">The <see cref="ElementPath"/> it is about, in the version that has it.</param>
/// <param name="Words">A sentence for people: "Deciding: added the needed outcome “…”."</param>
public sealed record ProcessChange(ChangeKind Kind, string Element, string Words);

/// <summary>What changes from one version of a process to another, in words. Elements are the same when their permanent keys are.</summary>
public static class ProcessDiff
{
    /// <summary>In the order of the newer version, each stage followed by what it lost. Empty when only the version number differs, or the
    /// order of the parts within a stage.</summary>
    public static ImmutableArray<ProcessChange> Between(Process before, Process after) =>
        [.. WholeChanges(before, after), .. after.Stages.SelectMany(stage => StageChanges(before, after, stage)),
            .. LostStages(before, after)];

    private static IEnumerable<ProcessChange> WholeChanges(Process before, Process after) =>
        new[]
        {
            Changed(ElementPath.ProcessField("name"), "The process", "is now called", before.Name, after.Name),
            Changed(ElementPath.ProcessField("aim"), "The process", "now aims at", before.Aim, after.Aim),
            Changed(ElementPath.ProcessField("margin"), "The process", "now counts a margin of", Number(before.MarginShare),
                Number(after.MarginShare)),
            Changed(ElementPath.ProcessField("budget"), "The process", "now has a budget of", Words(before.Budget), Words(after.Budget)),
            Same(before.Stages.Select(stage => stage.Key).Where(key => after.IndexOf(key) >= 0),
                after.Stages.Select(stage => stage.Key).Where(key => before.IndexOf(key) >= 0))
                ? null
                : new ProcessChange(ChangeKind.Changed, ElementPath.ProcessField("stages"),
                    $"The process: the stages now come in the order {string.Join(", ", after.Stages.Select(stage => stage.Name))}."),
        }.OfType<ProcessChange>();

    private static IEnumerable<ProcessChange> StageChanges(Process before, Process after, Stage now)
    {
        var at = before.IndexOf(now.Key);
        if (at < 0)
            yield return new ProcessChange(ChangeKind.Added, ElementPath.Stage(now.Key),
            $"Added the stage “{now.Name}” with the gate “{now.Gate.Question}”.");
        else
            foreach (var change in StageFields(before, after, before.Stages[at], now)) yield return change;
        foreach (var change in now.Outcomes.SelectMany(outcome => OutcomeChanges(before, now, outcome))) yield return change;
        foreach (var change in now.Activities.SelectMany(activity => ActivityChanges(before, after, now, activity)))
            yield return change;
        if (at < 0) yield break;
        foreach (var gone in before.Stages[at].Outcomes.Where(outcome => after.FindOutcome(outcome.Key) is null))
            yield return new ProcessChange(ChangeKind.Removed, ElementPath.Outcome(gone.Key),
                $"{now.Name}: removed the outcome “{gone.Statement}”.");
        foreach (var gone in before.Stages[at].Activities.Where(activity => after.FindActivity(activity.Key) is null))
            yield return new ProcessChange(ChangeKind.Removed, ElementPath.Activity(gone.Key),
                $"{now.Name}: removed the activity “{gone.Name}”.");
    }

    private static IEnumerable<ProcessChange> StageFields(Process before, Process after, Stage was, Stage now) =>
        new[]
        {
            Changed(ElementPath.Stage(now.Key, "name"), $"{was.Name}:", "is now called", was.Name, now.Name),
            Changed(ElementPath.Stage(now.Key, "purpose"), $"{now.Name}:", "the purpose is now", was.Purpose, now.Purpose),
            Changed(ElementPath.Gate(now.Key, "question"), $"{now.Name}:", "the gate now asks", was.Gate.Question, now.Gate.Question),
            was.Gate.AlsoNeeds.SequenceEqual(now.Gate.AlsoNeeds) ? null
                : Changed(ElementPath.Gate(now.Key, "also needs"), $"{now.Name}:", "the gate now also needs",
                    Statements(before, was.Gate.AlsoNeeds), Statements(after, now.Gate.AlsoNeeds)),
            Changed(ElementPath.Gate(now.Key, "decided by"), $"{now.Name}:", "the gate is now decided by", Words(was.Gate.DecidedBy),
                Words(now.Gate.DecidedBy)),
            was.Gate.MayEndInNoGo == now.Gate.MayEndInNoGo ? null
                : new ProcessChange(ChangeKind.Changed, ElementPath.Gate(now.Key, "may end in no-go"),
                $"{now.Name}: the gate {(now.Gate.MayEndInNoGo ? "can now" : "can no longer")} end in No-go."),
        }.OfType<ProcessChange>();

    private static IEnumerable<ProcessChange> OutcomeChanges(Process before, Stage stage, Outcome now)
    {
        if (before.FindOutcome(now.Key) is not { } was)
            return [new ProcessChange(ChangeKind.Added, ElementPath.Outcome(now.Key),
                $"{stage.Name}: added the {Weight(now)} outcome “{now.Statement}”.")];
        var subject = $"{stage.Name}: “{now.Statement}”";
        var home = before.StageOf(now.Key)!;
        return new[]
        {
            home.Key == stage.Key ? null : new ProcessChange(ChangeKind.Changed, ElementPath.Outcome(now.Key),
                $"{subject} moved here from {home.Name}."),
            Changed(ElementPath.Outcome(now.Key, "statement"), $"{stage.Name}:", "an outcome now reads", was.Statement, now.Statement),
            Changed(ElementPath.Outcome(now.Key, "question"), subject, "now asks", was.Question, now.Question),
            Changed(ElementPath.Outcome(now.Key, "proof"), subject, "now accepts as proof", Listed(was.Proof), Listed(now.Proof)),
            Changed(ElementPath.Outcome(now.Key, "fresh for"), subject, "is now fresh for", Days(was.FreshForDays), Days(now.FreshForDays)),
            Changed(ElementPath.Outcome(now.Key, "needed"), subject, "is now", Weight(was), Weight(now)),
            Changed(ElementPath.Outcome(now.Key, "captures"), subject, "now captures", Words(was.Captures), Words(now.Captures)),
        }.OfType<ProcessChange>();
    }

    private static IEnumerable<ProcessChange> ActivityChanges(Process before, Process after, Stage stage, Activity now)
    {
        if (before.FindActivity(now.Key) is not { } was)
            return [new ProcessChange(ChangeKind.Added, ElementPath.Activity(now.Key), $"{stage.Name}: added the activity “{now.Name}”.")];
        var subject = $"{stage.Name}: “{now.Name}”";
        var home = before.Stages.First(other => other.Activities.Any(activity => activity.Key == now.Key));
        return new[]
        {
            home.Key == stage.Key ? null : new ProcessChange(ChangeKind.Changed, ElementPath.Activity(now.Key),
                $"{subject} moved here from {home.Name}."),
            Changed(ElementPath.Activity(now.Key, "name"), $"{stage.Name}:", "an activity is now called", was.Name, now.Name),
            was.Pursues.SequenceEqual(now.Pursues) ? null
                : Changed(ElementPath.Activity(now.Key, "pursues"), subject, "now pursues", Statements(before, was.Pursues),
                    Statements(after, now.Pursues)),
            Changed(ElementPath.Activity(now.Key, "prompts"), subject, "now asks", Listed(was.Prompts, " "), Listed(now.Prompts, " ")),
            Changed(ElementPath.Activity(now.Key, "effort"), subject, "now takes", Minutes(was.EffortMinutes), Minutes(now.EffortMinutes)),
        }.OfType<ProcessChange>();
    }

    private static IEnumerable<ProcessChange> LostStages(Process before, Process after)
    {
        foreach (var lost in before.Stages.Where(stage => after.IndexOf(stage.Key) < 0))
        {
            yield return new ProcessChange(ChangeKind.Removed, ElementPath.Stage(lost.Key),
                $"Removed the stage “{lost.Name}” and its gate.");
            foreach (var gone in lost.Outcomes.Where(outcome => after.FindOutcome(outcome.Key) is null))
                yield return new ProcessChange(ChangeKind.Removed, ElementPath.Outcome(gone.Key),
                    $"{lost.Name}: removed the outcome “{gone.Statement}”.");
            foreach (var gone in lost.Activities.Where(activity => after.FindActivity(activity.Key) is null))
                yield return new ProcessChange(ChangeKind.Removed, ElementPath.Activity(gone.Key),
                    $"{lost.Name}: removed the activity “{gone.Name}”.");
        }
    }

    private static ProcessChange? Changed(string element, string subject, string verb, string was, string now) =>
        was == now ? null : new ProcessChange(ChangeKind.Changed, element, $"{subject} {verb} “{now}” instead of “{was}”.");

    private static bool Same(IEnumerable<StageKey> one, IEnumerable<StageKey> other) => one.SequenceEqual(other);

    private static string Weight(Outcome outcome) => outcome.Needed ? "needed" : "helpful";

    private static string Days(int? days) => days is { } some ? $"{some} days" : "always";

    private static string Minutes(int? minutes) => minutes is { } some ? $"{some} min" : "a time nobody named";

    private static string Number(double share) => share.ToString("R", CultureInfo.InvariantCulture);

    private static string Listed<T>(ImmutableArray<T> items, string separator = ", ") =>
        items.IsEmpty ? "nothing" : string.Join(separator, items
            .Select(item => item is Proof proof ? proof.ToString().ToLowerInvariant() : $"{item}"));

    /// <summary>Each in quotation marks of its own, within those around the whole: a statement is a sentence.</summary>
    private static string Statements(Process process, ImmutableArray<OutcomeKey> outcomes) =>
        Listed([.. outcomes.Select(key => process.FindOutcome(key)?.Statement ?? key.Value)], "”, “");

    private static string Words(ProcessBudget budget) =>
        $"{budget.Stages} stages, {budget.OutcomesPerStage} outcomes a stage, {budget.Outcomes} outcomes, " +
        $"{budget.ActivitiesPerOutcome} activities an outcome, {budget.NeededOutcomes} needed outcomes";

    private static string Words(Decider decider) => decider.Match(
        () => "the seller", () => "the leader", amount => $"the leader from {amount.ToString(CultureInfo.InvariantCulture)}");

    private static string Words(ImmutableArray<Capture> captures) => Listed([.. captures.Select(capture =>
        $"{capture.Name} ({string.Join(", ", [capture.Key, capture.Kind.ToString().ToLowerInvariant(), .. capture.Choices])})")]);
}
