using System.Globalization;
using Headway.Learning;

namespace Headway.Forecasting;

/// <summary>The forecast in sentences, the page's answer first.</summary>
public static class ForecastSentences
{
    /// <param name="money">Writes an amount as the reader likes it: short on pages, in full elsewhere.</param>
    /// <param name="lastDay">The last day of the period, written for the reader.</param>
    public static string Answer(Forecast forecast, Func<double, string> money, string lastDay) => forecast.Bookings.Match(
        known =>
        {
            var range = $"8 of 10 ends by {lastDay} lie between {money(known.Total.Quantile(0.1))} and {money(known.Total.Quantile(0.9))}";
            var judged = known.ChanceOfGoal is { } chance ? $"{Sentence(Wording.Band(chance))}: {range}." : $"{range}.";
            return forecast.IsCalibrated ? judged : $"{judged} No past forecast is scored yet, so the range is drawn wide.";
        },
        few => $"Not enough history for bookings: {few.Have} {few.What}, {few.Need} needed. Wins are forecast all the same.");

    public static string WhatItIsMadeOf(Forecast forecast, Func<double, string> money) => forecast.Bookings.Match(
        known => string.Create(CultureInfo.InvariantCulture,
            $"{money(known.Total.Closed)} booked; about {money(known.FromOpen)} from the {forecast.Open:N0} open and ") +
            string.Create(CultureInfo.InvariantCulture, $"{money(known.FromArrivals)} from about {forecast.Arrivals:0} not yet here."),
        _ => "");

    private static string Sentence(string words) => char.ToUpperInvariant(words[0]) + words[1..];

    public static string HangsOn(GoalHangsOn hangs) => string.Create(CultureInfo.InvariantCulture,
        $"With {hangs.Opportunity.CaseId} {Wording.Percent(hangs.ChanceIfWon)} %, without it {Wording.Percent(hangs.ChanceIfNot)} %.");

    public static string Of(ChanceToWin chance) =>
        $"{Wording.Chance(chance.Value)} to be won in the end{Wording.Range(chance.Interval)}, going by its stage and the time there; "
            + $"{chance.Alike} like it.";
}
