using System.Collections.Immutable;

namespace Headway.Forecasting.Gates;

/// <summary>What going on costs and how much of it there is (rule 27).</summary>
/// <param name="PerWeek">Per stage of the history: a seller's hours on one opportunity in a week of it; above 0.</param>
/// <param name="CapacityPerWeek">Hours of all sellers together for opportunities of this process in a week; above 0.</param>
/// <param name="MarginShare">Share of an amount that is margin, in (0, 1].</param>
public sealed record GateHours(ImmutableArray<double> PerWeek, double CapacityPerWeek, double MarginShare = 1);
