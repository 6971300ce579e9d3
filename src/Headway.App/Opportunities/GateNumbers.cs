using Headway.App.Forecasting;
using Headway.App.Learning;
using Headway.Forecasting.Gates;
using Headway.Opportunities;
using Headway.Processes;

namespace Headway.App.Opportunities;

/// <summary>What the numbers say at a gate, as its page shows it.</summary>
/// <param name="Outlook">Null where <paramref name="Missing"/> says why there is none.</param>
/// <param name="Names">What each outcome of the history is called.</param>
public sealed record GateNumbersShown(GateOutlook? Outlook, string Missing, IReadOnlyList<string> Names, string Currency)
{
    /// <summary>It is being worked out; the decision does not wait for it.</summary>
    public bool AtWork { get; init; }

    /// <summary>The numbers say No-go; where there are none, nothing is below.</summary>
    public bool IsBelowFloor => Outlook?.Verdict == GateVerdict.NoGo;
}

/// <summary>From where an opportunity stands this moment to what the numbers say of its gate.</summary>
internal sealed class GateNumbers(Analysis analysis, GateLearning gates)
{
    /// <returns>Null when there is nothing to say at all: it is closed, or nothing was learned of its process.</returns>
    public async Task<GateNumbersShown?> Of(Situation at)
    {
        if (!at.Opportunity.IsOpen || await analysis.Now(at.Now) is not { } learned || learned.Process.Key != at.Process.Key) return null;
        GateNumbersShown Without(string why) => new(null, why, [], learned.Currency);
        if (GateQuestion.Of(learned) is not { } question)
            return Without("No value per hour is shown until a leader has set the hours of each stage, on the page about gates.");
        if (learned.Model is not { } model) return Without(learned.Needs);
        var fewest = Math.Min(model.Won, model.Closed - model.Won);
        if (fewest < GateModel.LeastOfEach)
            return Without($"Not enough history to value an hour: {model.Won} were won and {model.Closed - model.Won} ended otherwise; "
                + $"{GateModel.LeastOfEach} of each are needed.");
        if (at.Opportunity.Amount is not { Amount: > 0 } amount || amount.Currency != learned.Currency)
            return Without($"Its amount in {learned.Currency} is not known, so an hour on it cannot be valued.");
        if (at.Standing.StageIndex >= at.Process.Stages.Length) return null;
        // An opportunity runs under its own version; the numbers are those of the version in use.
        var stage = question.History.Shape.Stages.Select(each => each.Key).ToList().IndexOf(at.Standing.Stage.Key.Value);
        if (stage < 0 || stage >= question.Needed.ByStage.Length)
            return Without($"{at.Standing.Stage.Name} is no stage of the version in use, so an hour here cannot be valued.");
        var outlook = await gates.Outlook(question, new GateCase(
            stage, (int)Math.Max(0, (at.Now - at.Opportunity.StageClockFrom).TotalDays / 7),
            [.. question.Needed.ByStage[stage].Select(outcome =>
                StandingOf(at, OutcomeKey.Of(learned.History.Shape.Outcomes[outcome].Key)))],
            (double)amount.Amount, AmountFilled: false));
        if (outlook.Answer is not { } found)
            return outlook.Why is { } why ? Without(why.Sentence) : Without("") with { AtWork = true };
        return new GateNumbersShown(found, "", [.. learned.History.Shape.Outcomes.Select(element => element.Name)], learned.Currency);
    }

    /// <summary>An outcome that the version of this opportunity does not have was never asked.</summary>
    private static OutcomeStanding StandingOf(Situation at, OutcomeKey outcome) =>
        at.Standing.Outcomes.FirstOrDefault(now => now.Outcome.Key == outcome)?.State.Word ?? OutcomeStanding.Unknown;
}
