using System.Globalization;
using Headway.Learning;

namespace Headway.Forecasting;

/// <summary>The forecast in sentences, the page's answer first.</summary>
public static class ForecastSentences
{
    public static string Answer(Forecast forecast, string currency) => forecast.Bookings.Match(
        known =>
        {
            var sure = forecast.IsCalibrated ? "" : ", uncalibrated";
            var range = string.Create(CultureInfo.InvariantCulture,
                $"Range {currency} {known.Total.Quantile(0.1):#,0}-{known.Total.Quantile(0.9):#,0}, 8 of 10 ends{sure}.");
            if (known.ChanceOfGoal is not { } chance)
                return string.Create(CultureInfo.InvariantCulture, $"The middle is {currency} {known.Total.Quantile(0.5):#,0}. {range}");
            var lastDay = forecast.Question.By.AddSeconds(-1);
            return string.Create(CultureInfo.InvariantCulture,
                $"{Wording.Chance(chance)} of {currency} {known.Goal:#,0} by {lastDay:yyyy-MM-dd}: {Wording.Band(chance)}. {range}");
        },
        few => $"Not enough history for bookings: {few.Have} {few.What}, {few.Need} needed. Wins are forecast all the same.");

    public static string WhatItIsMadeOf(Forecast forecast, string currency) => forecast.Bookings.Match(
        known => string.Create(CultureInfo.InvariantCulture,
            $"Booked {currency} {known.Total.Closed:#,0}; about {known.FromOpen:#,0} from the {forecast.Open} open, ") +
            string.Create(CultureInfo.InvariantCulture, $"{known.FromArrivals:#,0} from about {forecast.Arrivals:0} not yet here."),
        _ => "");

    public static string HangsOn(GoalHangsOn hangs) => string.Create(CultureInfo.InvariantCulture,
        $"With {hangs.Opportunity.CaseId} {Wording.Percent(hangs.ChanceIfWon)} %, without it {Wording.Percent(hangs.ChanceIfNot)} %.");

    public static string Of(ChanceToWin chance) =>
        $"{Wording.Chance(chance.Value)}{Wording.Range(chance.Interval)}, from {chance.Alike} like it.";
}
