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

/// <summary>What is opened, whichever door it came through.</summary>
/// <param name="Account">A known account; null when it is only named.</param>
public sealed record Opening(AccountId? Account, string? AccountName, string Name, Money? Amount, DateOnly? ExpectedClose, string? Process);

/// <summary>Opens an opportunity, and the account with it when nobody has met that customer yet: both in one append, or neither.</summary>
public sealed class OpeningWork(FactStore store, Views views)
{
    public async Task<(OpportunityId? Opened, Refusal? Refusal)> Open(OpeningForm form, Visit visit, ImmutableArray<Process> processes)
    {
        if (AmountText.Read(form.Amount).IsRefused(out var unreadable, out var amount)) return (null, unreadable);
        Money? money = amount is { } known ? new Money(known, visit.Currency) : null;
        var key = string.IsNullOrWhiteSpace(form.Key) ? null : form.Key;
        return await Open(
            new Opening(null, form.Account, form.Name ?? "", money, Day(form.On), form.Process), visit, processes, "page",
            new RequestKey(key, $"{form.Account}|{form.Name}|{form.Amount}|{form.On}|{form.Process}"));
    }

    public async Task<(OpportunityId? Opened, Refusal? Refusal)> Open(
        Opening opening, Visit visit, ImmutableArray<Process> processes, string cause, RequestKey request)
    {
        if (processes.FirstOrDefault(each => each.Key.Value == opening.Process) is not { } process)
            return (null, new Refusal("process-unknown", "Choose the process it will follow."));
        if (await AccountOf(opening, visit) is not { } met)
            return (null, new Refusal("account-missing", $"Say who the customer is, in at most {AddContact.MaxName} characters."));
        var (account, newName) = met;
        var id = new OpportunityId(Guid.CreateVersion7());
        var command = new OpenOpportunity(
            id, opening.Name, account, visit.Who.Person, opening.Amount, opening.ExpectedClose, visit.Now);
        var decision = OpenOpportunity.Decide(command, process, visit.Who, visit.Who.Team, visit.Now);
        if (decision is Decision.Refused(var refusal)) return (null, refusal);
        ImmutableArray<StreamAppend> streams = [new StreamAppend(StreamId.Of(id), 0, ((Decision.Accepted)decision).Facts)];
        if (newName is not null)
            streams = streams.Insert(0, new StreamAppend(
                StreamId.Of(account), 0, [new Happened(new AccountAdded(account, newName, null), visit.Now)]));
        return await store.Append(new Append(new Actor(visit.Who.Person, cause), streams, request.Key, request.Hash)) switch
        {
            AppendResult.Appended => (id, null),
            AppendResult.Repeated(var position) => (await OpenedAt(position), null),
            AppendResult.KeyUsedOtherwise =>
                (null, new Refusal("key-used-otherwise", "This request key was used for something else; send a new one.")),
            _ => (null, new Refusal("not-opened", "It was not opened; try again.")),
        };
    }

    /// <summary>What the first try opened: its opening is the last fact of that append.</summary>
    private async Task<OpportunityId?> OpenedAt(long position) =>
        (await store.ReadAfter(position - 1, 1)) is [{ Fact: OpportunityOpened opened }] ? opened.Opportunity : null;

    /// <summary>An account is known, by id or by name, only through opportunities this person may see; another name is a new one.</summary>
    private async Task<(AccountId Account, string? NewName)?> AccountOf(Opening opening, Visit visit)
    {
        var accounts = views.Accounts(visit.Visibility);
        if (opening.Account is { } id) return await accounts.AnyAsync(row => row.Id == id.Value) ? (id, null) : null;
        var name = opening.AccountName?.Trim() ?? "";
        if (name.Length is 0 or > AddContact.MaxName) return null;
        var known = await accounts.Where(row => row.Name == name).Select(row => (Guid?)row.Id).FirstOrDefaultAsync();
        return known is { } same ? (new AccountId(same), null) : (new AccountId(Guid.CreateVersion7()), name);
    }

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
