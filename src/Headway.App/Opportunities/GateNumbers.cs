using System.Collections.Immutable;
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

    /// <summary>What stopping this opportunity freed, in a sentence; null when it was not stopped by a decision.</summary>
    public async Task<string?> SaysFreed(Situation at)
    {
        if (at.Opportunity.Decisions.FindLast(decided => decided.Fact.Way == GateWay.NoGo) is not { } no) return null;
        var freed = await Freed(at.Process.Key, [(at.Opportunity, no)], at.Now);
        return freed.Hours is { } hours ? FreedText.OfOne(hours) : freed.Missing;
    }

    /// <summary>The hours that No-gos of one process freed (rule 27).</summary>
    public async Task<FreedShown> Freed(
        ProcessKey process, IReadOnlyCollection<(Opportunity Opportunity, Decided Decision)> stopped, DateTimeOffset now)
    {
        if (await analysis.Now(now) is not { } learned || learned.Process.Key != process)
            return new FreedShown(null, "Hours are not weighed for this process.", stopped.Count);
        if (GateQuestion.Of(learned) is not { } question)
            return new FreedShown(
                null, "Which hours it freed is shown once a leader has set the hours of each stage, on the page about gates.",
                stopped.Count);
        var shape = learned.History.Shape;
        string[] stages = [.. shape.Stages.Select(each => each.Key)], outcomes = [.. shape.Outcomes.Select(each => each.Key)];
        ImmutableArray<StoppedCase> cases = [.. stopped.Select(each =>
            StoppedCase.Of(each.Opportunity, each.Decision, stages, outcomes, question.Needed)).OfType<StoppedCase>()];
        var without = stopped.Count - cases.Length;
        if (cases.IsEmpty) return new FreedShown(null, "It was stopped at a gate that the version in use no longer has.", without);
        var freed = await gates.Freed(question, cases);
        return freed.Answer is { } hours ? new FreedShown(hours, "", without)
            : new FreedShown(null, freed.Why?.Sentence ?? "Which hours it freed is being worked out from history; look again in a moment.",
                without);
    }

    /// <summary>An outcome that the version of this opportunity does not have was never asked.</summary>
    private static OutcomeStanding StandingOf(Situation at, OutcomeKey outcome) =>
        at.Standing.Outcomes.FirstOrDefault(now => now.Outcome.Key == outcome)?.State.Word ?? OutcomeStanding.Unknown;
}

/// <param name="Hours">Null where <paramref name="Missing"/> says why.</param>
/// <param name="NotWeighed">Stopped at a gate that the version in use does not have.</param>
public sealed record FreedShown(FreedHours? Hours, string Missing, int NotWeighed);

/// <summary>Freed hours in words: an estimate with its range, never what somebody did with them.</summary>
internal static class FreedText
{
    public static string OfOne(FreedHours freed) =>
        $"The No-go freed about {Hours(freed.Hours)} {(Hours(freed.Hours) == "1" ? "hour" : "hours")} ({Range(freed)}): "
        + "what opportunities that stood like this one took from there until they ended.";

    public static string Range(FreedHours freed) => $"{Hours(freed.Range.Low)} to {Hours(freed.Range.High)}, 95 %";

    public static string Hours(double hours) =>
        hours.ToString(hours < 9.5 ? "0.#" : "#,0", System.Globalization.CultureInfo.InvariantCulture);
}
