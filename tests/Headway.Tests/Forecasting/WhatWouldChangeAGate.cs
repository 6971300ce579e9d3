using System.Collections.Immutable;
using CsCheck;
using Headway.Forecasting.Gates;
using Headway.Histories;
using Headway.Learning;
using Headway.Opportunities;
using Headway.Processes;
using Headway.Tests.Histories;
using Xunit;

namespace Headway.Tests.Forecasting;

public sealed class A_missing_answer_at_a_gate
{
    private static readonly Process Process = WithBudget(outcome => outcome);
    private static readonly History History = OwnFacts.Of(Lived().Facts, Process, "EUR").AsOf(MadeLog.Day(900));
    internal static readonly NeededOutcomes Needed = NeededOutcomes.Of(Process, History.Shape, Calendar.Utc);

    /// <summary>The process of two stages with an activity of an hour that asks for the budget.</summary>
    private static Process WithBudget(Func<Outcome, Outcome> change)
    {
        var stage = MadeFacts.Process.Stages[0];
        return MadeFacts.Process with
        {
            Stages =
            [
                stage with
                {
                    Outcomes = [change(stage.Outcomes[0])],
                    Activities =
                    [
                        new Activity(new ActivityKey("ask"), "Ask", [MadeFacts.Budget], ["How much?"], 60),
                        new Activity(new ActivityKey("workshop"), "Workshop", [MadeFacts.Budget], ["How much?"], 480),
                    ],
                },
                MadeFacts.Process.Stages[1],
            ],
        };
    }

    /// <summary>360 opportunities, a new one every two days. On day nine a third hears that there is a budget and wins three times in four,
    /// a third hears that there is none and wins one time in eight, a third hears nothing and wins three times in eight. 400 is open and
    /// has heard nothing; 401 is open and was told the budget.</summary>
    private static MadeFacts Lived()
    {
        var made = new MadeFacts();
        for (var i = 0; i < 360; i++)
        {
            var (open, turn) = (i * 2.0, i / 3 % 8);
            made.Open(i, open, MadeFacts.Mara, MadeFacts.Euro(10_000));
            if (i % 3 < 2) made.Learn(i, i, i % 3 == 0, open + 9);
            if (turn < (i % 3) switch { 0 => 6, 1 => 1, _ => 3 })
                made.Go(i, MadeFacts.Qualifying, open + 20 + i % 15).Win(i, 10_000, open + 50 + i % 20);
            else
            {
                var day = open + 25 + i % 40;
                made.Add(i, new OpportunityClosed(new Closing.Lost(DateOnly.FromDateTime(MadeLog.Day(day).UtcDateTime), "Price")), day);
            }
        }
        return made.Open(400, 880, MadeFacts.Mara, MadeFacts.Euro(10_000))
            .Open(401, 880, MadeFacts.Mara, MadeFacts.Euro(10_000)).Learn(401, 1_000, true, 885);
    }

    internal static GateModel Model(double capacity) => Assert.IsType<GateModelAnswer.Fitted>(
        GateModel.Fit(History, Needed, new GateHours([2, 4, 4], capacity), 1)).Model;

    private static GateOutlook Outlook(GateModel model, int number) => GateOutlook.Of(
        History, model, Enumerable.Range(0, History.Cases).Single(
            c => History.Log.CaseIds[History.Columns.CaseIndex[c]] == MadeFacts.Opportunity(number).ToString()))!;

    [Fact]
    public void Is_weighed_by_what_a_confirmation_and_a_refutation_would_make_of_the_hour()
    {
        var outlook = Outlook(Model(12), 400);
        var answer = Assert.Single(outlook.Answers);
        Assert.Equal(OutcomeStanding.Unknown, answer.Standing);
        Assert.True(answer.IfConfirmed.PerHour > outlook.Worth, $"{answer} {outlook.Worth}");
        Assert.True(answer.IfRefuted.PerHour < outlook.Worth, $"{answer} {outlook.Worth}");
        Assert.Equal(GateVerdict.Go, answer.IfConfirmed.Verdict);
        Assert.Equal(GateVerdict.NoGo, answer.IfRefuted.Verdict);
        // 120 heard yes and 120 heard no while in the stage, and 401 heard yes.
        Assert.Equal((241, 121), (answer.Answered, answer.AnsweredYes));
        var share = Assert.IsType<Figure.Known>(answer.Confirms);
        Assert.Equal(121.0 / 241, share.Value, 12);
        // The shorter of the two activities asks for it.
        Assert.Equal(1, answer.AskingHours);
        // One answer in two saves the weeks that would go into what is not worth it; asking costs one hour at the going rate.
        Assert.True(answer.WorthKnowing > 0, $"{answer}");
    }

    [Fact]
    public void Is_none_where_everything_is_confirmed() => Assert.Empty(Outlook(Model(12), 401).Answers);

    [Fact]
    public void Changes_nothing_and_is_worth_nothing_while_there_are_hours_enough()
    {
        var outlook = Outlook(Model(10_000), 400);
        var answer = Assert.Single(outlook.Answers);
        Assert.Equal((0, 0), (outlook.Price, answer.WorthKnowing));
        Assert.Equal([GateVerdict.Go, GateVerdict.Go, GateVerdict.Go],
            [outlook.Verdict, answer.IfConfirmed.Verdict, answer.IfRefuted.Verdict]);
        Assert.Equal("Hours are no constraint, so no answer changes that.", OutlookSentences.WhatWouldChangeIt(outlook, _ => "budget"));
    }

