using System.Collections.Immutable;
using System.Globalization;
using Headway.App.Access;
using Headway.App.Design;
using Headway.Opportunities;
using Headway.Processes;
using Headway.Storage.Facts;
using Headway.Storage.Views;
using Microsoft.EntityFrameworkCore;

namespace Headway.App.Opportunities;

/// <summary>What the form for a new opportunity sends.</summary>
public sealed class OpeningForm
{
    public string? Key { get; set; }

    public string? Account { get; set; }

    public string? Name { get; set; }

    public string? Amount { get; set; }

    public string? On { get; set; }

    public string? Process { get; set; }
}

/// <summary>Opens an opportunity, and the account with it when nobody has met that customer yet: both in one append, or neither.</summary>
public sealed class OpeningWork(FactStore store, Views views)
{
    public async Task<(OpportunityId? Opened, Refusal? Refusal)> Open(OpeningForm form, Visit visit, ImmutableArray<Process> processes)
    {
        if (processes.FirstOrDefault(each => each.Key.Value == form.Process) is not { } process)
            return (null, new Refusal("process-unknown", "Choose the process it will follow."));
        if (string.IsNullOrWhiteSpace(form.Account)) return (null, new Refusal("account-missing", "Say who the customer is."));
        if (AmountText.Read(form.Amount).IsRefused(out var unreadable, out var amount)) return (null, unreadable);

        var id = new OpportunityId(Guid.CreateVersion7());
        var (account, isNew) = await AccountOf(form.Account.Trim(), visit);
        Money? money = amount is { } known ? new Money(known, visit.Currency) : null;
        var command = new OpenOpportunity(id, form.Name ?? "", account, visit.Who.Person, money, Day(form.On), visit.Now);
        var decision = OpenOpportunity.Decide(command, process, visit.Who, visit.Who.Team, visit.Now);
        if (decision is Decision.Refused(var refusal)) return (null, refusal);
        var accepted = (Decision.Accepted)decision;
        ImmutableArray<StreamAppend> streams = [new StreamAppend(StreamId.Of(id), 0, accepted.Facts)];
        if (isNew)
            streams = streams.Insert(0, new StreamAppend(
                StreamId.Of(account), 0, [new Happened(new AccountAdded(account, form.Account.Trim(), null), visit.Now)]));
        var request = RequestKey.Of(form.Key, [form.Account, form.Name, form.Amount, form.On, form.Process]);
        return await store.Append(new Append(new Actor(visit.Who.Person, "page"), streams, request.Key, request.Hash)) switch
        {
            AppendResult.Appended => (id, null),
            AppendResult.Repeated(var position) => (await OpenedAt(position), null),
            AppendResult.KeyUsedOtherwise =>
                (null, new Refusal("key-used-otherwise", "This form was sent before with other words; reload the page and try again.")),
            _ => (null, new Refusal("not-opened", "It was not opened; try again.")),
        };
    }

    /// <summary>What the first try opened: its opening is the last fact of that append.</summary>
    private async Task<OpportunityId?> OpenedAt(long position) =>
        await store.ReadAfter(position - 1, 1) is [{ Fact: OpportunityOpened opened }] ? opened.Opportunity : null;

    /// <summary>An account is known by name only through opportunities this person may see; otherwise it is a new one.</summary>
    private async Task<(AccountId Account, bool IsNew)> AccountOf(string name, Visit visit)
    {
        var known = await views.Opportunities(visit.Visibility).Where(row => row.AccountName == name)
            .Select(row => (Guid?)row.AccountId).FirstOrDefaultAsync();
        return known is { } id ? (new AccountId(id), false) : (new AccountId(Guid.CreateVersion7()), true);
    }

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
