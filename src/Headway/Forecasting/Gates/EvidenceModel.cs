using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Headway.Histories;
using Headway.Statistics.Intervals;
using Headway.Statistics.MultiState;
using Headway.Statistics.Random;
using Headway.Statistics.Stopping;

namespace Headway.Forecasting.Gates;

/// <summary>What happens in a week beside being won.</summary>
public enum NoGoCounts
{
    /// <summary>A No-go is our doing and says nothing of the customer: as if it had gone on like the others. The optimistic
    /// bound.</summary>
    Censored,

    /// <summary>What we let go would have been lost. The pessimistic bound.</summary>
    Lost,
}

/// <summary>
/// The stage model told apart by what is confirmed of what the gate needs: each class has the stage's weekly hazards times a factor of its
/// own, shrunken toward 1.
/// </summary>
/// <remarks>Factor = (events + 5) / (expected events + 5) by stage, class and kind of event: a gamma prior of mean 1 worth five events, so
/// that over the classes of a stage the factors average to about 1 and the stage model stands. Classes change from week to week as they
/// did in the stage, with a prior of 20 weeks in which nothing changes. An association: whoever had it confirmed may differ in other
/// ways.</remarks>
public sealed class EvidenceModel
{
    private const double PriorEvents = 5;
    private const double PriorWeeks = 20;

    /// <summary>In the last, open-ended bucket one in 520 weeks is left by nothing in particular: nobody waits for longer than ten
    /// years. What is confirmed by then stays as it is.</summary>
    private const double Waits = 1 - 1.0 / 520;

    private readonly EvidenceCounts counts;
    private readonly Lazy<double[]> wins;
    private readonly Lazy<double[][]> drawnWins;

