using System.Collections.Immutable;

namespace Headway.Processes.Linting;

/// <summary>HW5xx: what history says of the parts. They say nothing without it.</summary>
internal static class HistoryRules
{
    /// <summary>More than half.</summary>
    private const double Mostly = 0.5;

    /// <summary>Two stages that are lived side by side come to half; a contradiction is clearly more.</summary>
    private const double Contradicts = 2.0 / 3;

    /// <summary>More than four in five.</summary>
    private const double NearlyAlways = 0.8;

    private const string Outcome = """
        outcomes:
          - key: what-it-costs
            statement: They have said what goes wrong today, and what it costs them.
            question: What goes wrong today, and what does it cost them?
            proof: [customer]
        """;

    private const string TwoStages = """
        stages:
          - key: qualifying
            name: Qualifying
            purpose: Find out whether it hurts enough.
            outcomes:
              - { key: what-it-costs, statement: They have said what it costs., question: What does it cost?, proof: [customer] }
            activities:
              - { key: first-conversation, name: Ask what it costs, pursues: [what-it-costs] }
            gate:
              question: Does it hurt enough?
          - key: deciding
            name: Deciding
            purpose: Know how they will decide.
            outcomes:
              - { key: steps, statement: They have told us the steps., question: Can we meet them?, proof: [customer] }
            activities:
              - { key: ask-the-steps, name: Ask by which steps they decide, pursues: [steps] }
            gate:
              question: Can we win on that?
        """;

    public static readonly ImmutableArray<LintRule> All =
    [
        new("HW501", Severity.Warning, "Dead weight",
            "It costs time, and there was enough history to see that those that have it win no more often than those that do not.",
            "Let an outcome be helpful (`needed: false`) for a while, or take it out; it can come back.",
            Outcome, Outcome,
            subject => Judged(subject, ElementJudgement.NoMeaningfulAssociation).Select(each => new Trouble(
                each.Path, $"“{each.Name}” costs time and goes with winning no more often than chance: {each.Experience.Sentence}")
            {
                Fixes = each.MayBeHelpful
                    ? [new Fix("Let it be helpful instead of needed", false, [new FieldChange(each.Path, "needed", "false")])] : [],
            }))
        {
            Histories = Both(
                new ElementExperience("what-it-costs", false, ElementJudgement.NoMeaningfulAssociation,
                    "0 points (-2 to 2) among 2,400 opportunities equally far."),
                "won as often with it as without it, within 3 points, among 2,400 opportunities",
                new ElementExperience("what-it-costs", false, ElementJudgement.GoesWithWinning,
                    "9 points (2 to 16) among 2,400 opportunities equally far."),
                "won more often with it by 9 points (2 to 16), among 2,400 opportunities"),
        },

        new("HW502", Severity.Information, "Not enough history to judge",
            "Until there is more, keep it for a reason of your own, and do not take the silence for praise.",
            "Go on recording it; a trial answers sooner than waiting.",
            Outcome, Outcome,
            subject => Judged(subject, ElementJudgement.NotEnoughHistory).Select(each => new Trouble(
                each.Path, $"Nobody can say yet what “{each.Name}” contributes: {each.Experience.Sentence}")))
        {
            Histories = Both(
                new ElementExperience("what-it-costs", false, ElementJudgement.NotEnoughHistory,
                    "12 opportunities had it. About 40 more would settle it."),
                "12 opportunities had it, and 40 more would settle it",
                new ElementExperience("what-it-costs", false, ElementJudgement.GoesWithWinning,
                    "9 points (2 to 16) among 2,400 opportunities equally far."),
                "won more often with it by 9 points (2 to 16), among 2,400 opportunities"),
        },

        new("HW503", Severity.Warning, "An outcome recorded after the closing",
            "It was ticked when the end was known, so it steered nothing and proves nothing.",
            "Ask for it where it can still change something, or leave it out.",
            Outcome, Outcome,
            subject => Known(subject).Where(each => each.Experience.AfterClosing.IsSurelyAbove(Mostly)).Select(each => new Trouble(
                each.Path, $"In {each.Experience.AfterClosing} closed opportunities “{each.Name}” was recorded only after the closing "
                    + $"({GateHistoryRules.Percent(each.Experience.AfterClosing)}).")))
        {
            Histories = Both(
                Silent with { AfterClosing = new Tally(36, 50) }, "in 36 of 50 closed opportunities it was recorded after the closing",
                Silent with { AfterClosing = new Tally(3, 50) }, "in 3 of 50 closed opportunities it was recorded after the closing"),
        },

        new("HW504", Severity.Warning, "An outcome that hardly anybody confirms",
            "What nearly never comes true, or is nearly never asked, cannot tell one opportunity from another.",
            "Ask for something that about half of them can say yes to, or leave it out.",
            Outcome, Outcome,
            subject => Known(subject).SelectMany(HardlyConfirmed))
        {
            Histories = Both(
                Silent with { NeverConfirmed = new Tally(57, 60) }, "57 of 60 opportunities went past its stage without it",
                Silent with { NeverConfirmed = new Tally(20, 60) }, "20 of 60 opportunities went past its stage without it"),
        },

        new("HW505", Severity.Information, "Stages in another order than opportunities take",
            "Sellers learn things when customers tell them; a process that asks for them in another order is filled in afterwards.",
            "Change the two stages about, or move what is learned early into the earlier stage.",
            TwoStages, TwoStages,
            subject => from order in subject.Experience?.Order ?? []
                       where order.LaterFirst.IsSurelyAbove(Contradicts)
                       let earlier = subject.Process.Stages.FirstOrDefault(stage => stage.Key == order.Earlier)
                       let later = subject.Process.Stages.FirstOrDefault(stage => stage.Key == order.Later)
                       where earlier is not null && later is not null
                       select new Trouble(ElementPath.Stage(later.Key),
                           $"{order.LaterFirst} opportunities had something of “{later.Name}” before anything of “{earlier.Name}” "
                           + $"({GateHistoryRules.Percent(order.LaterFirst)})."))
        {
            Histories = new HistorySamples(
                Ordered(new Tally(50, 60)), "in 50 of 60 opportunities Deciding came before Qualifying",
                Ordered(new Tally(12, 60)), "in 12 of 60 opportunities Deciding came before Qualifying"),
        },
    ];

