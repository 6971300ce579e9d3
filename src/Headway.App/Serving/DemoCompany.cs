using System.Security.Cryptography;
using Headway.Access;
using Headway.App.Processes;
using Headway.Histories.Generated;
using Headway.Storage;
using Headway.Storage.Views;
using Microsoft.AspNetCore.Identity;

namespace Headway.App.Serving;

/// <summary>Seeds the generated company into an empty database, and says how to sign in to it.</summary>
public static class DemoCompany
{
    public const ulong Seed = 20261123;
    private const string PasswordSetting = "demo-password";

    /// <summary>One person of each role, to try the program as.</summary>
    public static IReadOnlyList<(string Who, string Email)> Doors { get; } = Introduce();

    public static GeneratedCompany Generate(DateTimeOffset asOf)
    {
        var (process, source) = Templates.Read("complex-b2b");
        return GeneratedCompany.Of(GroundTruthParameters.Demo, Seed, process with { Version = 1 }, source, asOf);
    }

    /// <returns>The password of every demo person; made once for this database, never the same on two machines.</returns>
    public static async Task<string> SeedInto(IServiceProvider services, TextWriter progress, CancellationToken cancel = default)
    {
        var maintenance = services.GetRequiredService<Maintenance>();
        if (await maintenance.Setting(PasswordSetting, cancel) is { } known) return known;
        await progress.WriteLineAsync("Making up a company: 12 sellers, 18 months, about 1,500 opportunities …");
        var company = Generate(maintenance.Now);
        var facts = await maintenance.Load(
            company.Facts.Select(fact => new LoadedFact(fact.Stream, fact.Happened, fact.RecordedAt, fact.Actor)), cancel);
        await progress.WriteLineAsync($"{facts:N0} facts are in its history.");
        var password = string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString("abcdefghkmnpqrstuvwxyz", 4)));
        await LetIn(services, company.Organisation.Everybody, password);
        await maintenance.SetSetting(PasswordSetting, password, cancel);
        return password;
    }

    private static async Task LetIn(IServiceProvider services, IEnumerable<Person> people, string password)
    {
        using var scope = services.CreateScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<SignIn>>();
        foreach (var person in people)
        {
            var created = await users.CreateAsync(
                new SignIn { UserName = person.Email, Email = person.Email, PersonId = person.Id.Value }, password);
            if (!created.Succeeded) throw new InvalidOperationException($"{person.Email}: {created.Errors.First().Description}");
        }
    }

    private static (string, string)[] Introduce()
    {
        var people = Nordhaven.Of(Seed);
        return
        [
            ("Seller", people.Sellers[0].Email), ("Team leader", people.Leaders[0].Email), ("Sales director", people.Director.Email),
            ("Process owner", people.ProcessOwner.Email), ("Administrator", people.Administrator.Email),
        ];
    }
}
