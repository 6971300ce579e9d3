using System.Data.Common;
using Headway.Opportunities;
using Headway.Processes;
using Headway.Storage;
using Headway.Storage.Facts;
using Headway.Storage.Views;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Headway.SystemTests.Storage;

/// <summary>What both databases keep. Each test has a database of its own.</summary>
public abstract partial class StoreContract : IAsyncLifetime
{
    private readonly Clock clock = new(Company.Start);
    private readonly Dictionary<StreamId, int> versions = [];
    private Func<HeadwayDb> open = null!;
    private FactStore store = null!;
    private Maintenance maintenance = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected abstract Task<Func<HeadwayDb>> Open();

    protected abstract ValueTask Close();

    public async ValueTask InitializeAsync()
    {
        open = await Open();
        store = new FactStore(open, clock);
        maintenance = new Maintenance(open, clock);
        await maintenance.Upgrade(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await Close();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Facts_are_read_as_they_were_appended_in_order_with_their_times()
    {
        await Found();
        var facts = await store.ReadAfter(0, cancel: Cancel);
        Assert.Equal(
            Company.Facts.Select(step => (step.Stream, FactJson.Write(step.Fact))),
            facts.Select(fact => (fact.Stream, FactJson.Write(fact.Fact))));
        Assert.Equal(Enumerable.Range(1, facts.Length), facts.Select(fact => (int)fact.Position));
        Assert.All(facts, fact =>
            Assert.Equal(
                (Company.Start, clock.Now, clock.Now, Company.Actor), (fact.EffectiveAt, fact.RecordedAt, fact.AppendedAt, fact.Actor)));
        var pumps = await store.Read(StreamId.Of(Company.Pumps), Cancel);
        Assert.Equal(Enumerable.Range(1, pumps.Length), pumps.Select(fact => fact.Version));
        Assert.Equal(facts.Skip(5).Take(3), await store.ReadAfter(5, 3, Cancel), (one, other) => one.Position == other.Position);
        Assert.Equal(facts.Length, await store.Head(Cancel));
    }

    [Fact]
    public async Task Some_kinds_of_facts_are_read_with_the_version_of_the_whole_stream()
    {
        await Found();
        var road = StreamId.Of(Company.Road.Key);
        var (version, facts) = await store.ReadOf(road, [typeof(VoiceRaised), typeof(QuestionProposed)], Cancel);
        Assert.Equal(versions[road], version);
        Assert.Equal(
            [typeof(VoiceRaised), typeof(QuestionProposed), typeof(QuestionProposed)], facts.Select(fact => fact.Fact.GetType()));
        Assert.Equal((0, 0), await store.ReadOf(StreamId.Of(new ProcessKey("none")), [typeof(VoiceRaised)], Cancel) is var (at, none)
            ? (at, none.Length) : default);
    }

    [Fact]
    public async Task The_company_of_these_tests_uses_every_fact()
    {
        await Found();
        var used = (await store.ReadAfter(0, cancel: Cancel)).Select(fact => FactJson.NameOf(fact.Fact)).Distinct().Order();
        Assert.Equal(FactJson.Names.Values.Order(), used);
    }

    [Fact]
    public async Task Appending_at_another_version_is_a_conflict_that_leaves_nothing_behind()
    {
        await Found();
        var (head, pumps) = (await store.Head(Cancel), StreamId.Of(Company.Pumps));
        var actual = versions[pumps];
        foreach (var expected in new[] { 0, actual - 1, actual + 1 })
            Assert.Equal(
                new AppendResult.Conflict(pumps, expected, actual),
                await store.Append(To(pumps, expected, "key", new AmountChanged(null)), Cancel));
        Assert.Equal(head, await store.Head(Cancel));
        Assert.IsType<AppendResult.Appended>(await store.Append(To(pumps, actual, "key", new AmountChanged(null)), Cancel));
    }

    [Fact]
    public async Task Several_streams_are_appended_together_or_not_at_all()
    {
        await Found();
        var (pumps, hoses) = (StreamId.Of(Company.Pumps), StreamId.Of(Company.Hoses));
        var change = Happened(new AmountChanged(new Money(7, "EUR")));
        var (head, views) = (await store.Head(Cancel), await Dump());
        var late = new Append(Company.Actor, [new StreamAppend(pumps, versions[pumps], [change]), new StreamAppend(hoses, 1, [change])]);
        Assert.IsType<AppendResult.Conflict>(await store.Append(late, Cancel));
        Assert.Equal((head, views), (await store.Head(Cancel), await Dump()));
        var inTime = late with { Streams = [late.Streams[0], new StreamAppend(hoses, versions[hoses], [change])] };
        var appended = Assert.IsType<AppendResult.Appended>(await store.Append(inTime, Cancel));
        Assert.Equal([head + 1, head + 2], appended.Facts.Select(fact => fact.Position));
        Assert.Null((await maintenance.Verify(Cancel)).BrokenAt);
    }

    [Fact]
    public async Task A_view_that_cannot_be_written_takes_its_facts_along_and_the_chain_stays_whole()
    {
        await Found();
        var (head, nobody) = (await store.Head(Cancel), Company.Id(99, OpportunityId.Of));
        var opened = new OpportunityOpened(nobody, "Nobody's", Company.Id(98, AccountId.Of), Company.Ana, Company.Road.Key, 1, null, null);
        await Assert.ThrowsAsync<InvalidOperationException>(() => store.Append(To(StreamId.Of(nobody), 0, "key", opened), Cancel));
        Assert.Equal(head, await store.Head(Cancel));
        await Add(new Step(StreamId.Of(Company.Pumps), new AmountChanged(null)));
        Assert.Equal((head + 1, null), await Verified());
    }

    [Fact]
    public async Task The_same_request_sent_twice_changes_things_once()
    {
        await Found();
        var pumps = StreamId.Of(Company.Pumps);
        var append = To(pumps, versions[pumps], "key-1", new AmountChanged(null));
        var first = Assert.IsType<AppendResult.Appended>(await store.Append(append, Cancel));
        var head = first.Facts[0].Position;
        Assert.Equal(new AppendResult.Repeated(head), await store.Append(append, Cancel));
        Assert.Equal(new AppendResult.KeyUsedOtherwise(), await store.Append(append with { RequestHash = "other" }, Cancel));
        Assert.Equal(head, await store.Head(Cancel));
        Assert.True(await store.WasAnswered(Company.Ana, "key-1", "asked", Cancel));
        Assert.False(await store.WasAnswered(Company.Ana, "key-1", "other", Cancel));
        Assert.False(await store.WasAnswered(Company.Lea, "key-1", "asked", Cancel));
    }

    [Fact]
    public async Task A_key_belongs_to_one_person_and_is_kept_for_a_day()
    {
        await Found();
        var pumps = StreamId.Of(Company.Pumps);
        Append Next(PersonId who, string key) =>
            To(pumps, versions[pumps]++, key, new AmountChanged(null)) with { Actor = new Actor(who, "api") };
        Assert.IsType<AppendResult.Appended>(await store.Append(Next(Company.Ana, "key"), Cancel));
        Assert.IsType<AppendResult.Appended>(await store.Append(Next(Company.Lea, "key"), Cancel));
        clock.Now = clock.Now.AddHours(25);
        Assert.IsType<AppendResult.Appended>(await store.Append(Next(Company.Ana, "another"), Cancel));
        Assert.False(await store.WasAnswered(Company.Ana, "key", "asked", Cancel));
        Assert.IsType<AppendResult.Appended>(await store.Append(Next(Company.Ana, "key"), Cancel));
    }

    [Fact]
    public async Task Eight_writers_at_once_lose_nothing()
    {
        const int writers = 8, each = 10;
        await Found();
        var (head, pumps, before) = (await store.Head(Cancel), StreamId.Of(Company.Pumps), versions[StreamId.Of(Company.Pumps)]);
        var results = await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(() => Write(writer, pumps, each), Cancel)));
        var facts = await store.ReadAfter(head, cancel: Cancel);
        Assert.Equal(writers * each, facts.Length);
        Assert.Equal(
            results.SelectMany(amounts => amounts).Order(), facts.Select(fact => ((AmountChanged)fact.Fact).Amount!.Value.Amount).Order());
        Assert.Equal(Enumerable.Range(before + 1, writers * each), facts.Select(fact => fact.Version));
        Assert.Equal((head + (writers * each), null), await Verified());
    }

