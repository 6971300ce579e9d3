using System.Collections.Immutable;
using Headway.Access;

namespace Headway.Processes;

/// <summary>What going on costs was set: a leader's table of hours by stage, and how many hours a seller has (rule 27).</summary>
/// <param name="Stages">One for each stage of the version it was set for.</param>
/// <param name="CapacityPerSellerWeek">Hours a seller has in a week for opportunities of this process.</param>
/// <param name="MarginShare">Share of an amount that is margin, in (0, 1]; null = as the process says.</param>
[FactName("hours-set.v1")]
public sealed record HoursSet(ImmutableArray<StageHours> Stages, decimal CapacityPerSellerWeek, double? MarginShare = null) : Fact
{
    public decimal? PerWeekOf(StageKey stage)
    {
        foreach (var each in Stages)
            if (each.Stage == stage) return each.PerWeek;
        return null;
    }
}

/// <param name="PerWeek">A seller's hours on one opportunity in a week of the stage.</param>
public sealed record StageHours(StageKey Stage, decimal PerWeek);

/// <summary>Say what a week in each stage costs and how many hours a seller has; until then no value per hour is shown.</summary>
/// <param name="MarginShare">Null = it stays as it is.</param>
public sealed record SetHours(ImmutableArray<StageHours> Stages, decimal CapacityPerSellerWeek, double? MarginShare = null)
{
    /// <summary>A tenth of an hour is the least that anybody estimates; with 0 nothing would ever cost anything.</summary>
    public const decimal Least = 0.1m;

    /// <summary>A week has 168 hours.</summary>
    public const decimal Most = 168;

    /// <param name="set">What stands now; null = never set.</param>
    public static Decision Decide(Principal who, Process process, HoursSet? set, SetHours command, DateTimeOffset now)
    {
        if (!who.IsPerson)
            return Decision.Refuse("people-decide", "Only a person sets the hours; prepare them and let the person confirm.");
        if (!who.Is(Role.Leader) && !who.Is(Role.ProcessOwner))
            return Decision.Refuse("not-yours", "Hours are set by a leader or the process owner; tell them what you need.");
        foreach (var stage in process.Stages)
        {
            var given = command.Stages.Where(each => each.Stage == stage.Key).ToList();
            if (given.Count != 1) return Decision.Refuse("hours-missing", $"Give the hours a week in {stage.Name}, once.");
            if (given[0].PerWeek is < Least or > Most)
                return Decision.Refuse("hours-out-of-range", $"Hours a week in {stage.Name} lie between {Least} and {Most}.");
        }
        if (command.Stages.Length != process.Stages.Length)
            return Decision.Refuse("stage-unknown", "One of these stages is not in the process as it is now.");
        if (command.CapacityPerSellerWeek is < Least or > Most)
            return Decision.Refuse("hours-out-of-range", $"A seller's hours in a week lie between {Least} and {Most}.");
        if (command.MarginShare is not (null or (> 0 and <= 1)))
            return Decision.Refuse("margin-out-of-range", "The share of an amount that is margin lies above 0 and is at most 1.");
        var fact = new HoursSet(command.Stages, command.CapacityPerSellerWeek, command.MarginShare ?? set?.MarginShare);
        if (set is not null && set.CapacityPerSellerWeek == fact.CapacityPerSellerWeek && set.Stages.SequenceEqual(fact.Stages)
            && set.MarginShare == fact.MarginShare)
            return Decision.Refuse("nothing-changed", "Those are the hours already.");
        return Decision.Accept(new Happened(fact, now));
    }
}
