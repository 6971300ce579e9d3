using System.Collections.Immutable;
using Headway.Histories;
using Headway.Opportunities;
using Headway.Processes;
using Headway.Processes.Linting;

namespace Headway.Learning;

/// <summary>What a history says of the parts of a process, gathered for the linter from the answers of Learning. Parts are known by their
/// permanent keys; a part the history does not know is left out.</summary>
public static class ExperienceOfProcess
{
    /// <param name="process">The process looked at; it may be a draft of the one the history was lived by.</param>
    /// <param name="contribution">Of the same history.</param>
    /// <param name="facts">Facts of our own opportunities, in the order they were appended; empty for an import, whose log does not say who
    /// decided what.</param>
    /// <remarks>O(cases + events + facts).</remarks>
    public static ProcessExperience Of(
        History history, Process process, string source, Contribution contribution, IReadOnlyCollection<StoredFact> facts) => new(
        source, ElementsOf(history, process, contribution), facts.Count == 0 ? [] : GatesOf(facts, process, history.AsOfTicks),
        OrderOf(history, process));

    private static ImmutableArray<ElementExperience> ElementsOf(History history, Process process, Contribution contribution)
    {
        var order = OutcomeOrder.Of(history, process).ToDictionary(each => each.Outcome.Key);
        var (late, refuted) = (RecordedAfterClosing(history), Refuted(history));
        return [.. contribution.Elements.Select(each =>
        {
            var experience = new ElementExperience(
                each.Element.Key, each.IsActivity, Judge(each), ContributionWording.Of(each));
            if (each.IsActivity) return experience;
            var outcome = history.Shape.Outcomes.IndexOf(each.Element);
            return experience with
            {
                AfterClosing = late[outcome],
                Refuted = refuted[outcome],
                NeverConfirmed = order.GetValueOrDefault(each.Element.Key) is { Past: { } past, Skipped: { } skipped }
                    ? new Tally(skipped, past) : default,
            };
        })];
    }

    private static ElementJudgement Judge(ElementContribution element) => element.Verdict switch
    {
        ContributionVerdict.WithWinning => ElementJudgement.GoesWithWinning,
        ContributionVerdict.WithLosing => ElementJudgement.GoesWithLosing,
        ContributionVerdict.NoMeaningfulAssociation => ElementJudgement.NoMeaningfulAssociation,
        ContributionVerdict.NotEnoughEvidence => element.NeededMore is not null
            || element.Silence is ContributionSilence.TooFew or ContributionSilence.Undecided
            ? ElementJudgement.NotEnoughHistory : ElementJudgement.CannotBeJudged,
    };

    /// <summary>Per outcome: closed opportunities in which nothing confirmed it before the closing and something did afterwards, of all
    /// closed ones in which it was confirmed.</summary>
    private static Tally[] RecordedAfterClosing(History history)
    {
        var (log, columns) = (history.Log, history.Columns);
        var (all, after) = (new int[history.Shape.Outcomes.Length], new int[history.Shape.Outcomes.Length]);
        for (var c = 0; c < history.Cases; c++)
        {
            if (history.EndingOf(c) is null) continue;
            var (inTime, late) = (new HashSet<int>(), new HashSet<int>());
            for (var i = log.CaseStart[columns.CaseIndex[c]]; i < log.CaseStart[columns.CaseIndex[c] + 1]; i++)
            {
                if (!log.IsKnownAt(i, history.AsOfTicks)) continue;
                if (history.MeaningOf(log.Label[i]) is not LabelMeaning.Evidence { Confirms: true } evidence) continue;
                (log.RecordedAt(i) > columns.ExitTicks[c] ? late : inTime).Add(evidence.Outcome);
            }
            foreach (var outcome in inTime.Union(late)) all[outcome]++;
            foreach (var outcome in late.Except(inTime)) after[outcome]++;
        }
        return [.. after.Zip(all, (count, of) => new Tally(count, of))];
    }

    /// <summary>Per outcome: opportunities with evidence that only refuted it, of all with evidence on it.</summary>
    private static Tally[] Refuted(History history)
    {
        var evidence = history.Columns.Evidence;
        var (all, never) = (new int[history.Shape.Outcomes.Length], new int[history.Shape.Outcomes.Length]);
        for (var c = 0; c < history.Cases; c++)
        {
            foreach (var outcome in Enumerable.Range(evidence.Start[c], evidence.Start[c + 1] - evidence.Start[c])
                .GroupBy(e => evidence.Outcome[e]))
            {
                all[outcome.Key]++;
                if (!outcome.Any(e => evidence.Confirms[e])) never[outcome.Key]++;
            }
        }
        return [.. never.Zip(all, (count, of) => new Tally(count, of))];
    }

