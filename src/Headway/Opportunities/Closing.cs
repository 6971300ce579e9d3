using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Headway.Opportunities;

/// <summary>How an opportunity ended (rule 18). Nothing closes itself.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "how")]
[JsonDerivedType(typeof(Won), "won")]
[JsonDerivedType(typeof(Lost), "lost")]
[JsonDerivedType(typeof(NoDecision), "noDecision")]
[JsonDerivedType(typeof(NoGo), "noGo")]
[JsonDerivedType(typeof(Void), "void")]
public abstract record Closing
{
    private Closing()
    {
    }

    public TResult Match<TResult>(
        Func<Won, TResult> won, Func<Lost, TResult> lost, Func<NoDecision, TResult> noDecision, Func<NoGo, TResult> noGo,
        Func<Void, TResult> voided) => this switch
        {
            Won w => won(w),
            Lost l => lost(l),
            NoDecision n => noDecision(n),
            NoGo n => noGo(n),
            Void v => voided(v),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>One word for a list: won, lost, no decision, no-go, void.</summary>
    public string Word() => Match(_ => "won", _ => "lost", _ => "no decision", _ => "no-go", _ => "void");

    /// <param name="On">The day the customer agreed; bookings count here.</param>
    /// <param name="SkippedGates">Gates that were never decided.</param>
    /// <param name="SkippedReason">Required when gates were skipped.</param>
    public sealed record Won(Money Amount, DateOnly On, ImmutableArray<StageKey> SkippedGates, string? SkippedReason) : Closing;

    /// <param name="To">To whom, in words, when it is known; null in closings from before it was asked for.</param>
    public sealed record Lost(DateOnly On, string Reason, string? To = null) : Closing;

    /// <summary>The customer did nothing.</summary>
    public sealed record NoDecision(DateOnly On, string Reason) : Closing;

    /// <summary>We walked away, by a decision at the gate of this stage (rule 17).</summary>
    public sealed record NoGo(DateOnly On, StageKey Stage, string Reason) : Closing;

    /// <summary>A duplicate, test or error: no ending, and leaves learning.</summary>
    /// <param name="Survivor">The opportunity that goes on, for a merge.</param>
    public sealed record Void(DateOnly On, string Reason, OpportunityId? Survivor) : Closing;
}
