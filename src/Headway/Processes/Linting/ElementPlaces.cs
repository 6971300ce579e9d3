using System.Collections.Immutable;

namespace Headway.Processes.Linting;

/// <summary>Where each part of a process stands in its file, by <see cref="ElementPath"/>.</summary>
public sealed class ElementPlaces(ImmutableDictionary<string, Place> places)
{
    /// <summary>For a process that does not come from a file: findings then name the element only.</summary>
    public static readonly ElementPlaces None = new(ImmutableDictionary<string, Place>.Empty);

    public IEnumerable<KeyValuePair<string, Place>> All => places;

    /// <summary>The place of the part; when it is absent from the file, the place of the nearest element around it. The element is
    /// always the one asked for.</summary>
    public Place Of(string path)
    {
        for (var at = path; at is not null; at = ElementPath.Parent(at))
            if (places.TryGetValue(at, out var place)) return place with { Element = path };
        return Place.Unknown with { Element = path };
    }
}

/// <summary>A comment in the file that silences one rule at one element: <c># headway: allow HW203 because …</c>. Errors cannot be
/// silenced.</summary>
/// <param name="Rule">Rule id, for example HW203.</param>
/// <param name="Reason">What follows "because"; never empty.</param>
/// <param name="Element">The <see cref="ElementPath"/> it stands at; parts of that element are covered too.</param>
public sealed record Allow(string Rule, string Reason, string Element);