    /// <summary>Opportunities are counted, not decisions: one that was asked to wait three times was stopped once.</summary>
    private static ImmutableArray<GateExperience> GatesOf(IReadOnlyCollection<StoredFact> facts, Process process, long asOfTicks)
    {
        var asOf = new DateTimeOffset(asOfTicks, TimeSpan.Zero);
        var stopped = process.Stages.ToDictionary(stage => stage.Key, _ => new HashSet<StreamId>());
        var decided = process.Stages.ToDictionary(stage => stage.Key, _ => new HashSet<StreamId>());
        var ours = new HashSet<StreamId>();
        foreach (var stored in facts)
        {
            if (stored.RecordedAt > asOf) continue;
            if (stored.Fact is OpportunityOpened opened && opened.Process == process.Key) ours.Add(stored.Stream);
            if (!ours.Contains(stored.Stream)) continue;
            var (stage, isStop) = stored.Fact switch
            {
                GateDecided gate => (gate.Stage, gate.Way != GateWay.Go),
                OpportunityClosed { Closing: Closing.NoGo no } => (no.Stage, true),
                _ => ((StageKey?)null, false),
            };
            if (stage is not { } at || !decided.TryGetValue(at, out var of)) continue;
            of.Add(stored.Stream);
            if (isStop) stopped[at].Add(stored.Stream);
        }
        return [.. GateHistory.Of(facts, process, asOf).Select(gate => new GateExperience(
            gate.Stage, new Tally(stopped[gate.Stage].Count, decided[gate.Stage].Count),
            new Tally(gate.Unconfirmed.Passed, gate.Unconfirmed.Passed + gate.Confirmed.Passed)))];
    }

    /// <summary>Of neighbouring stages: which was there first, by being entered or by the first of its outcomes to be confirmed.</summary>
    private static ImmutableArray<StageOrderExperience> OrderOf(History history, Process process)
    {
        var stages = process.Stages;
        var entered = stages.Select(stage => IndexOf(history.Shape.Stages, stage.Key.Value)).ToArray();
        var stageOf = history.Shape.Outcomes
            .Select(outcome => process.StageOf(OutcomeKey.Of(outcome.Key)) is { } home ? process.IndexOf(home.Key) : -1).ToArray();
        var (both, laterFirst) = (new int[stages.Length], new int[stages.Length]);
        for (var c = 0; c < history.Cases; c++)
        {
            var first = FirstTicks(history, c, entered, stageOf);
            for (var s = 0; s + 1 < stages.Length; s++)
            {
                if (first[s] is not { } earlier || first[s + 1] is not { } later) continue;
                both[s]++;
                if (later < earlier) laterFirst[s]++;
            }
        }
        return [.. Enumerable.Range(0, Math.Max(0, stages.Length - 1)).Where(s => both[s] > 0).Select(s => new StageOrderExperience(
            stages[s].Key, stages[s + 1].Key, new Tally(laterFirst[s], both[s])))];
    }

    // Where evidence is kept it tells the order; the stages of our own opportunities follow from the gates and are always in order.
    private static long?[] FirstTicks(History history, int c, int[] entered, int[] stageOf)
    {
        var (columns, evidence) = (history.Columns, history.Columns.Evidence);
        var first = new long?[entered.Length];
        for (var e = evidence.Start[c]; e < evidence.Start[c + 1]; e++)
            if (evidence.Confirms[e] && stageOf[evidence.Outcome[e]] is >= 0 and var s) first[s] ??= evidence.EffectiveTicks[e];
        if (evidence.Outcome.Length > 0) return first;
        for (var v = columns.VisitStart[c]; v < columns.VisitStart[c + 1]; v++)
            if (Array.IndexOf(entered, columns.VisitStage[v]) is >= 0 and var s) first[s] ??= columns.VisitEnteredTicks[v];
        return first;
    }

    private static int IndexOf(ImmutableArray<NamedElement> elements, string key)
    {
        for (var i = 0; i < elements.Length; i++)
            if (elements[i].Key == key) return i;
        return -1;
    }
}
