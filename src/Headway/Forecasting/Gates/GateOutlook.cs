using System.Collections.Immutable;
using Headway.Histories;
using Headway.Learning;
using Headway.Opportunities;
using Headway.Statistics.Intervals;
using Headway.Statistics.Random;
using Headway.Statistics.Stopping;

namespace Headway.Forecasting.Gates;

/// <summary>Where one open opportunity stands.</summary>
/// <param name="Weeks">Whole weeks in the stage.</param>
/// <param name="Needed">What is known of each outcome the gate needs, in the order of <see cref="NeededOutcomes.ByStage"/>.</param>
/// <param name="Amount">Above 0.</param>
/// <param name="AmountFilled">It is a median of won ones, not its own.</param>
public sealed record GateCase(int Stage, int Weeks, ImmutableArray<OutcomeStanding> Needed, double Amount, bool AmountFilled)
{
    public EvidenceClass Evidence =>
        NeededOutcomes.ClassOf(Needed.Count(each => each == OutcomeStanding.Confirmed), Needed.Length);
}

/// <summary>What an answer that is not there yet would change.</summary>
/// <param name="Outcome">Index in the history's shape.</param>
/// <param name="Standing">Unknown or stale.</param>
/// <param name="Confirms">Share of the answers recorded in this stage, while it was unknown or stale, that confirmed it; Wilson interval.
/// Known from 10 answers on.</param>
/// <param name="Answered">How many there are, with <paramref name="AnsweredYes"/> of them confirming.</param>
/// <param name="IfConfirmed">Value an hour after a confirmation, with its verdict.</param>
/// <param name="IfRefuted">Likewise after a refutation.</param>
/// <param name="AskingHours">Hours of the shortest activity that pursues it; null = the process does not say, and they count as 0.</param>
/// <param name="WorthKnowing">Value of information minus what the asking hours cost, in the currency; null with fewer than 10 answers,
/// or while an hour has no price.</param>
public sealed record AnswerWorth(
    int Outcome, OutcomeStanding Standing, Figure Confirms, int Answered, int AnsweredYes, AnswerVerdict IfConfirmed,
    AnswerVerdict IfRefuted, double? AskingHours, double? WorthKnowing);

/// <param name="PerHour">Optimistic bound of the value an hour.</param>
public sealed record AnswerVerdict(double PerHour, GateVerdict Verdict);

/// <summary>Everything the numbers say at the gate of one open opportunity.</summary>
/// <param name="Worth">Value an hour by the optimistic bound.</param>
/// <param name="WorthLow">Below it in 20 % of the draws of the pessimistic bound.</param>
/// <param name="WorthHigh">Above it in 20 % of the draws of the optimistic bound.</param>
/// <param name="Price">Of an hour; 0 = there are hours enough for everything; null = it could not be priced.</param>
/// <param name="IfHalfTheHours">The verdict if every stage took half as many hours.</param>
/// <param name="IfHalfAgain">And half as many again.</param>
/// <param name="Alike">What became of those that stood here alike.</param>
/// <param name="Answers">The outcomes the gate needs that are unknown or stale, the one most worth knowing first.</param>
public sealed record GateOutlook(
    GateCase Case, double Chance, Interval ChanceInterval, double HoursLeft, double Worth, double WorthLow, double WorthHigh, double? Price,
    GateVerdict Verdict, GateVerdict IfHalfTheHours, GateVerdict IfHalfAgain, AlikeCases Alike, ImmutableArray<AnswerWorth> Answers,
    string Fingerprint)
{
    public static GateOutlook Of(GateModel model, GateCase at)
    {
        var (stage, weeks, evidence, amount) = (at.Stage, at.Weeks, at.Evidence, at.Amount);
        var answers = new GateAnswers(model, at);
        GateVerdict Verdict(GateModel with) => with.Verdict(stage, weeks, evidence, amount, at.AmountFilled);
        return new GateOutlook(
            at, model.Evidence.Chance(stage, weeks, evidence), model.Evidence.IntervalOf(stage, weeks, evidence),
            model.HoursLeft(stage, weeks, evidence), model.PerHour(stage, weeks, evidence, amount),
            model.PerHourLow(stage, weeks, evidence, amount, at.AmountFilled),
            model.PerHourHigh(stage, weeks, evidence, amount, at.AmountFilled), model.Price?.PerHour, Verdict(model),
            Verdict(model.WithOtherHours.Half), Verdict(model.WithOtherHours.HalfAgain), model.Evidence.Alike(stage, weeks, evidence),
            answers.All(), model.Evidence.Fingerprint);
    }

    /// <summary>One case of a history as it stands at its date.</summary>
    /// <returns>Null when it has ended, is in no stage, or has no amount.</returns>
    public static GateOutlook? Of(History history, GateModel model, int caseIndex)
    {
        var asOf = new DateTimeOffset(history.AsOfTicks, TimeSpan.Zero);
        var open = Pipeline.Of(history, asOf, asOf, _ => true).Open.FirstOrDefault(each => each.Case == caseIndex);
        if (open is null || !(open.Amount > 0)) return null;
        var needed = model.Needed.ByStage[open.Stage]
            .Select(outcome => model.Needed.StandingOf(history, caseIndex, outcome, history.AsOfTicks));
        return Of(model, new GateCase(open.Stage, open.Weeks, [.. needed], open.Amount, open.AmountFilled));
    }
}

