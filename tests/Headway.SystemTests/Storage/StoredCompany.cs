using System.Security.Claims;
using Headway.Access;
using Headway.App.Access;
using Headway.App.Opportunities;
using Headway.Storage;
using Headway.Storage.Facts;
using Headway.Storage.Sqlite;
using Headway.Storage.Views;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Headway.SystemTests.Storage;

/// <summary>The small company in an embedded database of its own, an hour after its last fact, with what the pages work with.</summary>
internal sealed class StoredCompany : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("headway-company-").FullName;
    private readonly HeadwayDb db;

    private StoredCompany()
    {
        var options = (DbContextOptions<SqliteHeadwayDb>)SqliteHeadwayDb
            .Configure(new DbContextOptionsBuilder<SqliteHeadwayDb>(), Path.Combine(folder, "headway.db")).Options;
        Open = () => new SqliteHeadwayDb(options);
        db = Open();
        Store = new FactStore(Open, Time);
        Views = new Views(db);
        Work = new OpportunityWork(Store, Views, Time);
    }

    public static TimeProvider Time { get; } = new Clock();

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public Func<HeadwayDb> Open { get; }

    public FactStore Store { get; }

    public Views Views { get; }

    public OpportunityWork Work { get; }

    public static async Task<StoredCompany> Found()
    {
        var company = await Empty();
        var streams = Company.Facts.GroupBy(step => step.Stream).Select(stream => new StreamAppend(
            stream.Key, 0, [.. stream.Select(step => new Happened(step.Fact, Company.Start))]));
        Assert.IsType<AppendResult.Appended>(await company.Store.Append(new Append(Company.Actor, [.. streams]), Cancel));
        return company;
    }

    public static async Task<StoredCompany> Empty()
    {
        var company = new StoredCompany();
        await new Maintenance(company.Open, Time).Upgrade(Cancel);
        return company;
    }

    public async Task<Principal> As(PersonId person) =>
        CurrentPrincipal.Of((await Views.FindPerson(person, Cancel))!, await Views.Teams(Cancel));

    public async Task<Visit> Visit(PersonId person)
    {
        var who = new ClaimsIdentity([new Claim(CurrentPrincipal.PersonClaim, person.ToString())], "test");
        var http = new HttpContextAccessor { HttpContext = new DefaultHttpContext { User = new ClaimsPrincipal(who) } };
        var visit = new Visit(new CurrentPrincipal(Views), http, Views, Time);
        await visit.Begin();
        return visit;
    }

    /// <summary>Appends as it is, without asking the domain.</summary>
    public async Task Add(StreamId stream, params Fact[] facts)
    {
        var version = (await Store.Read(stream, Cancel)).Length;
        var happened = facts.Select(fact => new Happened(fact, Company.Start));
        Assert.IsType<AppendResult.Appended>(await Store.Append(Append.To(stream, version, Company.Actor, [.. happened]), Cancel));
    }

    public IServiceScopeFactory Scopes() => new ServiceCollection().AddScoped(_ => Open()).AddScoped<Views>().BuildServiceProvider()
        .GetRequiredService<IServiceScopeFactory>();

    public async ValueTask DisposeAsync()
    {
        await db.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private sealed class Clock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Company.Start.AddHours(1);
    }
}
