using Headway.Histories;
using Headway.Opportunities;
using Headway.Statistics.Random;

namespace Headway.Forecasting.Gates;

/// <summary>What followed a confirmation and a refutation of each needed outcome, beside what the classes alone expect there, and how often
/// an answer was the one or the other.</summary>
internal sealed class AnswerCounts
{
    /// <summary>As for the classes: a gamma prior of mean 1 worth five events.</summary>
    private const double PriorEvents = 5;

    private readonly Dictionary<(int Stage, int Outcome, bool Confirmed), Followed> followed = [];
    private readonly Dictionary<(int Stage, int Outcome), (int Confirmed, int Refuted)> answered = [];

    private AnswerCounts()
    {
    }

    public static AnswerCounts Of(History history, EvidenceModel model)
    {
        var counts = new AnswerCounts();
        if (model.Needed.ByStage.All(each => each.IsEmpty)) return counts;
        var rates = model.Rates(null);
        WeekGrid.Each(history, stay => counts.Follow(history, rates, model.Needed, stay));
        for (var c = 0; c < history.Cases; c++) counts.Answers(history, model.Needed, c);
        return counts;
    }

    /// <summary>First answers that were recorded in the stage while the outcome was unknown or stale.</summary>
    public (int Confirmed, int Refuted) Answered(int stage, int outcome) => answered.GetValueOrDefault((stage, outcome));

    /// <summary>By what an answer multiplies the hazards of the stage, beside what its class does.</summary>
    /// <param name="random">Null = the estimate.</param>
    public StageFactors Factors(int stage, int outcome, bool confirmed, Xoshiro256StarStar? random)
    {
        var byKind = new double[EvidenceCounts.Kinds];
        var seen = followed.GetValueOrDefault((stage, outcome, confirmed));
        for (var kind = 0; kind < byKind.Length; kind++)
        {
            var (shape, rate) = ((seen?.Events[kind] ?? 0) + PriorEvents, (seen?.Expected[kind] ?? 0) + PriorEvents);
            byKind[kind] = random is null ? shape / rate : random.Gamma(shape, 1 / rate);
        }
        return new StageFactors(stage, byKind);
    }

    private void Follow(History history, RateFactors rates, NeededOutcomes needed, WeekStay stay)
    {
        var outcomes = needed.ByStage[stay.Stage];
        if (outcomes.IsEmpty) return;
        for (var week = stay.First; week <= stay.Last; week++)
        {
            var at = stay.StartTicks(week);
            var evidence = (int)needed.ClassOf(history, stay.Case, stay.Stage, at);
            foreach (var outcome in outcomes)
            {
                var standing = needed.StandingOf(history, stay.Case, outcome, at);
                if (standing is not (OutcomeStanding.Confirmed or OutcomeStanding.Refuted)) continue;
                var key = (stay.Stage, outcome, standing == OutcomeStanding.Confirmed);
                if (!followed.TryGetValue(key, out var seen)) followed[key] = seen = new Followed();
                seen.Expect(rates, stay.Stage, week, evidence);
                if (week < stay.Last) continue;
                if (stay.Ending is { } ending) seen.Events[(int)ending - 1]++;
                else if (stay.Next > stay.Stage) seen.Events[EvidenceCounts.MovedOn]++;
            }
        }
    }

    private void Answers(History history, NeededOutcomes needed, int caseIndex)
    {
        var (columns, evidence) = (history.Columns, history.Columns.Evidence);
        for (var visit = columns.VisitStart[caseIndex]; visit < columns.VisitStart[caseIndex + 1]; visit++)
        {
            foreach (var outcome in needed.ByStage[columns.VisitStage[visit]])
            {
                var (first, firstAt) = (-1, long.MaxValue);
                for (var e = evidence.Start[caseIndex]; e < evidence.Start[caseIndex + 1]; e++)
                {
                    var at = Math.Max(evidence.RecordedTicks[e], evidence.EffectiveTicks[e]);
                    if (evidence.Outcome[e] != outcome || at >= firstAt) continue;
                    if (at <= columns.VisitEnteredTicks[visit] || at > columns.VisitLeftTicks[visit]) continue;
                    if (needed.StandingOf(history, caseIndex, outcome, at - 1) is OutcomeStanding.Unknown or OutcomeStanding.Stale)
                        (first, firstAt) = (e, at);
                }
                if (first < 0) continue;
                var key = (columns.VisitStage[visit], outcome);
                var (confirmed, refuted) = answered.GetValueOrDefault(key);
                answered[key] = evidence.Confirms[first] ? (confirmed + 1, refuted) : (confirmed, refuted + 1);
            }
        }
    }

    private sealed class Followed
    {
        public int[] Events { get; } = new int[EvidenceCounts.Kinds];

        public double[] Expected { get; } = new double[EvidenceCounts.Kinds];

        public void Expect(RateFactors rates, int stage, int week, int evidence)
        {
            var hazards = rates.Hazards;
            for (var kind = 0; kind < StageModel.Endings; kind++)
                Expected[kind] += hazards.ToEnding(stage, week, kind) * rates.Factor(stage, evidence, kind);
            for (var next = stage + 1; next < hazards.Stages; next++)
                Expected[EvidenceCounts.MovedOn] +=
                    hazards.ToStage(stage, week, next) * rates.Factor(stage, evidence, EvidenceCounts.MovedOn);
        }
    }
}

/// <summary>By what the hazards of one stage are multiplied, while it lasts.</summary>
/// <param name="ByKind">Per kind of event, the endings first, then moving on.</param>
internal sealed record StageFactors(int Stage, double[] ByKind);
