using CsCheck;
using Headway.Forecasting;
using Headway.Histories;
using Headway.Learning;
using Headway.Opportunities;
using Headway.Statistics.MultiState;
using Xunit;

namespace Headway.Tests.Histories;

public sealed class A_case_that_was_closed_and_reopened
{
    private static readonly DateOnly someDay = new(2026, 1, 9);

    private static History AsOf(MadeFacts made, double day) => OwnFacts.Of(made.Facts, MadeFacts.Process, "EUR").AsOf(MadeLog.Day(day));

    private static Closing.Lost Lost => new(someDay, "Another one.");

    private static MadeFacts LostAndReopened() => new MadeFacts().Open(1, 0, MadeFacts.Mara).Go(1, MadeFacts.Qualifying, 10)
        .Add(1, new OpportunityClosed(Lost), 20).Add(1, new OpportunityReopened("They called."), 41);

    private static Closing? Folded(MadeFacts made) => Opportunity.Fold(made.Facts).Closing;

    [Fact]
    public void Ends_as_the_record_says_when_its_win_is_dated_before_the_reopening()
    {
        var made = LostAndReopened();
        made.Add(1, new OpportunityClosed(new Closing.Won(MadeFacts.Euro(5), someDay, [], null)), 40, recorded: 45);
        Assert.IsType<Closing.Won>(Folded(made));
        Assert.Equal(Ending.Lost, AsOf(made, 30).EndingOf(0));
        Assert.Null(AsOf(made, 44).EndingOf(0));
        var history = AsOf(made, 60);
        Assert.Equal(Ending.Won, history.EndingOf(0));
        Assert.True(history.Columns.ExitTicks[0] > MadeLog.Day(41).UtcTicks);
    }

    [Fact]
    public void Ends_after_it_opened_when_its_win_is_dated_before_the_opening()
    {
        var made = new MadeFacts().Open(1, 5, MadeFacts.Mara).Learn(1, 1, true, 4, recorded: 6);
        made.Add(1, new OpportunityClosed(new Closing.Won(MadeFacts.Euro(5), someDay, [], null)), 3, recorded: 6);
        var history = AsOf(made, 10);
        Assert.Equal((Ending.Won, MadeLog.Day(5).UtcTicks), (history.EndingOf(0), history.Columns.OpenedTicks[0]));
        Assert.True(history.Columns.ExitTicks[0] > history.Columns.OpenedTicks[0]);
        Assert.Single(history.Columns.Evidence.Outcome);
        Assert.Equal(Ending.Won, Assert.Single(StageVisits.Of(history)).Ending);
    }

    [Fact]
    public void Restarts_its_stage_clock_where_the_domain_does()
    {
        var made = LostAndReopened();
        var history = AsOf(made, 62);
        var columns = history.Columns;
        Assert.Equal([0, 1, 1], columns.VisitStage);
        Assert.Equal(Opportunity.Fold(made.Facts).StageClockFrom.UtcTicks, columns.VisitEnteredTicks[^1]);
        Assert.Equal([MadeLog.Day(10).UtcTicks, MadeLog.Day(20).UtcTicks, MadeLog.Day(62).UtcTicks], columns.VisitLeftTicks);
        Assert.Equal([(10.0, false), (10.0, true), (21.0, false)],
            StageVisits.Of(history).Select(visit => (visit.Days, visit.IsSuspended)));
        Assert.True(StageVisits.Of(history)[^1].IsOpen);
        Assert.Equal(3, Assert.Single(Pipeline.Of(history, MadeLog.Day(0), MadeLog.Day(90), _ => true).Open).Weeks);
    }

    [Fact]
    public void Is_at_risk_of_nothing_while_closed()
    {
        var made = LostAndReopened();
        for (var other = 2; other < 12; other++) made.Open(other, 0, MadeFacts.Mara);
        for (var other = 2; other < 12; other++) made.Add(other, new OpportunityClosed(Lost), 50 + other);
        made.Win(1, 5, 55);
        var history = AsOf(made, 90);
        Assert.Equal([11, 10, 11], EndingShares.Of(history, [15, 30, 45]).ByDay.Select(day => day.AtRisk));
        // Whole weeks 2 in Deciding before the loss, without the one under way, and 2 after the reopening, in the last of which it was won.
        var weeks = new PersonWeeks(3, 4);
        WeekGrid.Fill(AsOf(LostAndReopened().Win(1, 5, 55), 90), weeks);
        Assert.Equal(2, Enumerable.Range(0, PersonWeeks.Buckets).Sum(bucket => weeks.AtRisk(1, bucket)));
        Assert.Equal(1, weeks.Ended(1, 0, (int)Ending.Won - 1));
        Assert.Equal(0, weeks.Ended(1, 0, (int)Ending.Lost - 1));
    }

