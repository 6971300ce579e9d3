using System.Collections.Immutable;
using Headway.Access;
using Headway.App.Processes;
using Headway.Processes;
using Headway.Storage;
using Headway.Storage.Facts;
using Microsoft.AspNetCore.Identity;

namespace Headway.App.Access;

/// <summary>
/// Founds an organisation: its name and days, a first team, the first person, and a process to begin with. All or nothing.
/// </summary>
public sealed class FoundOrganisation(FactStore store, UserManager<SignIn> users, TimeProvider time)
{
    public async Task<(SignIn? User, Refusal? Refusal)> Found(SetUpForm form, CancellationToken cancel)
    {
        if (Missing(form) is { } missing) return (null, missing);
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(form.Zone!, out _))
            return (null, new Refusal("zone-unknown", $"“{form.Zone}” is no time zone; choose one like Europe/Oslo."));
        var person = new PersonId(Guid.CreateVersion7());
        var user = new SignIn { UserName = form.Email, Email = form.Email, PersonId = person.Value };
        // The sign-in first: without the organisation it opens nothing, while an organisation that nobody can sign in to is lost.
        // One that an interrupted try left behind belongs to nobody here.
        if (await users.FindByEmailAsync(form.Email!) is { } left) await users.DeleteAsync(left);
        var created = await users.CreateAsync(user, form.Password!);
        if (!created.Succeeded)
            return (null, new Refusal("sign-in-refused", string.Join(" ", created.Errors.Select(error => error.Description))));

        var team = new TeamId(Guid.CreateVersion7());
        var (process, source) = Templates.ReadChosen(form.Template);
        ImmutableArray<Role> roles = [Role.Administrator, Role.ProcessOwner, Role.Leader, Role.Seller];
        Fact[] facts =
        [
            new OrganisationDescribed(form.Organisation!.Trim(), form.Currency!, form.Zone!, 1),
            new TeamFormed(team, "Sales", null, person),
            new PersonJoined(person, form.Name!.Trim(), form.Email!, roles, team),
            new ProcessPublished(process with { Version = 1 }, source, "First version.", null),
        ];
        StreamId[] streams = [StreamId.Organisation, StreamId.Of(team), StreamId.Of(person), StreamId.Of(process.Key)];
        var now = time.GetUtcNow();
        var appends = facts.Zip(streams, (fact, stream) => new StreamAppend(stream, 0, [new Happened(fact, now)]));
        if (await store.Append(new Append(new Actor(person, "page"), [.. appends]), cancel) is AppendResult.Appended) return (user, null);
        await users.DeleteAsync(user);
        return (null, new Refusal("already-set-up", "Somebody else set Headway up a moment ago; sign in instead."));
    }

    private static Refusal? Missing(SetUpForm form)
    {
        (string? Value, string What)[] fields =
            [(form.Organisation, "the organisation's name"), (form.Currency, "a currency"), (form.Zone, "a time zone"),
                (form.Name, "your name"),
             (form.Email, "your e-mail address"), (form.Password, "a password")];
        var missing = fields.Where(field => string.IsNullOrWhiteSpace(field.Value)).Select(field => field.What).ToList();
        return missing.Count == 0 ? null : new Refusal("missing", $"Still missing: {string.Join(", ", missing)}.");
    }
}