    private EvidenceModel(StageModel stages, EvidenceCounts counts, NeededOutcomes needed)
    {
        Stages = stages;
        Needed = needed;
        this.counts = counts;
        Fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
            $"{stages.Fingerprint} evidence-1 {string.Join(' ', counts.All().Select(n => n.ToString(CultureInfo.InvariantCulture)))}")));
        wins = new Lazy<double[]>(() => WinsOf(Chain(Rates(null), null, NoGoCounts.Lost)));
        drawnWins = new Lazy<double[][]>(() =>
        {
            var hazards = stages.DrawnHazards();
            var drawn = new double[StageModel.Draws][];
            Parallel.For(0, drawn.Length, i => drawn[i] = WinsOf(Chain(Rates(i), null, NoGoCounts.Lost)));
            return drawn;
        });
    }

    public StageModel Stages { get; }

    public NeededOutcomes Needed { get; }

    /// <summary>Of the stage model and of what was counted by class.</summary>
    public string Fingerprint { get; }

    public static EvidenceModel Of(History history, StageModel stages, NeededOutcomes needed) =>
        new(stages, EvidenceCounts.Of(history, stages, needed), needed);

    /// <summary>Weeks that open opportunities spent in this stage and class.</summary>
    public int WeeksLike(int stage, EvidenceClass evidence) => counts.Weeks(stage, (int)evidence);

    /// <summary>Those that stood in this stage with as much confirmed, after about as many weeks.</summary>
    public AlikeCases Alike(int stage, int weeksInStage, EvidenceClass evidence) => counts.Alike(stage, weeksInStage, (int)evidence);

    /// <summary>The chance to be won in the end; a No-go counts as not won.</summary>
    public double Chance(int stage, int weeksInStage, EvidenceClass evidence) => wins.Value[StateOf(stage, weeksInStage, evidence)];

    /// <summary>Middle 95 % of 200 draws.</summary>
    public Interval IntervalOf(int stage, int weeksInStage, EvidenceClass evidence)
    {
        var state = StateOf(stage, weeksInStage, evidence);
        return MiddleOf([.. drawnWins.Value.Select(each => each[state])]);
    }

    /// <summary>The change of the chance when the class changes and nothing else does, with the middle 95 % of 200 draws.</summary>
    public (double Change, Interval Interval) Change(int stage, int weeksInStage, EvidenceClass from, EvidenceClass to)
    {
        int before = StateOf(stage, weeksInStage, from), after = StateOf(stage, weeksInStage, to);
        if (before == after) return (0, new Interval(0, 0));
        return (wins.Value[after] - wins.Value[before], MiddleOf([.. drawnWins.Value.Select(each => each[after] - each[before])]));
    }

    /// <summary>The state of <see cref="Chain"/> that stands for a stage, whole weeks in it and an evidence class.</summary>
    internal int StateOf(int stage, int weeksInStage, EvidenceClass evidence) =>
        (stage * Stages.Hazards.Weeks + Math.Min(weeksInStage, Stages.Hazards.Weeks - 1)) * EvidenceCounts.Classes + (int)evidence;

    /// <summary>The chain whose reward is a win worth 1 and whose hours are those of the stages; without hours, weeks.</summary>
    /// <param name="here">What else multiplies the hazards of one stage.</param>
    internal StoppingChain Chain(RateFactors rates, GateHours? hours, NoGoCounts noGo, StageFactors? here = null)
    {
        var hazards = rates.Hazards;
        var states = hazards.Stages * hazards.Weeks * EvidenceCounts.Classes;
        double[] reward = new double[states], cost = new double[states];
        var moves = new IReadOnlyList<(int, double)>[states];
        var week = new double[hazards.Stages + StageModel.Endings];
        for (var state = 0; state < states; state++)
        {
            var (at, evidence) = (state / EvidenceCounts.Classes, state % EvidenceCounts.Classes);
            var (stage, weeks) = (at / hazards.Weeks, at % hazards.Weeks);
            var leaving = OneWeek(rates, here?.Stage == stage ? here : null, (stage, weeks, evidence), noGo, week);
            reward[state] = week[hazards.Stages + StageModel.WonIndex];
            cost[state] = hours?.PerWeek[stage] ?? 1;
            List<(int, double)> row = [];
            for (var next = 0; next < hazards.Stages; next++)
            {
                if (week[next] <= 0) continue;
                for (var then = 0; then < EvidenceCounts.Classes; then++)
                    row.Add((StateOf(next, 0, (EvidenceClass)then), week[next] * Entering(next, then)));
            }
            var last = weeks == hazards.Weeks - 1;
            for (var then = 0; then < EvidenceCounts.Classes; then++)
            {
                var staying = (1 - leaving) * (last ? then == evidence ? Waits : 0 : Becoming(stage, evidence, then));
                if (staying > 0) row.Add((StateOf(stage, weeks + 1, (EvidenceClass)then), staying));
            }
            moves[state] = row;
        }
        return StoppingChain.From(reward, cost, moves);
    }

    /// <param name="draw">Null = the estimates; else the number of the draw, 0 to 199.</param>
    internal RateFactors Rates(int? draw)
    {
        var random = draw is { } number ? Xoshiro256StarStar.For(Stages.Seed, "evidence", number) : null;
        var hazards = draw is { } which ? Stages.DrawnHazards()[which] : Stages.Hazards;
        var factors = new double[hazards.Stages * EvidenceCounts.Classes * EvidenceCounts.Kinds];
        for (var i = 0; i < factors.Length; i++)
        {
            var (at, kind) = (i / EvidenceCounts.Kinds, i % EvidenceCounts.Kinds);
            var (stage, evidence) = (at / EvidenceCounts.Classes, at % EvidenceCounts.Classes);
            var shape = counts.Events(stage, evidence, kind) + PriorEvents;
            var rate = counts.Expected(stage, evidence, kind) + PriorEvents;
            factors[i] = IsAlone(stage, evidence) ? 1 : random is null ? shape / rate : random.Gamma(shape, 1 / rate);
        }
        return new RateFactors(hazards, factors);
    }

    /// <summary>A stage with one class only has nothing to tell apart; the stage model's own draws carry its uncertainty.</summary>
    private bool IsAlone(int stage, int evidence)
    {
        for (var other = 0; other < EvidenceCounts.Classes; other++)
            if (other != evidence && counts.Weeks(stage, other) > 0) return false;
        return true;
    }

    private static double[] WinsOf(StoppingChain chain) => OptimalStopping.Always(chain).Reward;

    private static double OneWeek(
        RateFactors rates, StageFactors? here, (int Stage, int Weeks, int Evidence) at, NoGoCounts noGo, double[] week)
    {
        var hazards = rates.Hazards;
        var (stage, weeks, evidence) = at;
        var sum = 0.0;
        for (var target = 0; target < week.Length; target++)
        {
            var ending = target - hazards.Stages;
            var hazard = ending < 0 ? hazards.ToStage(stage, weeks, target) : hazards.ToEnding(stage, weeks, ending);
            var kind = ending >= 0 ? ending : target > stage ? EvidenceCounts.MovedOn : -1;
            week[target] = hazard * (kind < 0 ? 1 : rates.Factor(stage, evidence, kind) * (here?.ByKind[kind] ?? 1));
            if (noGo == NoGoCounts.Censored && ending == (int)Ending.NoGo - 1) week[target] = 0;
            sum += week[target];
        }
        if (sum <= 1) return sum;
        for (var target = 0; target < week.Length; target++) week[target] /= sum;
        return 1;
    }

    private double Entering(int stage, int evidence)
    {
        double all = 0;
        for (var other = 0; other < EvidenceCounts.Classes; other++) all += counts.Enters(stage, other);
        return all > 0 ? counts.Enters(stage, evidence) / all : evidence == (int)EvidenceClass.None ? 1 : 0;
    }

    private double Becoming(int stage, int from, int to)
    {
        double all = PriorWeeks;
        for (var other = 0; other < EvidenceCounts.Classes; other++) all += counts.Becomes(stage, from, other);
        return (counts.Becomes(stage, from, to) + (from == to ? PriorWeeks : 0)) / all;
    }

    internal static Interval MiddleOf(double[] draws)
    {
        Array.Sort(draws);
        return new Interval(draws[(int)(0.025 * draws.Length)], draws[(int)(0.975 * draws.Length) - 1]);
    }
}

/// <summary>Weekly hazards by stage, and by what each evidence class multiplies them.</summary>
internal sealed record RateFactors(StageHazards Hazards, double[] Factors)
{
    public double Factor(int stage, int evidence, int kind) =>
        Factors[(stage * EvidenceCounts.Classes + evidence) * EvidenceCounts.Kinds + kind];
}
