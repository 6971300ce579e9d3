using Headway.Forecasting;
using Headway.Forecasting.Gates;
using Headway.Histories;
using Headway.Opportunities;
using Headway.Tests.Histories;
using Xunit;

namespace Headway.Tests.Forecasting;

public sealed class Headway_of_a_piece_of_evidence
{
    private static readonly History History = OwnFacts.Of(Lived().Facts, MadeFacts.Process, "EUR").AsOf(MadeLog.Day(900));
    private static readonly NeededOutcomes Needed = NeededOutcomes.Of(MadeFacts.Process, History.Shape, Calendar.Utc);

    private static EvidenceModel Model(NeededOutcomes needed) =>
        EvidenceModel.Of(History, Assert.IsType<ModelAnswer.Fitted>(StageModel.Fit(History, 1)).Model, needed);

    /// <summary>200 opportunities, a new one every four days. Half have the budget confirmed after nine days, and of these three in four
    /// go on and are won; of the others one in four. 200 is still open, its budget confirmed on day 880 and refuted on day 890.</summary>
    private static MadeFacts Lived()
    {
        var made = new MadeFacts();
        for (var i = 0; i < 200; i++)
        {
            double open = i * 4;
            made.Open(i, open, MadeFacts.Mara, MadeFacts.Euro(10_000));
            var confirmed = i % 2 == 0;
            if (confirmed) made.Learn(i, i, true, open + 9);
            if (i / 2 % 4 < (confirmed ? 3 : 1)) made.Go(i, MadeFacts.Qualifying, open + 20 + i % 15).Win(i, 10_000, open + 50 + i % 20);
            else
            {
                var day = open + 25 + i % 30;
                made.Add(i, new OpportunityClosed(new Closing.Lost(DateOnly.FromDateTime(MadeLog.Day(day).UtcDateTime), "Price")), day);
            }
        }
        return made.Open(200, 870, MadeFacts.Mara).Learn(200, 1_000, true, 880).Learn(200, 1_001, false, 890);
    }

    [Fact]
    public void Is_the_change_of_the_chance_with_its_interval_and_undone_by_a_refutation()
    {
        var model = Model(Needed);
        var open = Enumerable.Range(0, History.Cases).Single(c => History.EndingOf(c) is null);
        var pieces = EvidenceHeadway.Of(History, open, model, Needed);
        Assert.Equal([true, false], pieces.Select(piece => piece.Confirms));
        var confirmed = pieces[0];
        Assert.Equal((EvidenceClass.None, EvidenceClass.Complete), (confirmed.From, confirmed.To));
        Assert.True(confirmed.Points > 10, $"{confirmed.Points}");
        Assert.True(confirmed.Interval.Low > 0 && confirmed.Interval.Contains(confirmed.Points), $"{confirmed.Interval}");
        Assert.Equal(
            100 * (model.Chance(0, 1, EvidenceClass.Complete) - model.Chance(0, 1, EvidenceClass.None)), confirmed.Points, 9);
        Assert.True(pieces[1].Points < -10);
        Assert.All(pieces, piece => Assert.Equal(model.Fingerprint, piece.Fingerprint));
    }

    [Fact]
    public void Reads_only_what_was_recorded_by_then()
    {
        var before = History.AsOf(MadeLog.Day(885));
        var open = Enumerable.Range(0, before.Cases).Single(c => before.Log.CaseIds[before.Columns.CaseIndex[c]]
            == MadeFacts.Opportunity(200).ToString());
        Assert.Equal(EvidenceClass.None, Needed.ClassOf(History, LastOf(History), 0, MadeLog.Day(879).UtcTicks));
        Assert.Equal(EvidenceClass.Complete, Needed.ClassOf(before, open, 0, before.AsOfTicks));
        Assert.Equal(EvidenceClass.None, Needed.ClassOf(History, LastOf(History), 0, History.AsOfTicks));
    }

    [Fact]
    public void Where_no_outcome_is_needed_leaves_the_chance_of_the_stage_model()
    {
        var model = Model(NeededOutcomes.NotSaid(History.Shape));
        for (var week = 0; week < 10; week += 3)
        {
            // Ever is two years there and without end here; what lies between is next to nothing.
            Assert.Equal(model.Stages.Chance(0, week).Value, model.Chance(0, week, EvidenceClass.None), 0.005);
        }
        Assert.Equal(0, model.WeeksLike(0, EvidenceClass.Partial));
    }

    [Fact]
    public void Over_the_classes_averages_to_the_stage_model()
    {
        var model = Model(Needed);
        var (none, all) = (model.Chance(0, 0, EvidenceClass.None), model.Stages.Chance(0, 0).Value);
        // Everybody starts with nothing confirmed, so what follows from there is what the stage model knows.
        Assert.Equal(all, none, 0.06);
        Assert.True(model.Chance(0, 2, EvidenceClass.Complete) > model.Stages.Chance(0, 2).Value);
        Assert.True(model.Chance(0, 2, EvidenceClass.None) < model.Stages.Chance(0, 2).Value);
    }

    private static int LastOf(History history) => Enumerable.Range(0, history.Cases).Single(c => history.EndingOf(c) is null);
}
