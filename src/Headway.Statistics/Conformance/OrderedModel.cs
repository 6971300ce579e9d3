using System.Collections.Immutable;

namespace Headway.Statistics.Conformance;

/// <summary>A step of a model: may be taken once, when every mandatory step before it was taken and none after it.</summary>
/// <param name="Label">The label a log shows for it.</param>
/// <param name="IsMandatory">Leaving it out is a deviation.</param>
/// <param name="After">Bit i set: comes after step i. Only steps with a lower number.</param>
public readonly record struct ModelStep(int Label, bool IsMandatory, ulong After);

/// <summary>A way to end: allowed when all of <paramref name="Requires"/> and none of <paramref name="Forbids"/> were taken.</summary>
public readonly record struct ModelEnd(int Label, ulong Requires, ulong Forbids);

/// <summary>Steps in a partial order with ways to end: what a log is compared with.</summary>
/// <remarks>The order of stages is said by <see cref="ModelStep.After"/>; steps of one stage that may come in any order do not name one
/// another. No loops: a step taken twice is a deviation, which is what rework is.</remarks>
public sealed class OrderedModel
{
    /// <summary>The steps taken are kept as the bits of one number.</summary>
    public const int MostSteps = 64;

    private readonly ulong[] mandatoryBefore;
    private readonly ulong[] later;

    /// <param name="steps">At most <see cref="MostSteps"/>, each after those it names.</param>
    /// <param name="ends">At least one.</param>
    /// <exception cref="ArgumentException">A step names itself or a later one, or no end can be reached.</exception>
    public OrderedModel(ImmutableArray<ModelStep> steps, ImmutableArray<ModelEnd> ends)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(steps.Length, MostSteps);
        (Steps, Ends) = (steps, ends);
        (mandatoryBefore, later) = (new ulong[steps.Length], new ulong[steps.Length]);
        var mandatory = 0UL;
        for (var i = 0; i < steps.Length; i++)
        {
            if (steps[i].After >> i != 0) throw new ArgumentException($"Step {i} comes after itself or after a later step.", nameof(steps));
            for (var before = 0; before < i; before++)
                if ((steps[i].After >> before & 1) != 0) later[before] |= 1UL << i;
            mandatoryBefore[i] = steps[i].After & mandatory;
            if (steps[i].IsMandatory) mandatory |= 1UL << i;
        }
        ShortestPath = (Alignment.Of(this, [], isComplete: true)
            ?? throw new ArgumentException("No way to end can be reached.", nameof(ends))).Cost;
    }

    public ImmutableArray<ModelStep> Steps { get; }

    public ImmutableArray<ModelEnd> Ends { get; }

    /// <summary>The length of the shortest complete sequence the model allows, its end counted in.</summary>
    public int ShortestPath { get; }

    internal bool MayTake(int step, ulong done) =>
        (done >> step & 1) == 0 && (done & mandatoryBefore[step]) == mandatoryBefore[step] && (done & later[step]) == 0;

    internal bool MayEnd(ModelEnd end, ulong done) => (done & end.Requires) == end.Requires && (done & end.Forbids) == 0;
}
