using Headway.Histories;
using Headway.Learning;
using Headway.Opportunities;
using Headway.Processes.Linting;
using Headway.Tests.Histories;
using Xunit;

namespace Headway.Tests.Learning;

public sealed class What_history_says_of_a_process
{
    private const double AsOf = 200;

    [Fact]
    public void Counts_opportunities_and_not_decisions_at_a_gate()
    {
        var made = new MadeFacts();
        for (var i = 0; i < 8; i++) made.Open(i, 0, MadeFacts.Mara).Go(i, MadeFacts.Qualifying, 2);
        // One is asked to wait twice and then goes on against the criteria; one is let go.
        made.Open(20, 0, MadeFacts.Mara).Add(20, Wait(), 2).Add(20, Wait(), 3)
            .Add(20, new GateDecided(MadeFacts.Qualifying, GateWay.Go, "They will.", true, [], null, null, 1, null), 4);
        made.Open(21, 0, MadeFacts.Mara)
            .Add(21, new GateDecided(MadeFacts.Qualifying, GateWay.NoGo, "No", false, [], null, null, 1, null), 5)
            .Add(21, new OpportunityClosed(new Closing.NoGo(new DateOnly(2026, 1, 6), MadeFacts.Qualifying, "No")), 5);
        var gate = Of(made).Gates.Single(each => each.Stage == MadeFacts.Qualifying);
        Assert.Equal((new Tally(2, 10), new Tally(1, 9)), (gate.Stopped, gate.Overridden));
    }

    [Fact]
    public void Tells_evidence_from_what_was_ticked_when_the_end_was_known()
    {
        var made = new MadeFacts();
        for (var i = 0; i < 10; i++)
        {
            made.Open(i, 0, MadeFacts.Mara).Go(i, MadeFacts.Qualifying, 10);
            made.Learn(i, i, confirms: true, 5, recorded: i < 7 ? 30 : 6).Win(i, 10, 20);
        }
        var budget = Budget(made);
        Assert.Equal(new Tally(7, 10), budget.AfterClosing);
        Assert.Equal(new Tally(0, 10), budget.Refuted);
    }

    [Fact]
    public void Counts_those_that_went_past_without_it_and_those_that_said_no()
    {
        var made = new MadeFacts();
        for (var i = 0; i < 10; i++)
        {
            made.Open(i, 0, MadeFacts.Mara);
            if (i < 4) made.Learn(i, i, confirms: i < 1, 1);
            made.Go(i, MadeFacts.Qualifying, 10);
        }
        var budget = Budget(made);
        Assert.Equal((new Tally(9, 10), new Tally(3, 4)), (budget.NeverConfirmed, budget.Refuted));
    }

    [Fact]
    public void Says_that_it_is_not_enough_rather_than_nothing()
    {
        var made = new MadeFacts();
        for (var i = 0; i < 5; i++) made.Open(i, 0, MadeFacts.Mara).Learn(i, i, confirms: true, 1).Go(i, MadeFacts.Qualifying, 3);
        Assert.Equal(ElementJudgement.NotEnoughHistory, Budget(made).Judgement);
        Assert.Contains(Linter.Lint(MadeFacts.Process, ElementPlaces.None, [], experience: Of(made)), finding => finding.Rule == "HW502");
    }

    [Fact]
    public void From_a_log_of_others_says_nothing_about_decisions()
    {
        var made = new MadeFacts().Open(1, 0, MadeFacts.Mara).Go(1, MadeFacts.Qualifying, 2);
        var history = OwnFacts.Of(made.Facts, MadeFacts.Process, "EUR").AsOf(MadeLog.Day(AsOf));
        var found = Contribution.Of(history, new ContributionQuestion(), TestContext.Current.CancellationToken);
        var experience = ExperienceOfProcess.Of(history, MadeFacts.Process, "theirs", found, []);
        Assert.Empty(experience.Gates);
    }

    private static GateDecided Wait() => new(
        MadeFacts.Qualifying, GateWay.NotYet, "They are on leave.", false, [], null, null, 1, new DateOnly(2026, 2, 1));

    private static ElementExperience Budget(MadeFacts made) =>
        Of(made).Elements.Single(each => each.Key == MadeFacts.Budget.Value);

    private static ProcessExperience Of(MadeFacts made)
    {
        var history = OwnFacts.Of(made.Facts, MadeFacts.Process, "EUR").AsOf(MadeLog.Day(AsOf));
        return ExperienceOfProcess.Of(
            history, MadeFacts.Process, "our history", Contribution.Of(history, new ContributionQuestion()), made.Facts);
    }
}