    /// <summary>Half of the writers share a store, half have their own, as another node would.</summary>
    private async Task<List<decimal>> Write(int writer, StreamId stream, int count)
    {
        var mine = writer % 2 == 0 ? store : new FactStore(open, clock);
        var written = new List<decimal>();
        while (written.Count < count)
        {
            var (version, amount) = ((await mine.Read(stream, Cancel)).Length, (writer * 1_000) + written.Count);
            var append = To(stream, version, $"{writer}-{written.Count}", new AmountChanged(new Money(amount, "EUR")));
            if (await mine.Append(append, Cancel) is AppendResult.Appended) written.Add(amount);
        }
        return written;
    }

    [Fact]
    public async Task Loading_into_an_empty_history_gives_what_appending_gives()
    {
        var loaded = Company.Facts.Select(step => new LoadedFact(step.Stream, Happened(step.Fact), clock.Now, Company.Actor)).ToList();
        Assert.Equal(loaded.Count, await maintenance.Load(loaded, Cancel));
        var (views, verified) = (await Dump(), await maintenance.Verify(Cancel));
        Assert.Null(verified.BrokenAt);
        await Assert.ThrowsAsync<InvalidOperationException>(() => maintenance.Load(loaded, Cancel));
        await Execute("delete from facts");
        await Found();
        Assert.Equal((views, verified), (await Dump(), await maintenance.Verify(Cancel)));
    }

