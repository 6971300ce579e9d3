using System.Collections.Immutable;
using Headway.Histories;

namespace Headway.Tests.Learning;

/// <summary>Cases written down event by event, for histories that are acted out.</summary>
/// <param name="labels">What an event may be called, by its number.</param>
internal sealed class DatedCases(string[] labels)
{
    private readonly List<string> ids = [];
    private readonly List<int> start = [0], label = [];
    private readonly List<long> ticks = [];

    public void Add(DateTime at, int what)
    {
        label.Add(what);
        ticks.Add(at.Ticks);
    }

    /// <summary>What was added since the last one is one case.</summary>
    public void EndCase()
    {
        ids.Add($"case-{ids.Count}");
        start.Add(label.Count);
    }

    public History AsOf(
        DateTime last, ImmutableArray<NamedElement> stages, ImmutableArray<NamedElement> outcomes,
        ImmutableArray<NamedElement> activities, Dictionary<string, LabelMeaning> meaning) => History.AsOf(
            new EventLog([.. ids], [.. start], labels, [.. label], [.. ticks], [], [], [], []),
            new HistoryShape(stages, outcomes, activities, meaning.ToImmutableDictionary(), null, null, [], "EUR")
            {
                Truncation = new LeftTruncation.Never(),
            },
            new DateTimeOffset(last, TimeSpan.Zero));
}