    [Fact]
    public void Is_known_between_only_as_far_as_it_was_recorded_when_it_was_void()
    {
        var made = new MadeFacts().Open(1, 0, MadeFacts.Mara);
        made.Add(1, new OpportunityClosed(new Closing.Void(someDay, "A test.", null)), 8);
        Assert.Equal(0, AsOf(made, 10).Cases);
        made.Add(1, new OpportunityReopened("It was real."), 20);
        Assert.Equal((1, 0, 1), (AsOf(made, 7).Cases, AsOf(made, 10).Cases, AsOf(made, 21).Cases));
        Assert.Equal([MadeLog.Day(0).UtcTicks, MadeLog.Day(20).UtcTicks], AsOf(made, 21).Columns.VisitEnteredTicks);
    }

    [Fact]
    public void Falls_back_to_the_last_stage_when_it_was_a_No_go_at_Ready_to_close()
    {
        var made = new MadeFacts().Open(1, 0, MadeFacts.Mara).Go(1, MadeFacts.Qualifying, 10).Go(1, MadeFacts.Deciding, 20);
        made.Add(1, new GateDecided(MadeFacts.Deciding, GateWay.NoGo, "No margin.", false, [], null, null, 3, null), 30)
            .Add(1, new OpportunityClosed(new Closing.NoGo(someDay, MadeFacts.Deciding, "No margin.")), 30);
        Assert.Equal([0, 1, 2], AsOf(made, 31).Columns.VisitStage);
        Assert.Equal(Ending.NoGo, AsOf(made, 31).EndingOf(0));
        made.Add(1, new OpportunityReopened("They pay more."), 40);
        Assert.Equal([0, 1, 2, 1], AsOf(made, 41).Columns.VisitStage);
        Assert.Equal(0, AsOf(made, 41).Columns.ZeroLengthVisits);
        var state = Opportunity.Fold(made.Facts);
        Assert.Equal([MadeFacts.Qualifying], state.Gos.Keys);
        Assert.Equal(state.StageClockFrom.UtcTicks, AsOf(made, 41).Columns.VisitEnteredTicks[^1]);
    }

    /// <summary>What can happen to an opportunity in any order that its record allows, some of it dated back.</summary>
    [Fact]
    public void Gives_the_same_answer_when_the_future_is_deleted() => Gen.Select(
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 7], Gen.Int[0, 9]).Array[1, 40], Gen.Int[0, 90]).Sample((deeds, day) =>
    {
        var made = Lived(deeds);
        var past = OwnFacts.Of(made.Facts.Where(fact => fact.RecordedAt <= MadeLog.Day(day)), MadeFacts.Process, "EUR");
        History with = AsOf(made, day), without = past.AsOf(MadeLog.Day(day));
        Assert.Equal(Story(without), Story(with));
        Assert.Equal(
            made.Facts.Where(fact => fact.RecordedAt <= MadeLog.Day(day)).GroupBy(fact => fact.Stream).Select(Opportunity.Fold)
                .Where(state => state.Closing is not Closing.Void).Select(state => state.Closing?.GetType().Name),
            Enumerable.Range(0, with.Cases).Select(c => with.EndingOf(c)?.ToString()));
        Assert.All(Enumerable.Range(0, with.Cases), c => Assert.True(
            with.Columns.ExitTicks[c] > with.Columns.OpenedTicks[c] || with.Columns.ExitTicks[c] == with.AsOfTicks));
    }, iter: 2_000);

    private static MadeFacts Lived((int Number, int Deed, int Back)[] deeds)
    {
        var made = new MadeFacts();
        for (var number = 0; number < 4; number++) made.Open(number, number, MadeFacts.Mara, MadeFacts.Euro(number));
        for (var i = 0; i < deeds.Length; i++)
        {
            var (number, deed, back) = deeds[i];
            var now = 4 + i * 2;
            var state = Opportunity.Fold(made.Facts.Where(fact => fact.Stream == StreamId.Of(MadeFacts.Opportunity(number))));
            var gate = !state.Gos.ContainsKey(MadeFacts.Qualifying) ? MadeFacts.Qualifying : MadeFacts.Deciding;
            var standing = state.Evidence.Find(evidence => evidence.Counts);
            _ = (deed, state.IsOpen) switch
            {
                (0, true) => made.Learn(number, i, back % 2 == 0, now - back, recorded: now),
                (1, true) when standing is not null => made.Add(number, new EvidenceRetracted(standing.Id, "No."), now),
                (2, true) when !state.Gos.ContainsKey(gate) => made.Go(number, gate, now),
                (3, true) when !state.Gos.IsEmpty => made.Add(number, new GoWithdrawn(MadeFacts.Qualifying, "Gone."), now),
                (4, true) => made.Add(number, new OpportunityClosed(Closed(back)), now - back, recorded: now),
                (5, true) => made.Add(number, new OpportunityClosed(new Closing.Void(someDay, "A test.", null)), now - back, recorded: now),
                (6, true) => made.Add(number, new AmountChanged(MadeFacts.Euro(back)), now),
                ( >= 5, false) => made.Add(number, new OpportunityReopened("Again."), now),
                _ => made,
            };
        }
        return made;
    }

    private static Closing Closed(int kind) => (kind % 3) switch
    {
        0 => new Closing.Won(MadeFacts.Euro(kind), someDay, [], null),
        1 => Lost,
        _ => new Closing.NoDecision(someDay, "Silent."),
    };

    private static string[] Story(History history)
    {
        var columns = history.Columns;
        return [.. Enumerable.Range(0, history.Cases).Select(c =>
            $"{history.Log.CaseIds[columns.CaseIndex[c]]} {columns.OpenedTicks[c]} {columns.ExitTicks[c]} {columns.Endings[c]} "
            + $"{columns.Amount[c]} {columns.AfterClosing[c]} {history.TextOf(OwnFacts.Owner, c)}"),
            string.Join(' ', columns.VisitStage), string.Join(' ', columns.VisitEnteredTicks), string.Join(' ', columns.VisitLeftTicks),
            string.Join(' ', columns.Spells.UntilTicks), string.Join(' ', columns.Evidence.RecordedTicks)];
    }
}

