using System.Collections.Immutable;
using Headway.Access;
using Headway.Opportunities;
using Headway.Storage.Facts;
using Headway.Storage.Views;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Headway.SystemTests.Storage;

/// <summary>Views say what the facts say, along the way and after a rebuild.</summary>
public abstract partial class StoreContract
{
    private static readonly string[] NotViews = ["facts", "answers", "log_parts", "settings", "DataProtectionKeys",
        "__EFMigrationsHistory", "access_tokens"];

    [Fact]
    public async Task Views_show_what_was_appended_at_once_and_to_those_who_may_see_it()
    {
        await Found();
        await using var db = open();
        var views = new Views(db);
        var all = await views.Opportunities(new Visibility.Everything()).ToListAsync(Cancel);
        var pumps = all.Single(row => row.Id == Company.Pumps.Value);
        Assert.Equal(("Prove", 6_400_000L, "Ana", true), (pumps.StageName, pumps.AmountMinor, pumps.OwnerName, pumps.LeaderDecides));
        Assert.Equal(
            ("won", "Agree"), all.Where(row => row.Id == Company.Valves.Value).Select(row => (row.Status, row.StageName)).Single());
        var south = ImmutableHashSet.Create(Company.South);
        foreach (var seen in new Visibility[]
            { new Visibility.Everything(), new Visibility.Nothing(), new Visibility.Own(Company.Ana),
                new Visibility.OwnAndTeams(Company.Lea, south) })
        {
            var shown = await views.Opportunities(seen).Select(row => row.Id).ToListAsync(Cancel);
            var expected = all.Where(row => seen.Shows(new PersonId(row.OwnerId), row.TeamId is { } team ? new TeamId(team) : null));
            Assert.Equal(expected.Select(row => row.Id).Order(), shown.Order());
        }
        Assert.Equal([Company.Dora], await views.ContactsOf(Company.Acme, Cancel));
        var process = await views.Process(Company.Road.Key, 1, Cancel);
        Assert.Equal(Company.Road.Stages.Select(stage => stage.Gate.DecidedBy), process.Stages.Select(stage => stage.Gate.DecidedBy));
    }

    [Fact]
    public async Task Rebuilt_views_equal_those_that_were_written_along_the_way()
    {
        await Found();
        await SameAfterRebuild();
        await Add(
            new Step(StreamId.Of(Company.Hoses), new OwnerChanged(Company.Ana, null)),
            new Step(StreamId.Of(Company.Ana), new PersonChanged(Company.Ana, "Ana María", [Role.Seller], Company.South, true)),
            new Step(StreamId.Of(Company.South), new TeamChanged(Company.South, "South and west", null, Company.Lea)),
            new Step(StreamId.Of(Company.Ben), new PersonChanged(Company.Ben, "Ben", [], null, false)),
            new Step(StreamId.Of(Company.Acme), new ContactAdded(Company.Dora, "Dora Maier-Berg", null)));
        await SameAfterRebuild();
    }

    [Fact]
    public async Task Another_zone_of_the_organisation_moves_what_rows_say_about_freshness()
    {
        await Found();
        var before = await Dump();
        await Add(new Step(StreamId.Organisation, new OrganisationDescribed("Pump works", "EUR", "Pacific/Auckland", 4)));
        Assert.NotEqual(before, await Dump());
        await SameAfterRebuild();
    }

    [Fact]
    public async Task An_opportunity_before_its_owner_in_one_append_shows_the_owner_as_he_is_then()
    {
        await Found();
        var (hoses, ben) = (StreamId.Of(Company.Hoses), StreamId.Of(Company.Ben));
        await store.Append(new Append(Company.Actor,
        [
            new StreamAppend(hoses, versions[hoses], [Happened(new AmountChanged(null))]),
            new StreamAppend(
                ben, versions[ben], [Happened(new PersonChanged(Company.Ben, "Benedikt", [Role.Seller], Company.North, true))]),
        ]), Cancel);
        await using var db = open();
        var row = await new Views(db).Opportunities(new Visibility.Everything()).SingleAsync(o => o.Id == Company.Hoses.Value, Cancel);
        Assert.Equal(("Benedikt", Company.North.Value), (row.OwnerName, row.TeamId));
        await SameAfterRebuild();
    }

    [Fact]
    public async Task A_whole_company_can_be_appended_at_once_last_things_first()
    {
        var streams = Company.Facts.GroupBy(step => step.Stream).Reverse()
            .Select(stream => new StreamAppend(stream.Key, 0, [.. stream.Select(step => Happened(step.Fact))]));
        Assert.IsType<AppendResult.Appended>(await store.Append(new Append(Company.Actor, [.. streams]), Cancel));
        await SameAfterRebuild();
    }

    private async Task SameAfterRebuild()
    {
        var before = await Dump();
        await maintenance.Rebuild(Cancel);
        Assert.Equal(before, await Dump());
    }

    /// <summary>Every row of every view as text; a new table is a view unless it is named above.</summary>
    private async Task<string> Dump()
    {
        await using var db = open();
        await db.Database.OpenConnectionAsync(Cancel);
        var tables = db.Model.GetEntityTypes().Select(type => type.GetTableName()!).Distinct()
            .Where(name => !NotViews.Contains(name) && !name.StartsWith("AspNet", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        var text = new List<string>();
        foreach (var table in tables)
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"select * from {table} order by 1, 2";
            await using var reader = await command.ExecuteReaderAsync(Cancel);
            var rows = 0;
            for (; await reader.ReadAsync(Cancel); rows++)
                text.Add($"{table}: {string.Join(" | ", Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue))}");
            Assert.True(rows > 0, $"The company has nothing for {table}; give it a fact.");
        }
        return string.Join('\n', text);
    }
}
