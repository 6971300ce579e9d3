using Headway.App.Access;
using Headway.App.Design.Charts;

namespace Headway.App.Goals;

/// <summary>The goal that a person's day serves, as the thread on top of every page shows it.</summary>
public sealed class GoalThreads
{
    public sealed record Shown(
        string Name, double Done, double Target, double? Low, double? High, double? Needed, Measure Measure, double? Chance, int DaysLeft);

    public Task<Shown?> Of(Visit visit) => Task.FromResult<Shown?>(null);
}
