using System.Collections.Immutable;
using Headway.Processes;
using Headway.Processes.Linting;
using Xunit;

namespace Headway.Tests.Processes.Linting;

public sealed class The_language_rules
{
    [Theory]
    [InlineData("Proposal sent")]
    [InlineData("Demo done")]
    [InlineData("The quote has been delivered to the CFO.")]
    [InlineData("Meeting with the customer held")]
    [InlineData("We have presented the business case")]
    [InlineData("Our team has mapped the stakeholders")]
    [InlineData("The account executive knows the budget")]
    [InlineData("Send the contract")]
    [InlineData("Customer has been given a demo")]
    [InlineData("Discovery call completed")]
    [InlineData("NDA sent to legal")]
    public void Hear_the_seller_in(string statement) => Assert.Contains("HW201", Found(statement));

    [Theory]
    [InlineData("They have named who signs.")]
    [InlineData("Proposal accepted by the customer")]
    [InlineData("The proposal has been presented to the board by their sponsor.")]
    [InlineData("Our champion has told the board what it costs.")]
    [InlineData("We have been invited by the CFO to the final round.")]
    [InlineData("We and the customer have agreed the success criteria.")]
    [InlineData("Contract sent back signed")]
    [InlineData("The customer has shared a month of data with us.")]
    [InlineData("The call for tenders names us.")]
    [InlineData("They have asked for a demo with their own data.")]
    [InlineData("The CFO has read the proposal and said what is missing.")]
    [InlineData("Their security team has sent the list of questions.")]
    [InlineData("The date of the next meeting was set by them.")]
    public void Hear_the_customer_in(string statement) => Assert.DoesNotContain("HW201", Found(statement));

    [Theory]
    [InlineData("The customer is interested")]
    [InlineData("They are committed to looking at it")]
    [InlineData("Good relationship with the CFO")]
    [InlineData("Champion likes us")]
    [InlineData("Executive buy-in")]
    [InlineData("Stakeholders are fully on board")]
    [InlineData("The buyer feels very comfortable with the solution")]
    [InlineData("They understand the value")]
    public void Cannot_check(string statement) => Assert.Contains("HW202", Found(statement));

    [Theory]
    [InlineData("The customer has said that they are interested, and in what.")]
    [InlineData("They have committed two people for four weeks.")]
    [InlineData("They have given two people's time.")]
    [InlineData("The budget is in the plan for next year.")]
    [InlineData("Somebody is measured on solving it.")]
    [InlineData("The contract is open until March.")]
    public void Can_check(string statement) => Assert.DoesNotContain("HW202", Found(statement));

    [Theory]
    [InlineData("Budget and authority confirmed")]
    [InlineData("The budget is approved and the contract is signed.")]
    [InlineData("Need & timeline are known")]
    [InlineData("Budget, authority, need and timing")]
    public void Hear_several_things_in(string statement) => Assert.Contains("HW206", Found(statement));

    [Theory]
    [InlineData("Budget and authority confirmed", "“Budget confirmed” and “Authority confirmed”")]
    [InlineData("The budget is approved and the contract is signed.", "“The budget is approved” and “The contract is signed”")]
    [InlineData("Budget, authority, need and timing", null)]
    public void Propose_two_outcomes_where_one_can_be_cut(string statement, string? proposal)
    {
        var help = Assert.Single(Lint(statement), finding => finding.Rule == "HW206").Help;
        Assert.Equal(proposal is null
            ? "Make two outcomes of it, or keep the half that decides."
            : $"Make two outcomes of it, {proposal}, or keep the half that decides.", help);
    }

    [Theory]
    [InlineData("Wouldn't it help them to lose less?", true)]
    [InlineData("They want to grow, don't they?", true)]
    [InlineData("Do they want to save money?", true)]
    [InlineData("Have we sent the proposal?", true)]
    [InlineData("Did the demo take place?", true)]
    [InlineData("Do they see that our quality is worth it?", true)]
    [InlineData("Is anybody measured on solving it, and who?", false)]
    [InlineData("Do they want to change this year?", false)]
    [InlineData("Have we heard from the one who signs?", false)]
    [InlineData("Which alternatives do they look at, and is there one they would rather take?", false)]
    [InlineData("Does the customer accept our terms?", false)]
    public void Know_a_question_with_one_answer(string question, bool found) =>
        Assert.Equal(found, Lint(question: question).Any(finding => finding.Rule == "HW207"));

