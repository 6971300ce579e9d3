using Headway.Processes;

namespace Headway.Learning;

/// <summary>Seller's minutes an opportunity, from the usual effort the process gives its activities.</summary>
/// <remarks>An activity is done whole or not at all: where it pursues several outcomes, keeping one of them costs as much as keeping
/// all.</remarks>
internal static class ProcessMinutes
{
    /// <returns>Null when nobody said for one of the activities: unknown is not cheap.</returns>
    public static double? Of(Process process) => Sum([.. process.Activities]);

    /// <summary>Of the activities that pursue some outcomes.</summary>
    /// <param name="outcomes">Their keys.</param>
    /// <returns>Null when nobody said for one of them, or when nothing pursues these outcomes.</returns>
    public static double? Of(Process process, IReadOnlySet<string> outcomes)
    {
        List<Activity> pursuing = [.. process.Activities.Where(activity => activity.Pursues.Any(key => outcomes.Contains(key.Value)))];
        return pursuing.Count == 0 && outcomes.Count > 0 ? null : Sum(pursuing);
    }

    private static double? Sum(List<Activity> activities) =>
        activities.Any(activity => activity.EffortMinutes is null) ? null : activities.Sum(activity => activity.EffortMinutes!.Value);
}
