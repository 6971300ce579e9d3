using System.Collections.Immutable;
using Headway.Opportunities;
using Headway.Processes;

namespace Headway.Learning;

/// <summary>Our own opportunities as their facts tell them, with the customers and the versions of the process they followed: what can be
/// read back in words. Whoever reads it says first which opportunities the reader may see.</summary>
/// <param name="Versions">Published ones by process and number.</param>
public sealed record LivedRecord(
    ImmutableDictionary<OpportunityId, Opportunity> Opportunities, ImmutableDictionary<AccountId, Account> Accounts,
    ImmutableDictionary<(ProcessKey Process, int Version), Process> Versions)
{
    public static readonly LivedRecord Empty = new(
        ImmutableDictionary<OpportunityId, Opportunity>.Empty, ImmutableDictionary<AccountId, Account>.Empty,
        ImmutableDictionary<(ProcessKey, int), Process>.Empty);

    /// <param name="facts">Those that came since, of any streams, in the order they were appended. O(facts).</param>
    public LivedRecord With(IEnumerable<StoredFact> facts)
    {
        var (opportunities, accounts, versions) = (Opportunities.ToBuilder(), Accounts.ToBuilder(), Versions.ToBuilder());
        foreach (var stored in facts)
        {
            switch (stored.Fact)
            {
                case OpportunityFact when Guid.TryParse(stored.Stream.Key, out var id):
                    var one = new OpportunityId(id);
                    opportunities[one] = OpportunityEvolving.Evolve(opportunities.GetValueOrDefault(one), stored);
                    break;
                case AccountAdded or ContactAdded when Guid.TryParse(stored.Stream.Key, out var id):
                    var account = new AccountId(id);
                    accounts[account] = Account.Evolve(accounts.GetValueOrDefault(account), stored.Fact);
                    break;
                case ProcessPublished { Process: var process }:
                    versions[(process.Key, process.Version)] = process;
                    break;
                default:
                    break; // What else happens is nothing that opportunities tell in words.
            }
        }
        return new LivedRecord(opportunities.ToImmutable(), accounts.ToImmutable(), versions.ToImmutable());
    }

    /// <summary>The stage it stands or ended in, as the version it followed calls it.</summary>
    public string StageOf(Opportunity opportunity)
    {
        if (Versions.GetValueOrDefault((opportunity.Process, opportunity.ProcessVersion)) is not { } process) return "";
        if (opportunity.Closing is Closing.NoGo no) return process.IndexOf(no.Stage) is >= 0 and var at ? process.Stages[at].Name : "";
        return process.Stages.FirstOrDefault(stage => !opportunity.Gos.ContainsKey(stage.Key))?.Name ?? "Ready to close";
    }
}
