using Headway.Forecasting.Gates;
using Headway.Opportunities;
using Headway.Processes;
using Headway.Tests.Histories;
using Xunit;

namespace Headway.Tests.Forecasting;

public sealed class Hours_freed_by_stopping
{
    private static readonly GateModel Model = A_missing_answer_at_a_gate.Model(12);
    private static readonly StoppedCase Fresh = new(0, 0, EvidenceClass.None), Older = new(0, 4, EvidenceClass.Complete);

    [Fact]
    public void Are_what_is_left_of_those_alike_with_their_range()
    {
        var freed = FreedHours.Of(Model, [Fresh]);
        Assert.Equal((1, Model.HoursLeft(0, 0, EvidenceClass.None)), (freed.Cases, freed.Hours));
        var range = Model.Ranges().HoursLeft(0, 0, EvidenceClass.None);
        Assert.Equal((range.Low, range.High), (freed.Range.Low, freed.Range.High));
        Assert.InRange(freed.Hours, freed.Range.Low, freed.Range.High);
    }

    [Fact]
    public void Are_summed_with_one_draw_for_all()
    {
        var (one, both) = (FreedHours.Of(Model, [Fresh]), FreedHours.Of(Model, [Fresh, Fresh, Older]));
        Assert.Equal(2 * one.Hours + Model.HoursLeft(0, 4, EvidenceClass.Complete), both.Hours, 9);
        // Were draws taken for each alone, a range of twice the same would be narrower than twice the range.
        var twice = FreedHours.Of(Model, [Fresh, Fresh]);
        Assert.Equal(2 * one.Range.Width, twice.Range.Width, 9);
    }

    [Fact]
    public void Rest_on_where_it_stood_and_what_was_confirmed_at_the_decision()
    {
        var made = new MadeFacts().Open(1, 0, MadeFacts.Mara).Add(1, Decided(OutcomeStanding.Confirmed), 30);
        var opportunity = Opportunity.Fold(made.Facts);
        StoppedCase? Of(params string[] stages) => StoppedCase.Of(
            opportunity, opportunity.Decisions[^1], stages, ["budget"], A_missing_answer_at_a_gate.Needed);
        Assert.Equal(new StoppedCase(0, 4, EvidenceClass.Complete), Of("qualifying", "deciding"));
        Assert.Null(Of("another"));
        var unknown = Opportunity.Fold(new MadeFacts().Open(1, 0, MadeFacts.Mara).Add(1, Decided(OutcomeStanding.Stale), 3).Facts);
        Assert.Equal(new StoppedCase(0, 0, EvidenceClass.None), StoppedCase.Of(
            unknown, unknown.Decisions[^1], ["qualifying"], ["budget"], A_missing_answer_at_a_gate.Needed));
    }

    private static GateDecided Decided(OutcomeStanding budget) => new(
        MadeFacts.Qualifying, GateWay.NoGo, "No budget", false, [new OutcomeAtGate(MadeFacts.Budget, budget, [])], null, null, 1, null);
}
