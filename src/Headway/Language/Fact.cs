using System.Collections.Immutable;

namespace Headway;

/// <summary>Something that happened, in the past tense. Facts are appended to one stream and never edited.</summary>
public abstract record Fact;

/// <summary>
/// The stable, versioned name of a fact in storage. Renaming the type changes nothing; changing the name breaks every history.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class FactNameAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

/// <summary>One stream of facts, for example <c>opportunity/4f…</c>. A fact belongs to exactly one (rule 1).</summary>
/// <param name="Kind">process, opportunity, account, person, team, goal, import or organisation.</param>
public readonly record struct StreamId(string Kind, string Key)
{
    public static StreamId Of(OpportunityId id) => new("opportunity", id.ToString());

    public static StreamId Of(AccountId id) => new("account", id.ToString());

    public static StreamId Of(PersonId id) => new("person", id.ToString());

    public static StreamId Of(TeamId id) => new("team", id.ToString());

    public static StreamId Of(GoalId id) => new("goal", id.ToString());

    public static StreamId Of(ImportId id) => new("import", id.ToString());

    public static StreamId Of(ProcessKey key) => new("process", key.Value);

    public static readonly StreamId Organisation = new("organisation", "organisation");

    public static StreamId Parse(string text)
    {
        var slash = text.IndexOf('/');
        return new StreamId(text[..slash], text[(slash + 1)..]);
    }

    public override string ToString() => $"{Kind}/{Key}";
}

/// <summary>
/// A fact with the time it was true, as a decision hands it out. The store adds the other two times and the place in the chain.
/// </summary>
public sealed record Happened(Fact Fact, DateTimeOffset EffectiveAt);

/// <summary>Who did it, and through which door.</summary>
/// <param name="Person">Null only for the program itself (set-up, demo, import).</param>
/// <param name="Cause">page, api, token (the API by a personal access token), cli, import:ID, assistant or demo.</param>
public sealed record Actor(PersonId? Person, string Cause)
{
    public static readonly Actor Program = new(null, "program");
}

/// <summary>A fact as it stands in the history, with its three times (rule 2).</summary>
/// <param name="Position">Global, from 1, without gaps: the order of the chain.</param>
/// <param name="Version">In its stream, from 1.</param>
/// <param name="EffectiveAt">When it was true.</param>
/// <param name="RecordedAt">When whoever recorded it knew.</param>
/// <param name="AppendedAt">When it was entered here.</param>
public sealed record StoredFact(
    long Position, StreamId Stream, int Version, DateTimeOffset EffectiveAt, DateTimeOffset RecordedAt, DateTimeOffset AppendedAt,
    Actor Actor, Fact Fact);

/// <summary>What a command led to: facts to append, or a refusal.</summary>
public abstract record Decision
{
    private Decision()
    {
    }

    public static Decision Accept(params ReadOnlySpan<Happened> facts) => new Accepted([.. facts]);

    public static Decision Refuse(string code, string sentence) => new Refused(new Refusal(code, sentence));

    public static implicit operator Decision(Refusal refusal) => new Refused(refusal);

    public TResult Match<TResult>(Func<ImmutableArray<Happened>, TResult> accepted, Func<Refusal, TResult> refused) => this switch
    {
        Accepted a => accepted(a.Facts),
        Refused r => refused(r.Refusal),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public sealed record Accepted(ImmutableArray<Happened> Facts) : Decision;

    public sealed record Refused(Refusal Refusal) : Decision;
}
