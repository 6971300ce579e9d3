using System.Collections.Immutable;

namespace Headway.Learning;

/// <summary>Elements of which nothing is said although their range leaves out no difference: whoever reads the range asks why.</summary>
public static class SilentThough
{
    /// <summary>A sentence for each reason; empty when there is none.</summary>
    public static ImmutableArray<string> Of(Contribution answer) =>
        [.. answer.Elements.Where(each => each is { Silence: not null, Numbers: not null } && !each.Numbers.Interval.Contains(0))
            .GroupBy(each => each.Silence!.Value).OrderBy(group => group.Key).Select(group =>
                $"{string.Join(", ", group.Select(each => $"“{each.Element.Name}”"))}: "
                + $"{(group.Count() == 1 ? "its range leaves" : "their ranges leave")} out no difference, yet nothing is said, because "
                + $"{Because(group.Key)}.")];

    private static string Because(ContributionSilence why) => why switch
    {
        ContributionSilence.EstimatesDisagree => "three ways to estimate it do not point the same way",
        ContributionSilence.NotComparable => "opportunities with and without differ too much in what is recorded of them",
        ContributionSilence.Undecided => "among as many as were looked at together one that far from none may be chance",
        _ => char.ToLowerInvariant(ContributionWording.Name(why)[0]) + ContributionWording.Name(why)[1..],
    };
}