    [Fact]
    public void Is_told_in_a_sentence_with_its_verdict()
    {
        var outlook = Outlook(Model(12), 400) with { Verdict = GateVerdict.Discuss };
        Assert.Equal("It becomes a Go once “They named it” is confirmed, and a No-go once it is refuted.",
            OutlookSentences.WhatWouldChangeIt(outlook, _ => "They named it."));
        var few = Assert.Single(outlook.Answers) with
        {
            Answered = 4,
            AnsweredYes = 3,
            Confirms = new Figure.NotEnoughHistory(4, 10, "answers"),
            WorthKnowing = null,
        };
        Assert.EndsWith("3 of 4 answers in this stage confirmed it; 10 are needed to weigh them.",
            OutlookSentences.Of(few, money => $"{money:0}").TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void Stands_beside_what_became_of_those_alike()
    {
        var alike = Outlook(Model(12), 400).Alike;
        // After two weeks with nothing confirmed stood 120 that had heard no, of them 15 won, and 120 that had heard nothing, of them 45.
        Assert.Equal(new AlikeCases(240, 60, 240), alike);
    }

    [Fact]
    public void Is_priced_by_the_same_index_with_half_and_half_as_many_hours_again()
    {
        var model = Model(12);
        var half = Assert.IsType<GateModelAnswer.Fitted>(GateModel.Fit(
            History, Needed, new GateHours([1, 2, 2], 12), 1, TestContext.Current.CancellationToken)).Model;
        Assert.Equal(half.PerHour(0, 2, EvidenceClass.None, 10_000),
            model.WithOtherHours.Half.PerHour(0, 2, EvidenceClass.None, 10_000), 6);
        Assert.Equal(half.PerHourHigh(0, 2, EvidenceClass.None, 10_000),
            model.WithOtherHours.Half.PerHourHigh(0, 2, EvidenceClass.None, 10_000), 6);
        Assert.Equal(half.Price!.PerHour, model.WithOtherHours.Half.Price!.PerHour, 6);
    }

    /// <summary>Seeds are printed when it fails. Times cross a change of the clocks.</summary>
    [Fact]
    public void Is_also_one_that_went_stale_as_the_opportunity_itself_tells() => Gen.Select(
        Gen.Select(Gen.Double[0, 120], Gen.Double[0, 30], Gen.Bool).Array[0, 4], Gen.Double[0, 40]).Sample(drawn =>
    {
        var (pieces, later) = drawn;
        var process = WithBudget(outcome => outcome with { FreshForDays = 30 });
        var calendar = new Calendar(TimeZoneInfo.FindSystemTimeZoneById("Europe/Oslo"));
        var made = new MadeFacts().Open(1, 0, MadeFacts.Mara);
        var known = 0.0;
        foreach (var (i, (day, late, confirms)) in pieces.Index())
        {
            made.Learn(1, i, confirms, day, day + late);
            known = Math.Max(known, day + late);
        }
        var now = MadeLog.Day(known + later);
        var history = OwnFacts.Of(made.Facts, process, "EUR").AsOf(now);
        var expected = Standing.StateOf(Opportunity.Fold(made.Facts), process.Stages[0].Outcomes[0], now, calendar).Word;
        Assert.Equal(expected, NeededOutcomes.Of(process, history.Shape, calendar).StandingOf(history, 0, 0, now.UtcTicks));
    }, iter: 2_000);

    [Fact]
    public void Counts_what_is_stale_as_nothing_confirmed()
    {
        var process = WithBudget(outcome => outcome with { FreshForDays = 30 });
        var history = OwnFacts.Of(new MadeFacts().Open(1, 0, MadeFacts.Mara).Learn(1, 1, true, 5).Facts, process, "EUR")
            .AsOf(MadeLog.Day(60));
        var needed = NeededOutcomes.Of(process, history.Shape, Calendar.Utc);
        EvidenceClass At(double day) => needed.ClassOf(history, 0, 0, MadeLog.Day(day).UtcTicks);
        Assert.Equal(
            [EvidenceClass.None, EvidenceClass.Complete, EvidenceClass.Complete, EvidenceClass.None], [At(4), At(6), At(35.9), At(36)]);
    }
}

public sealed class The_spread_of_an_amount
{
    /// <summary>Asked for 10,000, won for e^0.5 times as much and for e^-0.5 times as much in turns.</summary>
    private static AmountSpread Of(int wins)
    {
        var made = new MadeFacts();
        for (var i = 0; i < wins; i++)
            made.Open(i, i, MadeFacts.Mara, MadeFacts.Euro(10_000))
                .Win(i, (decimal)Math.Round(10_000 * Math.Exp(i % 2 == 0 ? 0.5 : -0.5), 4), i + 10);
        return AmountSpread.Of(OwnFacts.Of(made.Facts, MadeFacts.Process, "EUR").AsOf(MadeLog.Day(wins + 20)));
    }

    [Fact]
    public void Is_how_far_amounts_moved_until_they_were_won()
    {
        var spread = Of(40);
        Assert.Equal(0.5, spread.ByStage[0], 6);
        Assert.Equal(0, spread.ByStage[1]);
        Assert.Equal(0.5, spread.Filled, 6);
        Assert.Equal(1, AmountSpread.Draws(1, 0.5)!.Average(), 0.1);
    }

    [Fact]
    public void Is_not_guessed_from_fewer_than_thirty_wins()
    {
        Assert.Equal((0, 0), (Of(29).ByStage[0], Of(29).Filled));
        Assert.Null(AmountSpread.Draws(1, 0));
    }
}