    [Fact]
    public async Task An_imported_log_comes_back_whole_from_its_parts()
    {
        var bytes = new byte[9_000_001];
        new Random(7).NextBytes(bytes);
        await maintenance.KeepLog(Company.Export, bytes, Cancel);
        var read = await maintenance.ReadLog(Company.Export, Cancel);
        Assert.True(bytes.AsSpan().SequenceEqual(read));
        Assert.Empty(await maintenance.ReadLog(Company.Id(99, ImportId.Of), Cancel));
    }

    [Fact]
    public async Task A_setting_is_kept_replaced_and_taken_away()
    {
        Assert.Null(await maintenance.Setting("link", Cancel));
        await maintenance.SetSetting("link", "one", Cancel);
        await maintenance.SetSetting("link", "two", Cancel);
        Assert.Equal("two", await maintenance.Setting("link", Cancel));
        await maintenance.SetSetting("link", null, Cancel);
        Assert.Null(await maintenance.Setting("link", Cancel));
    }

    [Fact]
    public async Task Upgrading_again_changes_nothing()
    {
        await Found();
        var before = await Dump();
        await maintenance.Upgrade(Cancel);
        Assert.Equal(before, await Dump());
    }

    private static Happened Happened(Fact fact) => new(fact, Company.Start);

    private static Append To(StreamId stream, int expected, string? key, params Fact[] facts) =>
        Append.To(stream, expected, Company.Actor, [.. facts.Select(Happened)], key, "asked");

    private Task Found() => Add([.. Company.Facts]);

    private async Task Add(params Step[] steps)
    {
        // One append for a run of facts on one stream, as commands would; a whole company fact by fact would only be slow.
        for (var i = 0; i < steps.Length;)
        {
            var run = steps.Skip(i).TakeWhile(step => step.Stream == steps[i].Stream).ToList();
            var expected = versions.GetValueOrDefault(steps[i].Stream);
            Assert.IsType<AppendResult.Appended>(
                await store.Append(To(steps[i].Stream, expected, null, [.. run.Select(step => step.Fact)]), Cancel));
            versions[steps[i].Stream] = expected + run.Count;
            i += run.Count;
        }
    }

    private async Task<(long, long?)> Verified()
    {
        var verified = await maintenance.Verify(Cancel);
        return (verified.Facts, verified.BrokenAt);
    }

    private async Task Execute(string sql)
    {
        await using var db = open();
        await db.Database.OpenConnectionAsync(Cancel);
        await using DbCommand command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        Assert.True(await command.ExecuteNonQueryAsync(Cancel) > 0);
    }

    private sealed class Clock(DateTimeOffset start) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = start;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
