using System.Collections.Immutable;
using Headway.Access;
using Headway.App.Access;
using Headway.App.Design;
using Headway.App.Forecasting;
using Headway.Learning;
using Headway.Opportunities;
using Headway.Processes;
using Headway.Storage.Facts;
using Headway.Storage.Views;
using Microsoft.EntityFrameworkCore;

namespace Headway.App.Opportunities;

/// <summary>Everything the page of one opportunity shows, read once.</summary>
public sealed class OpportunityPicture(
    OpportunityWork work, FactStore store, Views views, Chances chances, Analysis analysis, SellersVoice voice)
{
    /// <param name="Groups">The present stage first, then what lies ahead, then what lies behind.</param>
    /// <param name="OpenBox">The outcome whose record box is open: the next best one.</param>
    /// <param name="Chance">In words with its interval, or what history still lacks.</param>
    public sealed record Shown(
        Situation At, Standing Standing, string AccountName, string OwnerName, ImmutableArray<Contact> Contacts,
        ImmutableArray<StageGroup> Groups,
        OutcomeNow? OpenBox, ImmutableArray<StoredFact> Facts, ImmutableDictionary<PersonId, string> Names, ChanceShown Chance,
        bool MayWork)
    {
        /// <summary>To whom it may be handed; empty for all but the owner's leader.</summary>
        public ImmutableArray<Person> MayTakeOver { get; init; } = [];

        /// <summary>What the best did, for the outcomes that are open; empty on a closed one and while nothing is learned.</summary>
        public ImmutableDictionary<OutcomeKey, BestExperience> Experience { get; init; } =
            ImmutableDictionary<OutcomeKey, BestExperience>.Empty;

        /// <summary>What this person himself said about the process here, and the questions he proposed.</summary>
        public ImmutableArray<Voice> OwnVoices { get; init; } = [];

        public ImmutableArray<ProposedQuestion> OwnQuestions { get; init; } = [];

        public string Title => TitleOf(this);

        public string Sentence => SentenceOf(this);

        public string NameOf(ContactId? contact) => contact is { } id ? Contacts.FirstOrDefault(c => c.Id == id)?.Name ?? "somebody" : "";

        public string NameOf(PersonId? person) =>
            person is { } id ? (id == At.Who.Person ? "you" : Names.GetValueOrDefault(id, "somebody")) : "the program";
    }

    public sealed record StageGroup(Stage Stage, ImmutableArray<OutcomeNow> Outcomes);

    public async Task<Shown?> Of(OpportunityId id, Visit visit)
    {
        if (await work.Find(id, visit.Who) is not { } at) return null;
        var standing = at.Standing;
        var account = Account.Fold(await store.Read(StreamId.Of(at.Opportunity.Account)));
        var people = await views.People();
        var next = NextBestOutcome.Of(standing, 1) is [var first, ..] ? first.Outcome : null;
        var said = await voice.About(at.Process.Key);
        var mayWork = Authority.Refuses(visit.Who, Deed.Work, at.Opportunity.Owner, at.OwnersTeam) is null;
        return new Shown(
            at, standing, account.Name, people.FirstOrDefault(p => p.Id == at.Opportunity.Owner)?.Name ?? "nobody", [.. account.Contacts],
            Groups(standing), mayWork && at.Opportunity.IsOpen ? next : null, await store.Read(StreamId.Of(id)),
            people.ToImmutableDictionary(p => p.Id, p => p.Name), await chances.Of(at), mayWork)
        {
            MayTakeOver = at.Refuses(Deed.ChangeOwner) is not null ? [] : [.. people.Where(
                person => person.Active && person.Roles.Contains(Role.Seller) && person.Id != at.Opportunity.Owner)],
            Experience = await Experience(at, standing, visit),
            OwnVoices = [.. said.Voices.Standing.Where(each => each.Person == visit.Who.Person && each.Opportunity == id)],
            OwnQuestions = [.. said.Questions.All.Where(each => each.By == visit.Who.Person)],
        };
    }

    /// <summary>From opportunities this reader may see, through the one filter there is.</summary>
    private async Task<ImmutableDictionary<OutcomeKey, BestExperience>> Experience(Situation at, Standing standing, Visit visit)
    {
        var open = standing.Outcomes.Where(now => now.State is not OutcomeState.Confirmed).Select(now => now.Outcome.Key).ToList();
        if (!at.Opportunity.IsOpen || open.Count == 0 || await analysis.Now(at.Now) is not { } learned)
            return ImmutableDictionary<OutcomeKey, BestExperience>.Empty;
        var seen = await views.Opportunities(visit.Visibility).Where(row => row.Process == at.Process.Key.Value)
            .Select(row => row.Id).ToListAsync();
        var visible = seen.ToHashSet();
        return BestExperience.Of(learned.Lived, at.Process, open, one => visible.Contains(one.Value));
    }

    private static ImmutableArray<StageGroup> Groups(Standing standing)
    {
        var stages = standing.Process.Stages;
        var order = stages.Skip(standing.StageIndex).Concat(stages.Take(standing.StageIndex).Reverse());
        return [.. order.Select(stage => new StageGroup(stage, [.. standing.Outcomes.Where(now => stage.Outcomes.Contains(now.Outcome))]))];
    }

    private static string TitleOf(Shown page)
    {
        var (opportunity, standing) = (page.At.Opportunity, page.Standing);
        if (opportunity.Closing is { } closing)
            return closing.Match(
                won => $"Won for {Show.Money(won.Amount)}", _ => "Lost", _ => "The customer made no decision", _ => "We walked away",
                _ => "Void: it counts nowhere");
        if (standing.IsReadyToClose) return "Every gate is passed; it is ready to close";
        if (standing.GosNoLongerSupported.FirstOrDefault() is { } shaky) return $"The Go at {shaky.Name} is no longer supported";
        if (standing.GateIsReady && opportunity.LastDecisionOn(standing.Stage.Key)?.Fact is { Way: GateWay.NotYet, AskAgainOn: { } day }
            && day > page.At.Calendar.DayOf(page.At.Now))
            return $"Not yet decided; asked again on {Show.Day(day, page.At.Calendar.DayOf(page.At.Now))}";
        if (standing.GateIsReady) return "The gate is ready for a decision";
        return NextBestOutcome.Of(standing, 1) is [var next, ..] ? next.Prompt : $"In {standing.StageName}";
    }

    private static string SentenceOf(Shown page)
    {
        var standing = page.Standing;
        var confirmed = standing.Outcomes.Count(now => now.State is OutcomeState.Confirmed);
        var stale = standing.Outcomes.Count(now => now.State is OutcomeState.Stale);
        var are = confirmed == 1 ? "is" : "are";
        var count = confirmed == 0 ? "None" : Show.InWords(confirmed, capital: true);
        var known = $"{count} of {standing.Outcomes.Length} outcomes {are} confirmed"
            + (stale > 0 ? $", {Show.InWords(stale)} {(stale == 1 ? "has" : "have")} gone stale." : ".");
        return page.At.Opportunity.IsOpen ? $"{page.Chance.Sentence} {known}" : known;
    }
}
