using System.Globalization;
using Headway.Learning;
using Headway.Opportunities;
using Headway.Statistics.Intervals;

namespace Headway.Forecasting.Gates;

/// <summary>What the numbers say at one gate, and what would change it, in sentences. An association each; a person decides.</summary>
public static class OutlookSentences
{
    /// <summary>The answer: the band, the value an hour beside the going rate, and what became of those alike.</summary>
    public static string Answer(GateOutlook outlook, Func<double, string> money)
    {
        if (outlook.Price is not { } price)
            return "No opportunity arrived with a known amount in the last year, so an hour cannot be priced and nothing is a No-go.";
        if (price == 0) return "There are hours enough for everything that arrives, so going on is worth it here as everywhere.";
        var worth = $"Worth about {money(outlook.Worth)} an hour ({money(outlook.WorthLow)} to {money(outlook.WorthHigh)}); "
            + $"the going rate is {money(price)}.";
        return outlook.Verdict switch
        {
            GateVerdict.Go => $"By the numbers a Go. {worth}",
            GateVerdict.NoGo => $"By the numbers a No-go. {worth}",
            GateVerdict.Discuss => $"By the numbers to be discussed. {worth}",
        };
    }

    /// <summary>Of those that stood here alike, how many were won.</summary>
    /// <param name="needsAreSaid">False for an import: then what is confirmed is not told apart.</param>
    public static string Alike(GateOutlook outlook, bool needsAreSaid = true)
    {
        var alike = outlook.Alike;
        if (alike.Ended == 0) return "None that stood here like this has ended yet.";
        var open = alike.Cases - alike.Ended;
        var won = Wilson.Of(alike.Won, alike.Ended);
        var share = alike.Ended >= Figure.LeastForShare
            ? $" ({Wording.Percent(won.Low)}-{Wording.Percent(won.High)} of 100)" : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"Of {alike.Ended:N0} that stood here about as long{(needsAreSaid ? " with as much confirmed" : "")} and have ended, "
            + $"{alike.Won:N0} were won{share}")
            + (open > 0 ? string.Create(CultureInfo.InvariantCulture, $"; {open:N0} are still open.") : ".");
    }

    /// <summary>The answers that turn the verdict, in one sentence.</summary>
    /// <param name="named">What an outcome is called.</param>
    public static string WhatWouldChangeIt(GateOutlook outlook, Func<int, string> named)
    {
        if (outlook.Answers.IsEmpty) return "";
        if (outlook.Price is not > 0) return "Hours are no constraint, so no answer changes that.";
        string Listed(IEnumerable<AnswerWorth> answers) =>
            string.Join(" or ", answers.Select(answer => $"“{named(answer.Outcome).TrimEnd('.')}”"));
        var better = outlook.Answers.Where(answer => answer.IfConfirmed.Verdict < outlook.Verdict).ToList();
        var worse = outlook.Answers.Where(answer => answer.IfRefuted.Verdict > outlook.Verdict).ToList();
        if (better is [var same] && worse is [var only] && same == only)
            return $"It becomes {Becomes(same.IfConfirmed.Verdict)} once {Listed(better)} is confirmed, and "
                + $"{Becomes(same.IfRefuted.Verdict)} once it is refuted.";
        List<string> says = [];
        foreach (var group in better.GroupBy(answer => answer.IfConfirmed.Verdict))
            says.Add($"It becomes {Becomes(group.Key)} once {Listed(group)} is confirmed.");
        foreach (var group in worse.GroupBy(answer => answer.IfRefuted.Verdict))
            says.Add($"It becomes {Becomes(group.Key)} once {Listed(group)} is refuted.");
        return says.Count == 0 ? "No single answer that is missing would change that." : string.Join(' ', says);
    }

    /// <summary>One missing answer with both its consequences.</summary>
    public static string Of(AnswerWorth answer, Func<double, string> money) =>
        $"If confirmed {money(answer.IfConfirmed.PerHour)} an hour, {GateSentences.Of(answer.IfConfirmed.Verdict)}; "
            + $"if refuted {money(answer.IfRefuted.PerHour)}, {GateSentences.Of(answer.IfRefuted.Verdict)}. "
            + $"{Answered(answer)} {WorthKnowing(answer, money)}";

    /// <summary>How likely a confirmation is, from answers in this stage.</summary>
    public static string Answered(AnswerWorth answer) => answer.Confirms is Figure.Known known
        ? string.Create(CultureInfo.InvariantCulture,
            $"{answer.AnsweredYes:N0} of {answer.Answered:N0} answers in this stage confirmed it")
            + (known.Interval is { } range ? $" ({Wording.Percent(range.Low)}-{Wording.Percent(range.High)} of 100)." : ".")
        : answer.Answered == 0 ? "Nobody has answered it in this stage yet."
        : $"{answer.AnsweredYes} of {answer.Answered} answers in this stage confirmed it; {Figure.LeastForShare} are needed to weigh them.";

    public static string WorthKnowing(AnswerWorth answer, Func<double, string> money)
    {
        if (answer.WorthKnowing is not { } worth) return "";
        var asking = answer.AskingHours is { } hours
            ? string.Create(CultureInfo.InvariantCulture, $"after the {hours:0.##} hours of asking")
            : "before the hours of asking, which the process does not say";
        return worth > 0 ? $"Knowing it before going on is worth about {money(worth)} {asking}."
            : "Knowing it before going on changes no decision by more than it costs.";
    }

    /// <summary>What half the hours, or half as many again, would make of it.</summary>
    public static string OtherHours(GateOutlook outlook) =>
        outlook.IfHalfTheHours == outlook.Verdict && outlook.IfHalfAgain == outlook.Verdict
        ? "It stays that if every stage takes half as many hours, or half as many again."
        : $"Hours are estimates: with half as many in every stage it is {Becomes(outlook.IfHalfTheHours)}, with half as many again "
            + $"{Becomes(outlook.IfHalfAgain)}.";

    public static string Of(OutcomeStanding standing) => standing switch
    {
        OutcomeStanding.Unknown => "unknown",
        OutcomeStanding.Confirmed => "confirmed",
        OutcomeStanding.Refuted => "refuted",
        OutcomeStanding.Stale => "stale",
    };

    private static string Becomes(GateVerdict verdict) => verdict switch
    {
        GateVerdict.Go => "a Go",
        GateVerdict.Discuss => "one to discuss",
        GateVerdict.NoGo => "a No-go",
    };
}
