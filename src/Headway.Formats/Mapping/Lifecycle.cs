using System.Collections.Immutable;

namespace Headway.Formats.Mapping;

/// <summary>Which lifecycle states of an event count. An event that says none is complete.</summary>
/// <param name="States">Compared without case; empty = all states count.</param>
public sealed record Lifecycle(ImmutableArray<string> States)
{
    /// <summary>A schedule, a start and a completion of one piece of work are one event, not three.</summary>
    public static readonly Lifecycle Complete = new(["complete"]);

    public static readonly Lifecycle All = new(ImmutableArray<string>.Empty);

    public bool Counts(ReadOnlySpan<char> state)
    {
        if (States.IsEmpty) return true;
        if (state.IsEmpty) state = "complete";
        foreach (var counted in States)
            if (state.Equals(counted, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    public bool Counts(ReadOnlySpan<byte> state)
    {
        Span<char> letters = stackalloc char[64];
        return state.Length > letters.Length || !System.Text.Encoding.UTF8.TryGetChars(state, letters, out var count)
            ? States.IsEmpty
            : Counts(letters[..count]);
    }
}
