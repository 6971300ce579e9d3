using System.Collections.Immutable;
using Headway.Opportunities;
using Headway.Processes;

namespace Headway.Histories;

/// <summary>What stands around our own opportunities and is no part of the history that is learned from: customers and their people, and
/// the decisions at the gates. For whoever takes the history out.</summary>
/// <param name="Cases">By the id of the opportunity, as the history names it.</param>
/// <param name="Pursues">Activity and the outcome it is done for, by their keys.</param>
public sealed record OwnRecord(
    IReadOnlyDictionary<string, OwnSurroundings> Cases, ImmutableArray<(string Activity, string Outcome)> Pursues)
{
    /// <param name="facts">Of any streams, in the order they were appended.</param>
    /// <param name="asOf">Only what was recorded by then.</param>
    public static OwnRecord Of(IEnumerable<StoredFact> facts, Process process, DateTimeOffset asOf)
    {
        var accounts = new Dictionary<AccountId, string>();
        var contacts = new Dictionary<ContactId, string>();
        var cases = new Dictionary<StreamId, Gathered>();
        foreach (var stored in facts.Where(stored => stored.RecordedAt <= asOf))
        {
            if (stored.Fact is AccountAdded account) accounts[account.Account] = account.Name;
            else if (stored.Fact is ContactAdded contact) contacts[contact.Contact] = contact.Name;
            else if (stored.Fact is OpportunityOpened opened && opened.Process == process.Key) cases[stored.Stream] = new Gathered(opened);
            else if (cases.TryGetValue(stored.Stream, out var own)) own.Take(stored);
        }
        return new OwnRecord(
            cases.Values.ToDictionary(own => own.Id, own => own.Finish(accounts, contacts)),
            [.. process.Activities.SelectMany(activity => activity.Pursues.Select(outcome => (activity.Key.Value, outcome.Value)))]);
    }

    private sealed class Gathered(OpportunityOpened opened)
    {
        private readonly List<GateDecision> gates = [];
        private readonly Dictionary<ContactId, DecisionRole> roles = [];

        public string Id => opened.Opportunity.ToString();

        public void Take(StoredFact stored)
        {
            if (stored.Fact is GateDecided gate)
                gates.Add(new GateDecision(gate.Stage.Value, gate.Way, stored.EffectiveAt.UtcTicks, stored.Actor.Person?.ToString()));
            else if (stored.Fact is ContactInvolved involved) roles[involved.Contact] = involved.Role;
        }

        public OwnSurroundings Finish(Dictionary<AccountId, string> accounts, Dictionary<ContactId, string> contacts) => new(
            opened.Account.ToString(), accounts.GetValueOrDefault(opened.Account) ?? "",
            [.. roles.Where(each => each.Value != DecisionRole.NotInvolved).Select(each =>
                new InvolvedContact(each.Key.ToString(), contacts.GetValueOrDefault(each.Key) ?? "", each.Value))],
            [.. gates]);
    }
}

/// <summary>What stands around one opportunity.</summary>
public sealed record OwnSurroundings(
    string AccountId, string AccountName, ImmutableArray<InvolvedContact> Contacts, ImmutableArray<GateDecision> Gates);

/// <summary>A contact with the part last named in the decision.</summary>
public sealed record InvolvedContact(string Id, string Name, DecisionRole Role);

/// <param name="Stage">Key of the stage whose gate it is.</param>
/// <param name="Person">Id; null = no person.</param>
public sealed record GateDecision(string Stage, GateWay Way, long EffectiveTicks, string? Person);