/// <summary>Works out what each missing answer would change, with one set of draws for all of them.</summary>
internal sealed class GateAnswers(GateModel model, GateCase at)
{
    private readonly double value = at.Amount * model.Hours.MarginShare;
    private readonly RateFactors rates = model.Evidence.Rates(null);
    private readonly Lazy<RateFactors[]> drawn = new(() =>
        [.. Enumerable.Range(0, StageModel.Draws).Select(draw => model.Evidence.Rates(draw))]);

    public ImmutableArray<AnswerWorth> All()
    {
        var needed = model.Needed.ByStage[at.Stage];
        return [.. Enumerable.Range(0, needed.Length)
            .Where(i => at.Needed[i] is OutcomeStanding.Unknown or OutcomeStanding.Stale)
            .Select(i => Of(needed[i], at.Needed[i]))
            .OrderByDescending(each => each.WorthKnowing ?? double.NegativeInfinity)
            .ThenByDescending(each => each.IfConfirmed.PerHour).ThenBy(each => each.Outcome)];
    }

    private AnswerWorth Of(int outcome, OutcomeStanding standing)
    {
        var (yes, no) = model.Answers.Answered(at.Stage, outcome);
        var n = yes + no;
        Figure confirms = n < Figure.LeastForShare
            ? new Figure.NotEnoughHistory(n, Figure.LeastForShare, "answers in this stage")
            : new Figure.Known((double)yes / n, Wilson.Of(yes, n), n);
        var asking = model.Needed.AskingHours.IsDefaultOrEmpty ? null : model.Needed.AskingHours[outcome];
        double? worth = n < Figure.LeastForShare || model.Price is null ? null : WorthKnowing(outcome, (double)yes / n, asking ?? 0);
        return new AnswerWorth(
            outcome, standing, confirms, n, yes, VerdictAfter(outcome, true), VerdictAfter(outcome, false), asking, worth);
    }

    /// <summary>What deciding after the answer is worth more than deciding without it, less the price of the hours of asking.</summary>
    /// <param name="share">Chance of a confirmation.</param>
    private double WorthKnowing(int outcome, double share, double askingHours)
    {
        if (model.Price is not { PerHour: > 0 and var price }) return 0;
        var now = Valued(model.Evidence.Chain(rates, model.Hours, NoGoCounts.Censored), value);
        var goesOn = OptimalStopping.At(now, price).Continues;
        var (ifYes, ignorantIfYes) = Values(outcome, true, price, goesOn);
        var (ifNo, ignorantIfNo) = Values(outcome, false, price, goesOn);
        return ValueOfInformation.Of(
            share * ignorantIfYes + (1 - share) * ignorantIfNo, share, ifYes, ifNo, askingHours * price);
    }

