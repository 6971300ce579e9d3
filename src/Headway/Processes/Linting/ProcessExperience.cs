using System.Collections.Immutable;
using Headway.Statistics.Intervals;

namespace Headway.Processes.Linting;

/// <summary>What history says of the parts of a process, by their permanent keys. A part without an entry has no history.</summary>
/// <param name="Source">Which history, by the name people know it by.</param>
/// <param name="Gates">Only where decisions of people are known: an imported log does not say who decided on what.</param>
/// <param name="Order">Of each two neighbouring stages, which was first.</param>
public sealed record ProcessExperience(
    string Source, ImmutableArray<ElementExperience> Elements, ImmutableArray<GateExperience> Gates,
    ImmutableArray<StageOrderExperience> Order)
{
    public ElementExperience? Of(OutcomeKey key) => Elements.FirstOrDefault(each => !each.IsActivity && each.Key == key.Value);

    public ElementExperience? Of(ActivityKey key) => Elements.FirstOrDefault(each => each.IsActivity && each.Key == key.Value);
}

/// <summary>So many of so many.</summary>
public readonly record struct Tally(int Count, int Of)
{
    /// <summary>Wilson, 95 %; the whole of [0,1] when there was nothing to count.</summary>
    public Interval Interval => Wilson.Of(Count, Of);

    /// <summary>True when even the low end of the interval lies above the share.</summary>
    public bool IsSurelyAbove(double share) => Of > 0 && Interval.Low > share;

    public override string ToString() => $"{Count:N0} of {Of:N0}";
}

/// <summary>What history says about one outcome or activity.</summary>
/// <param name="Judgement">Whether it goes with winning, after what else differs.</param>
/// <param name="Sentence">The judgement in words with its numbers, and how many more opportunities would settle it.</param>
public sealed record ElementExperience(string Key, bool IsActivity, ElementJudgement Judgement, string Sentence)
{
    /// <summary>Opportunities whose confirmations were all recorded after the closing, of all closed ones that were confirmed.</summary>
    public Tally AfterClosing { get; init; }

    /// <summary>Opportunities in which it was never confirmed, of all that went past its stage.</summary>
    public Tally NeverConfirmed { get; init; }

    /// <summary>Opportunities in which it was refuted and never confirmed, of all that had any evidence on it.</summary>
    public Tally Refuted { get; init; }
}

public enum ElementJudgement
{
    NotEnoughHistory,
    GoesWithWinning,
    NoMeaningfulAssociation,
    GoesWithLosing,

    /// <summary>History cannot say, and more of it would not help: it is recorded too late, or nearly everybody has it.</summary>
    CannotBeJudged,
}

/// <summary>What people decided at one gate.</summary>
/// <param name="Stopped">No-go or Not yet, of all opportunities decided there.</param>
/// <param name="Overridden">Went on against the criteria, of all that went on.</param>
public sealed record GateExperience(StageKey Stage, Tally Stopped, Tally Overridden);

/// <summary>Which of two neighbouring stages came first.</summary>
/// <param name="LaterFirst">Opportunities that had something of the later stage before anything of the earlier one, of all that had of
/// both.</param>
public sealed record StageOrderExperience(StageKey Earlier, StageKey Later, Tally LaterFirst);
