using System.Collections.Immutable;
using System.Globalization;

namespace Headway.Learning;

/// <summary>What a history must hold before a question is answered at all. The answers themselves and the promise of them (what a history
/// can teach) read the same floors here, so that promise and refusal cannot differ.</summary>
internal static class LearningFloors
{
    /// <summary>Which outcomes and activities go with winning: refused when not one of them can be compared.</summary>
    internal static Refusal? OfContribution(ImmutableArray<ElementContribution> elements, bool hasStages)
    {
        if (!hasStages)
            return new Refusal(
                "contribution-no-stages", "This history knows no stages, so it cannot be told who was equally far. “Smallest process” asks "
                + "the outcomes together and needs no stages.");
        if (elements.IsEmpty)
            return new Refusal(
                "contribution-nothing-named", "This history names no outcomes and no activities, so there is nothing to compare.");
        if (elements.Any(each => each.IsCompared)) return null;
        // The one that needs least stands for the rest; else the reason that most have.
        var nearest = elements.Where(each => each.NeededMore is not null).MinBy(each => each.NeededMore)
            ?? elements.GroupBy(each => each.Silence).MaxBy(reason => reason.Count())!.First();
        return new Refusal(
            "not-enough-history",
            string.Create(CultureInfo.InvariantCulture,
                $"None of {elements.Length:N0} outcomes and activities can be compared yet. Nearest is “{nearest.Element.Name}”. ")
            + ContributionWording.Of(nearest));
    }
}
