using System.Collections.Immutable;
using System.Globalization;
using Headway.Histories;

namespace Headway.Forecasting;

/// <summary>What most tools would say; it stands beside every forecast.</summary>
internal static class Baselines
{
    /// <summary>Each open amount times the share won of the closed cases that had been in its stage, plus what is booked. Answers "ever",
    /// not "by".</summary>
    public static double WeightedPipeline(History history, Pipeline pipeline)
    {
        var columns = history.Columns;
        var closed = new int[history.Shape.Stages.Length];
        var won = new int[closed.Length];
        var counted = new int[closed.Length];
        for (var c = 0; c < history.Cases; c++)
        {
            if (columns.Endings[c] == 0) continue;
            for (var v = columns.VisitStart[c]; v < columns.VisitStart[c + 1]; v++)
            {
                var stage = columns.VisitStage[v];
                if (counted[stage] == c + 1) continue;
                counted[stage] = c + 1;
                closed[stage]++;
                if (columns.Endings[c] == (byte)Ending.Won) won[stage]++;
            }
        }
        return pipeline.BookedInPeriod + pipeline.Open.Where(open => !double.IsNaN(open.Amount) && closed[open.Stage] > 0)
            .Sum(open => open.Amount * won[open.Stage] / closed[open.Stage]);
    }
}

/// <summary>What the forecast takes for granted, in words, for the page and the command line.</summary>
internal static class ForecastAssumptions
{
    public static ImmutableArray<Assumption> Of(Pipeline pipeline, ForecastQuestion question, double weeksLeft)
    {
        var list = ImmutableArray.CreateBuilder<Assumption>();
        list.Add(new("alike", "Opportunities in the same stage, there about as long, are alike."));
        list.Add(new("past-goes-on", "The pace and the win rates of the past go on."));
        list.Add(new("common-shock", string.Create(CultureInfo.InvariantCulture,
            $"A quarter is better or worse for all at once: chances vary together by about {question.ShockUsed:0 %}.")));
        list.Add(pipeline.ArrivedOverWeeks < Chances.LeastArrivalWeeks
            ? new("no-arrivals", "New opportunities are left out: fewer than 4 weeks of openings are known.")
            : new("arrivals", string.Create(CultureInfo.InvariantCulture,
                $"New ones go on arriving as in the last {pipeline.ArrivedOverWeeks} weeks, {pipeline.ArrivedAWeek:0.0} a week.")));
        var filled = pipeline.Open.Count(open => open.AmountFilled && !double.IsNaN(open.Amount));
        if (filled > 0)
            list.Add(new("amounts-filled",
                $"{filled:N0} of {pipeline.Open.Count:N0} open opportunities have no amount; the median of those won stands in."));
        if (weeksLeft > 0 && pipeline.Open.Any(open => !open.AmountFilled))
            list.Add(new("amounts-stand", "Amounts of open opportunities stay as they are."));
        if (question.ScoredOrigins < Total.OriginsToCalibrate)
            list.Add(new("uncalibrated",
                $"Uncalibrated: {question.ScoredOrigins} of 8 past forecasts are scored, so the range is 1.5 times the model's own."));
        return list.ToImmutable();
    }
}
