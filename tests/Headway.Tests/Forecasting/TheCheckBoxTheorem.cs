using CsCheck;
using Headway.Forecasting;
using Headway.Forecasting.Gates;
using Headway.Histories;
using Headway.Opportunities;
using Headway.Processes;
using Headway.Tests.Opportunities;
using Xunit;
using static Headway.Tests.Opportunities.Scene;

namespace Headway.Tests.Forecasting;

/// <summary>Activity is not headway: at one time and with one fitted model, doing things that taught nothing changes no outcome, no stage
/// and no forecast.</summary>
public sealed class The_check_box_theorem
{
    /// <summary>The whole forecast takes a thousand times as long as all that it reads, so it is worked out for some.</summary>
    private const int WholeForecastEvery = 250;

    private static readonly StageModel Model = Fitted();
    private static int looked;

    [Fact]
    public void Holds_for_ten_thousand_opportunities_whatever_was_done_to_them_before() =>
        Gen.Select(Gen.Int[0, 9_999].Array[8].Array[0, 16], Gen.Bool.Array[1, 30]).Sample((steps, activities) =>
        {
            var scene = new Scene();
            foreach (var step in steps) Whatever_people_do.Step(scene, step);
            var (before, standing, known) = (scene.Opportunity, scene.Standing, scene.Facts.ToList());
            foreach (var meets in activities)
            {
                var activity = Road.FindActivity(meets ? Meet : Review)!;
                scene.Do(Seller, at => DoActivity.Decide(at, new DoActivity(null, activity.Key, [], activity.Pursues, 30, at.Now)));
            }
            Assert.Equal(before.IsOpen ? activities.Length : 0, scene.Facts.Count - known.Count);
            Assert.Equal(standing.Outcomes, scene.Standing.Outcomes);
            Assert.Equal(standing.StageIndex, scene.Standing.StageIndex);
            AssertForeseenAlike(known, scene.Facts, scene.Now);
        }, iter: 10_000);

    /// <summary>Another thing done does change what is foreseen: the comparison above can tell.</summary>
    [Fact]
    public void Tells_a_go_from_a_tick()
    {
        var scene = new Scene();
        scene.Record(scene.Said(Pain));
        scene.Record(scene.Said(Criteria));
        var before = scene.Facts.ToList();
        scene.Go(Qualify);
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => AssertForeseenAlike(before, scene.Facts, scene.Now));
    }

    private static void AssertForeseenAlike(IEnumerable<StoredFact> before, IEnumerable<StoredFact> after, DateTimeOffset now)
    {
        var question = new ForecastQuestion(Start.AddDays(-30), Start.AddDays(400), Goal: 15_000);
        History was = OwnFacts.Of(before, Road, "EUR").AsOf(now), isNow = OwnFacts.Of(after, Road, "EUR").AsOf(now);
        var (old, fresh) = (Read(was), Read(isNow));
        Assert.Equal(old.Open, fresh.Open);
        Assert.Equal(
            (old.WonInPeriod, old.BookedInPeriod, old.Arrived), (fresh.WonInPeriod, fresh.BookedInPeriod, fresh.Arrived));
        foreach (var open in old.Open)
            Assert.Equal(ClassOf(was, open), ClassOf(isNow, open));
        Pipeline Read(History history) => Pipeline.Of(history, question.From, question.By, _ => true);
        if (Interlocked.Increment(ref looked) % WholeForecastEvery != 0) return;
        Forecast one = Forecast.Of(was, Model, question, _ => true), other = Forecast.Of(isNow, Model, question, _ => true);
        Assert.Equal(one.Contributions.Select(each => each.Chance), other.Contributions.Select(each => each.Chance));
        Assert.Equal(Foretold(one.Wins), Foretold(other.Wins));
        Assert.Equal(Foretold(one.Bookings), Foretold(other.Bookings));
    }

    private static IEnumerable<double> Foretold(TotalAnswer answer) => answer is TotalAnswer.Known known
        ? [known.FromOpen, known.FromArrivals, .. new[] { 0.05, 0.5, 0.95 }.Select(known.Total.Quantile)] : [];

    private static EvidenceClass ClassOf(History history, OpenCase open) =>
        NeededOutcomes.Of(Road, history.Shape, Calendar.Utc).ClassOf(history, open.Case, open.Stage, history.AsOfTicks);

    /// <summary>120 that went through all gates or were lost at the first.</summary>
    private static StageModel Fitted()
    {
        var facts = new List<StoredFact>();
        for (var i = 0; i < 120; i++)
        {
            var (id, version, opened) = (Id(1_000 + i, OpportunityId.Of), 0, Start.AddDays(-900 + i * 6));
            void Add(OpportunityFact fact, double day) => facts.Add(new StoredFact(
                facts.Count + 1, StreamId.Of(id), ++version, opened.AddDays(day), opened.AddDays(day), opened.AddDays(day),
                new Actor(Ana, "page"), fact));
            Add(new OpportunityOpened(id, $"Sale {i}", Acme, Ana, Road.Key, 1, new Money(10_000, "EUR"), null), 0);
            if (i % 3 == 0)
            {
                foreach (var (stage, day) in new[] { (Qualify, 10), (Prove, 30), (Agree, 50) })
                    Add(new GateDecided(stage, GateWay.Go, null, false, [], null, null, version, null), day + i % 7);
                var on = DateOnly.FromDateTime(opened.AddDays(70).UtcDateTime);
                Add(new OpportunityClosed(new Closing.Won(new Money(10_000, "EUR"), on, [], null)), 70 + i % 9);
            }
            else Add(new OpportunityClosed(new Closing.Lost(DateOnly.FromDateTime(opened.AddDays(20).UtcDateTime), "Price.")), 20 + i % 11);
        }
        var history = OwnFacts.Of(facts, Road, "EUR").AsOf(Start);
        return Assert.IsType<ModelAnswer.Fitted>(StageModel.Fit(history, 1)).Model;
    }
}