    private static ElementExperience Silent =>
        new("what-it-costs", false, ElementJudgement.CannotBeJudged, "It was recorded too late to say.");

    private sealed record Part(string Path, string Name, bool MayBeHelpful, ElementExperience Experience);

    private static IEnumerable<Trouble> HardlyConfirmed(Part part)
    {
        var (never, refuted) = (part.Experience.NeverConfirmed, part.Experience.Refuted);
        if (never.IsSurelyAbove(NearlyAlways))
            yield return new Trouble(part.Path,
                $"{never} opportunities went past its stage without “{part.Name}” ever being confirmed "
                + $"({GateHistoryRules.Percent(never)}).");
        else if (refuted.IsSurelyAbove(NearlyAlways))
            yield return new Trouble(part.Path,
                $"“{part.Name}” came out as no in {refuted} opportunities that asked ({GateHistoryRules.Percent(refuted)}).");
    }

    private static IEnumerable<Part> Judged(LintSubject subject, ElementJudgement judgement) =>
        Known(subject).Where(part => part.Experience.Judgement == judgement);

    private static IEnumerable<Part> Known(LintSubject subject)
    {
        if (subject.Experience is not { } experience) yield break;
        foreach (var outcome in subject.Process.Outcomes)
            if (experience.Of(outcome.Key) is { } known)
                yield return new Part(ElementPath.Outcome(outcome.Key), outcome.Statement, outcome.Needed, known);
        foreach (var activity in subject.Process.Activities)
            if (experience.Of(activity.Key) is { } known)
                yield return new Part(ElementPath.Activity(activity.Key), activity.Name, false, known);
    }

    private static HistorySamples Both(ElementExperience bad, string badWords, ElementExperience good, string goodWords) => new(
        new ProcessExperience("our history", [bad], [], []), badWords, new ProcessExperience("our history", [good], [], []), goodWords);

    private static ProcessExperience Ordered(Tally laterFirst) =>
        new("our history", [], [], [new StageOrderExperience(StageKey.Of("qualifying"), StageKey.Of("deciding"), laterFirst)]);
}
