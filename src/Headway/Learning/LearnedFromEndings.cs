using System.Collections.Immutable;
using Headway.Opportunities;

namespace Headway.Learning;

/// <summary>An opportunity that ended without a win, in the words of whoever closed it.</summary>
/// <param name="How">lost, no decision or no-go.</param>
/// <param name="Stage">It ended in, as its version of the process calls it.</param>
/// <param name="To">To whom it was lost, when that was said.</param>
public sealed record LostInWords(
    OpportunityId Opportunity, string AccountName, string Name, DateOnly On, string How, string Stage, string Reason, string? To)
{
    /// <summary>Of a process, what stands ended so; the newest first. Reopened and void ones are not among them.</summary>
    /// <param name="sees">Whether the reader may see an opportunity.</param>
    public static ImmutableArray<LostInWords> Of(LivedRecord lived, ProcessKey process, Func<OpportunityId, bool> sees) =>
    [
        .. lived.Opportunities.Values.Where(one => one.Process == process && one.Closing is not null && sees(one.Id))
            .Select(one => Of(lived, one)).OfType<LostInWords>()
            .OrderByDescending(each => each.On).ThenBy(each => each.AccountName, StringComparer.Ordinal)
            .ThenBy(each => each.Opportunity.Value),
    ];

    /// <summary>Every word of it stands somewhere in what is told of this one.</summary>
    public bool Holds(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word =>
        new[] { Reason, To ?? "", Stage, AccountName, Name, How }.Any(text => text.Contains(word, StringComparison.OrdinalIgnoreCase)));

    private static LostInWords? Of(LivedRecord lived, Opportunity one)
    {
        LostInWords As(DateOnly on, string reason, string? to = null) => new(
            one.Id, lived.Accounts.GetValueOrDefault(one.Account)?.Name ?? "", one.Name, on, one.Closing!.Word(), lived.StageOf(one),
            reason, to);
        return one.Closing!.Match<LostInWords?>(
            _ => null, lost => As(lost.On, lost.Reason, lost.To), none => As(none.On, none.Reason), no => As(no.On, no.Reason), _ => null);
    }
}

/// <summary>What became of an opportunity that we walked away from.</summary>
public enum AfterNoGo
{
    /// <summary>It stands; the customer bought nothing from us since.</summary>
    Stands,

    /// <summary>It stands, and another opportunity with the same customer, opened later, was won.</summary>
    WonElsewhere,

    /// <summary>Reopened, and open or ended otherwise.</summary>
    Reopened,

    /// <summary>Reopened, and won.</summary>
    ReopenedAndWon,
}

/// <summary>A No-go and what became of it.</summary>
/// <param name="Decision">The last No-go on it.</param>
public sealed record NoGoLater(Opportunity Opportunity, Decided Decision, AfterNoGo After)
{
    /// <summary>Every opportunity of a process with a No-go, the newest decision first; void ones are not among them.</summary>
    /// <param name="sees">Whether the reader may see an opportunity; also for those won elsewhere.</param>
    public static ImmutableArray<NoGoLater> Of(LivedRecord lived, ProcessKey process, Func<OpportunityId, bool> sees)
    {
        var seen = lived.Opportunities.Values.Where(one => one.Closing is not Closing.Void && sees(one.Id)).ToList();
        var wins = seen.Where(one => one.Closing is Closing.Won).ToLookup(one => one.Account);
        return [.. from one in seen
                   where one.Process == process
                   let no = one.Decisions.FindLast(decided => decided.Fact.Way == GateWay.NoGo)
                   where no is not null
                   orderby no.At descending, one.Id.Value
                   select new NoGoLater(one, no, Became(one, no, wins[one.Account]))];
    }

    private static AfterNoGo Became(Opportunity one, Decided no, IEnumerable<Opportunity> wins) => one.Closing switch
    {
        Closing.NoGo => wins.Any(won => won.OpenedAt > no.At) ? AfterNoGo.WonElsewhere : AfterNoGo.Stands,
        Closing.Won => AfterNoGo.ReopenedAndWon,
        _ => AfterNoGo.Reopened,
    };
}
