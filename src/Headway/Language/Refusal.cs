namespace Headway;

/// <summary>An expected no: a stable code for programs and one sentence that tells a person what to do next.</summary>
/// <param name="Code">Stable, lower case with hyphens, for example <c>outcome-outside-process</c>. Part of the API's contract.</param>
/// <param name="Sentence">What is wrong and what would be right, in the reader's words.</param>
public sealed record Refusal(string Code, string Sentence);

/// <summary>Either a value or the refusal that stands in its place.</summary>
public readonly struct Answer<T>
{
    private readonly T? value;
    private readonly Refusal? refusal;

    private Answer(T? value, Refusal? refusal)
    {
        this.value = value;
        this.refusal = refusal;
    }

    public static implicit operator Answer<T>(T value) => new(value, null);

    public static implicit operator Answer<T>(Refusal refusal) => new(default, refusal);

    public TResult Match<TResult>(Func<T, TResult> onValue, Func<Refusal, TResult> onRefusal) =>
        refusal is null ? onValue(value!) : onRefusal(refusal);

    /// <summary>The value, or null with the refusal handed out.</summary>
    public bool IsRefused(out Refusal why, out T given)
    {
        why = refusal!;
        given = value!;
        return refusal is not null;
    }
}