    [Theory]
    [InlineData("They have named who signs.", true)]
    [InlineData("The budget is set aside.", true)]
    [InlineData("They have ranked it among their projects.", true)]
    [InlineData("They have signed the agreement.", false)]
    [InlineData("They have said what it costs them.", false)]
    public void Know_what_changes_while_nobody_looks(string statement, bool found) =>
        Assert.Equal(found, Lint(statement, fresh: null).Any(finding => finding.Rule == "HW204"));

    [Theory]
    [InlineData("The steps and criteria of their decision")]
    [InlineData("They have said what goes wrong today, and what it costs them.")]
    [InlineData("Their IT and legal have said what they need and when.")]
    [InlineData("The one who signs has seen the case and says yes.")]
    [InlineData("They have named the decision maker and the budget holder.")]
    [InlineData("The CFO has confirmed the budget and said that it is theirs until the deadline.")]
    [InlineData("Who signs, and what they need to have seen")]
    public void Hear_one_thing_in(string statement) => Assert.DoesNotContain("HW206", Found(statement));

    [Theory]
    [InlineData("Meet with decision makers", true)]
    [InlineData("Follow up by phone", true)]
    [InlineData("Product demo", true)]
    [InlineData("Send references", true)]
    [InlineData("Meet with decision makers to understand who is involved, their roles and their criteria", false)]
    [InlineData("Ask whose budget it is, and what for", false)]
    [InlineData("Work out together what waiting costs", false)]
    [InlineData("Count back from the day they need it", false)]
    public void Know_what_can_be_ticked_after_a_handshake(string name, bool found)
    {
        Assert.Equal(found, Found(activity: name).Contains("HW104"));
        Assert.DoesNotContain("HW104", Found(activity: name, prompt: "Who could stop it?"));
    }

    [Theory]
    [InlineData("Demo", true)]
    [InlineData("Proposal/Price Quote", true)]
    [InlineData("Presentation scheduled", true)]
    [InlineData("Quote sent", true)]
    [InlineData("Contract sent", true)]
    [InlineData("Prospecting", true)]
    [InlineData("Qualifying", false)]
    [InlineData("Proposal accepted", false)]
    [InlineData("Agreeing", false)]
    [InlineData("Closing", false)]
    [InlineData("Contract signed", false)]
    public void Know_a_stage_named_for_the_seller(string name, bool found) => Assert.Equal(found, Found(stage: name).Contains("HW401"));

    [Theory]
    [InlineData("Qualifying", "Qualify the opportunity", true)]
    [InlineData("Closing", "Close the deal.", true)]
    [InlineData("Qualifying", "   ", true)]
    [InlineData("Qualifying", "Qualify whether it hurts enough", false)]
    [InlineData("Closing", "A signature, and a start that both sides can keep.", false)]
    public void Know_a_purpose_that_says_nothing(string name, string purpose, bool found) =>
        Assert.Equal(found, Found(stage: name, purpose: purpose).Contains("HW102"));

    private static HashSet<string> Found(
        string statement = "They have said what it costs them.", string activity = "Ask what it costs", string prompt = "",
        string stage = "Qualifying", string purpose = "Find out whether it hurts enough.") =>
        [.. Lint(statement, activity, prompt, stage, purpose).Select(finding => finding.Rule)];

    private static ImmutableArray<Finding> Lint(
        string statement = "They have said what it costs them.", string activity = "Ask what it costs", string prompt = "",
        string stage = "Qualifying", string purpose = "Find out whether it hurts enough.", string question = "Is it so?", int? fresh = 30)
    {
        var key = OutcomeKey.Of("outcome");
        ImmutableArray<string> prompts = prompt.Length > 0 ? [prompt] : [];
        var process = new Process(ProcessKey.Of("p"), "P", 0, "Aim.",
        [
            new Stage(StageKey.Of("s"), stage, purpose, [new Outcome(key, statement, question, [Proof.Customer], fresh, true, [])],
                [new Activity(ActivityKey.Of("a"), activity, [key], prompts, 30)], new Gate("Go on?", [], new Decider.Seller())),
        ], ProcessBudget.Default);
        return Linter.Lint(process, ElementPlaces.None, []);
    }
}
