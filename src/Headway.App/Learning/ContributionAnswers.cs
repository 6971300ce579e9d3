using System.Runtime.CompilerServices;
using Headway.Histories;
using Headway.Learning;

namespace Headway.App.Learning;

/// <summary>Keeps the contribution of each history that is being looked at, for as long as that history is kept itself.</summary>
internal sealed class ContributionAnswers
{
    /// <summary>A page answers within a second, or shows that it is at work.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(1);

    private readonly ConditionalWeakTable<History, Task<Contribution>> kept = [];

    /// <summary>Null while it is still at work; ask again.</summary>
    public async Task<Contribution?> Now(History history)
    {
        var work = kept.GetValue(history, asked => Task.Run(() => Contribution.Of(asked, new ContributionQuestion())));
        return await Task.WhenAny(work, Task.Delay(patience)) == work ? await work : null;
    }
}
