using System.Globalization;
using Headway.App.Access;
using Headway.Storage.Rows;
using Headway.Storage.Views;
using Microsoft.EntityFrameworkCore;

namespace Headway.App.Opportunities;

/// <summary>What the palette offers, in the order it is read.</summary>
public sealed record PaletteAnswer(IReadOnlyList<PaletteGroup> Groups);

public sealed record PaletteGroup(string Name, IReadOnlyList<PaletteItem> Items);

/// <param name="Note">What it is, in a few words.</param>
/// <param name="Href">Where Enter leads.</param>
/// <param name="Key">On that very page this key does it; null = it has none.</param>
public sealed record PaletteItem(string Text, string Note, string Href, string? Key = null);

/// <summary>Global search and the commands. Everything about opportunities comes through the visibility filter.</summary>
/// <remarks>The search reads every row one may see; with 10,000 opportunities that takes a few milliseconds, so there is no index of
/// words to keep.</remarks>
public sealed class PaletteSearch(Views views, OpportunityWork work)
{
    private const int MostWords = 6;
    private const int MostOpportunities = 6;
    private const int MostOthers = 4;

    public async Task<PaletteAnswer> Find(string asked, OpportunityId? here, Visit visit, CancellationToken cancel)
    {
        var words = asked.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Take(MostWords).ToArray();
        var at = here is { } id ? await work.Find(id, visit.Who, cancel) : null;
        var groups = new List<PaletteGroup>
        {
            new(at?.Opportunity.Name ?? "", at is null ? [] : PaletteActions.On(at, words)),
        };
        if (words.Length > 0)
        {
            groups.Add(new("Opportunities", await Opportunities(words, visit, cancel)));
            groups.AddRange(await Customers(words, visit, cancel));
        }
        groups.Add(new("Do", PaletteActions.Anywhere(visit.Who, words)));
        groups.Add(new("Go to", PaletteActions.Pages(visit.Who, words)));
        return new PaletteAnswer([.. groups.Where(group => group.Items.Count > 0)]);
    }

    private async Task<IReadOnlyList<PaletteItem>> Opportunities(string[] words, Visit visit, CancellationToken cancel)
    {
        var rows = views.Opportunities(visit.Visibility);
        foreach (var word in words) rows = rows.Where(row => row.SearchText.Contains(word));
        // Open ones first, and of those the ones heard from last.
        var (first, later) = (words[0], $" {words[0]}");
        var found = await rows.OrderBy(row => row.Status == "open" ? 0 : 1)
            .ThenBy(row => row.SearchText.StartsWith(first) || row.SearchText.Contains(later) ? 0 : 1)
            .ThenByDescending(row => row.LastHeardAt).ThenBy(row => row.Id).Take(MostOpportunities)
            .Select(row => new { row.Id, row.AccountName, row.Name, row.Status, row.StageName, row.OwnerId, row.OwnerName })
            .ToListAsync(cancel);
        return [.. found.Select(row => new PaletteItem(
            $"{row.AccountName}: {row.Name}",
            (row.Status == "open" ? row.StageName : row.Status) + (row.OwnerId == visit.Who.Person.Value ? "" : $", {row.OwnerName}"),
            $"/opportunities/{row.Id}"))];
    }

    private async Task<IEnumerable<PaletteGroup>> Customers(string[] words, Visit visit, CancellationToken cancel)
    {
        var accounts = views.Accounts(visit.Visibility);
        var people = views.Contacts(visit.Visibility);
        foreach (var word in words)
        {
            // SQLite knows the small form of English letters only; “öz” finds Özil by the second comparison.
            var capital = Capital(word);
            accounts = accounts.Where(row => row.Name.ToLower().Contains(word) || row.Name.Contains(capital));
            people = people.Where(row => row.Name.ToLower().Contains(word) || row.Name.Contains(capital));
        }
        // A name that begins with the letters comes before one that holds them somewhere.
        var (first, later) = (Capital(words[0]), $" {Capital(words[0])}");
        var named = await accounts.OrderBy(row => row.Name.StartsWith(first) || row.Name.Contains(later) ? 0 : 1)
            .ThenBy(row => row.Name).ThenBy(row => row.Id).Take(MostOthers).ToListAsync(cancel);
        var contacts = await people.OrderBy(row => row.Name.StartsWith(first) || row.Name.Contains(later) ? 0 : 1)
            .ThenBy(row => row.Name).ThenBy(row => row.Id).Take(MostOthers).ToListAsync(cancel);
        var wanted = named.Select(row => row.Id).Concat(contacts.Select(row => row.AccountId)).Distinct().ToList();
        if (wanted.Count == 0) return [];
        var there = (await views.Opportunities(visit.Visibility).Where(row => wanted.Contains(row.AccountId))
                .Select(row => new At(row.AccountId, row.AccountName, row.Id, row.Name, row.Status, row.LastHeardAt)).ToListAsync(cancel))
            .ToLookup(row => row.Account);
        return
        [
            new PaletteGroup("Customers", [.. named.Select(row => new PaletteItem(row.Name, Note(there[row.Id]), Href(there[row.Id])))]),
            new PaletteGroup("People there", [.. contacts.Select(row => new PaletteItem(
                row.Name, string.Join(", ", new[] { row.Title, there[row.AccountId].FirstOrDefault()?.AccountName }.OfType<string>()),
                Href(there[row.AccountId])))]),
        ];
    }

    private static string Capital(string word) => char.ToUpper(word[0], CultureInfo.InvariantCulture) + word[1..];

    private sealed record At(Guid Account, string AccountName, Guid Id, string Name, string Status, long LastHeardAt);

    private static string Note(IEnumerable<At> there)
    {
        var open = there.Count(row => row.Status == "open");
        return open == 0 ? "nothing open" : $"{open} open";
    }

    /// <summary>The open one when there is one, the list of them when there are more, else what ended last.</summary>
    private static string Href(IEnumerable<At> there)
    {
        var rows = there.OrderByDescending(row => row.LastHeardAt).ToList();
        var open = rows.Where(row => row.Status == "open").ToList();
        return open.Count > 1 ? $"/pipeline?q={Uri.EscapeDataString(open[0].AccountName)}"
            : $"/opportunities/{(open.Count == 1 ? open : rows)[0].Id}";
    }
}
