using System.Collections.Immutable;
using Headway.Histories;
using Headway.Processes;

namespace Headway.Learning;

/// <summary>How the record of one outcome came about.</summary>
/// <param name="Known">Opportunities in which there was any evidence on it.</param>
/// <param name="Past">Opportunities that went past the stage it belongs to, or were won; null when its stage is not known.</param>
/// <param name="Skipped">Of those, the ones in which it was never confirmed.</param>
/// <param name="Late">Of those, the ones in which it was confirmed only after they had gone past.</param>
/// <param name="Reworked">Opportunities in which it was confirmed, and later refuted.</param>
/// <param name="WonWithout">Wins in which it was never confirmed.</param>
/// <remarks>Learning something early is no deviation: outcomes may be learned in any order. Nothing here says whether leaving it out went
/// with losing; the page on contribution does.</remarks>
public sealed record OutcomeOrder(
    NamedElement Outcome, NamedElement? Stage, int Known, int? Past, int? Skipped, int? Late, int Reworked, int WonWithout)
{
    /// <param name="process">Says which stage an outcome belongs to; null for a history that does not know.</param>
    public static ImmutableArray<OutcomeOrder> Of(History history, Process? process)
    {
        var stageOf = history.Shape.Outcomes.Select(outcome => StageOf(history.Shape, outcome, process)).ToArray();
        return [.. history.Shape.Outcomes.Select((outcome, o) => Of(history, o, stageOf[o]))];
    }

    private static OutcomeOrder Of(History history, int outcome, int stage)
    {
        var evidence = history.Columns.Evidence;
        int known = 0, past = 0, skipped = 0, late = 0, reworked = 0, wonWithout = 0;
        for (var c = 0; c < history.Cases; c++)
        {
            var confirmed = long.MaxValue;
            var (any, refutedLater) = (false, false);
            for (var e = evidence.Start[c]; e < evidence.Start[c + 1]; e++)
            {
                if (evidence.Outcome[e] != outcome) continue;
                any = true;
                if (evidence.Confirms[e]) confirmed = Math.Min(confirmed, evidence.EffectiveTicks[e]);
                else refutedLater |= confirmed != long.MaxValue;
            }
            known += any ? 1 : 0;
            reworked += refutedLater ? 1 : 0;
            if (history.EndingOf(c) == Ending.Won && confirmed == long.MaxValue) wonWithout++;
            if (stage < 0 || PastTicks(history, c, stage) is not { } gone) continue;
            past++;
            if (confirmed == long.MaxValue) skipped++;
            else if (confirmed > gone) late++;
        }
        return new OutcomeOrder(
            history.Shape.Outcomes[outcome], stage < 0 ? null : history.Shape.Stages[stage], known, stage < 0 ? null : past,
            stage < 0 ? null : skipped, stage < 0 ? null : late, reworked, wonWithout);
    }

    /// <summary>When a case first went past a stage; null when it never did.</summary>
    private static long? PastTicks(History history, int c, int stage)
    {
        var columns = history.Columns;
        for (var v = columns.VisitStart[c]; v < columns.VisitStart[c + 1]; v++)
            if (columns.VisitStage[v] > stage) return columns.VisitEnteredTicks[v];
        return history.EndingOf(c) == Ending.Won ? columns.ExitTicks[c] : null;
    }

    private static int StageOf(HistoryShape shape, NamedElement outcome, Process? process)
    {
        var stage = process?.Stages.FirstOrDefault(each => each.Outcomes.Any(one => one.Key.Value == outcome.Key));
        if (stage is null) return -1;
        for (var s = 0; s < shape.Stages.Length; s++)
            if (shape.Stages[s].Key == stage.Key.Value) return s;
        return -1;
    }
}