public sealed class The_opening_of_a_case
{
    [Fact]
    public void Of_our_own_is_its_opening_whatever_is_dated_before_it()
    {
        var made = new MadeFacts().Open(1, 30, MadeFacts.Mara);
        made.Add(1, new ActivityDone(null, new ActivityKey("call"), [], null), -700, recorded: 31);
        var history = OwnFacts.Of(made.Facts, MadeFacts.Process, "EUR").AsOf(MadeLog.Day(60));
        Assert.Equal(MadeLog.Day(30).UtcTicks, Assert.Single(history.Columns.OpenedTicks));
        Assert.Equal(4, Pipeline.Of(history, MadeLog.Day(0), MadeLog.Day(90), _ => true).ArrivedOverWeeks);
    }

    [Fact]
    public void Begins_the_first_stage_even_before_its_label()
    {
        var history = new MadeLog().Case(1, ("created", 0), ("qualifying", 10), ("deciding", 20)).AsOf(30);
        Assert.Equal([0, 1], history.Columns.VisitStage);
        Assert.Equal([MadeLog.Day(0).UtcTicks, MadeLog.Day(20).UtcTicks], history.Columns.VisitEnteredTicks);
        // Looked at on days 7, 14, 21 and 28 from the opening, in training as in prediction.
        Assert.Equal(1, Assert.Single(Pipeline.Of(history, MadeLog.Day(0), MadeLog.Day(90), _ => true).Open).Weeks);
        var weeks = new PersonWeeks(3, 4);
        WeekGrid.Fill(history, weeks);
        Assert.Equal([3, 1], new[] { 0, 1 }.Select(stage => Enumerable.Range(0, PersonWeeks.Buckets).Sum(b => weeks.AtRisk(stage, b))));
    }
}

public sealed class An_attribute_without_history
{
    private static History AsOf(double day, params string[] fromOpening)
    {
        var log = new MadeLog().Case(1, ("qualifying", 0), ("won", 50)).Log();
        var withOwner = new EventLog(
            log.CaseIds, log.CaseStart, log.Labels, log.Label, log.EffectiveTicks, [], [], [],
            [new CaseAttribute("sector", ["ports"], [0])]);
        return History.AsOf(withOwner, MadeLog.Shape with
        {
            SegmentAttributes = ["sector"],
            KnownFromOpening = [.. fromOpening],
            ImportedAt = MadeLog.Day(60),
        }, MadeLog.Day(day));
    }

    [Fact]
    public void Is_unknown_before_the_import_and_known_at_its_end() =>
        Assert.Equal((null, "ports"), (AsOf(59).TextOf("sector", 0), AsOf(60).TextOf("sector", 0)));

    [Fact]
    public void Is_known_from_the_opening_where_the_mapping_says_so() => Assert.Equal("ports", AsOf(1, "sector").TextOf("sector", 0));
}