    /// <summary>In a world where the answer is this one: the value for who knows it and stops at the right time, and for who does not
    /// know it and goes on for a week, and then for as long as it would be right by what is known now.</summary>
    private (double Knowing, double Ignorant) Values(int outcome, bool confirmed, double price, bool[] goesOn)
    {
        var chain = Valued(
            After(rates, NoGoCounts.Censored, model.Answers.Factors(at.Stage, outcome, confirmed, null)), value);
        var (state, stopped) = (StateAfter(confirmed), OptimalStopping.At(chain, price));
        var ignorant = (bool[])stopped.Continues.Clone();
        for (var weeks = 0; weeks < model.Evidence.Stages.Hazards.Weeks; weeks++)
        {
            var going = goesOn[model.Evidence.StateOf(at.Stage, weeks, at.Evidence)];
            foreach (var evidence in Enum.GetValues<EvidenceClass>()) ignorant[model.Evidence.StateOf(at.Stage, weeks, evidence)] = going;
        }
        ignorant[state] = true;
        var course = OptimalStopping.Course(chain, ignorant);
        return (stopped.Value[state], course.Reward[state] - price * course.Hours[state]);
    }

    private int StateAfter(bool confirmed)
    {
        var count = at.Needed.Count(each => each == OutcomeStanding.Confirmed) + (confirmed ? 1 : 0);
        return model.Evidence.StateOf(at.Stage, at.Weeks, NeededOutcomes.ClassOf(count, at.Needed.Length));
    }

    /// <summary>Whether going on after the answer is worth the price of its hours.</summary>
    private static bool Pays(StoppingChain unit, int state, double worth, double price)
    {
        var chain = Valued(unit, worth);
        return OptimalStopping.GoingOn(chain, price, OptimalStopping.At(chain, price), state) > 0;
    }

    private static StoppingChain Valued(StoppingChain unit, double worth) =>
        unit.WithRewards([.. unit.RewardPerStep.Select(win => win * worth)]);

    private AnswerVerdict VerdictAfter(int outcome, bool confirmed)
    {
        var state = StateAfter(confirmed);
        var estimate = After(rates, NoGoCounts.Censored, model.Answers.Factors(at.Stage, outcome, confirmed, null));
        var perHour = ValuePerHour.Of(estimate, state).PerHour * value;
        if (model.Price is not { PerHour: > 0 and var price }) return new AnswerVerdict(perHour, GateVerdict.Go);
        var amounts = model.AmountDraws(at.Stage, at.AmountFilled);
        var draws = drawn.Value;
        int optimistic = 0, pessimistic = 0;
        // An index lies above the price exactly where going on at the price is worth more than nothing: one induction instead of many.
        Parallel.For(0, StageModel.Draws, draw =>
        {
            var random = Xoshiro256StarStar.For(model.Evidence.Stages.Seed, "answers", $"{draw} {at.Stage} {outcome} {confirmed}");
            var (here, worth) = (model.Answers.Factors(at.Stage, outcome, confirmed, random), value * (amounts?[draw] ?? 1));
            if (Pays(After(draws[draw], NoGoCounts.Censored, here), state, worth, price)) Interlocked.Increment(ref optimistic);
            if (Pays(After(draws[draw], NoGoCounts.Lost, here), state, worth, price)) Interlocked.Increment(ref pessimistic);
        });
        return new AnswerVerdict(perHour, GateModel.Verdict(optimistic, pessimistic));
    }

    private StoppingChain After(RateFactors with, NoGoCounts noGo, StageFactors here) =>
        model.Evidence.Chain(with, model.Hours, noGo, here);
}
