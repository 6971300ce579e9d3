using Headway.Access;
using Headway.Storage;
using Headway.Storage.Views;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Headway.App.Access;

/// <summary>
/// The link with which somebody sets a password: signed for that person and for his present stamp, so that it works once, for seven days,
/// and a newer link ends an older one. There is no mail server: whoever invites hands it over.
/// </summary>
public sealed class SignInLinks(UserManager<SignIn> users, Views views)
{
    internal const string Provider = "sign-in-link";
    private const string Purpose = "set-password";

    public static readonly TimeSpan Lifespan = TimeSpan.FromDays(7);

    /// <summary>A new link; sessions and older links of this person end. Whether it may be made is decided before.</summary>
    public async Task<string> Make(Person person)
    {
        var user = await users.Users.FirstOrDefaultAsync(known => known.PersonId == person.Id.Value);
        if (user is null)
        {
            user = new SignIn { UserName = person.Email, Email = person.Email, PersonId = person.Id.Value };
            Succeed(await users.CreateAsync(user));
        }
        Succeed(await users.UpdateSecurityStampAsync(user));
        var token = await users.GenerateUserTokenAsync(user, Provider, Purpose);
        return $"/join?person={person.Id}&token={Uri.EscapeDataString(token)}";
    }

    /// <summary>Whom the link lets in, or null when it opens nothing.</summary>
    public async Task<SignIn?> Opens(string? person, string? token)
    {
        if (!Guid.TryParse(person, out var id) || string.IsNullOrEmpty(token) || token.Length > 2_000) return null;
        if (await views.FindPerson(new PersonId(id)) is not { Active: true }) return null;
        var user = await users.Users.FirstOrDefaultAsync(known => known.PersonId == id);
        return user is not null && await users.VerifyUserTokenAsync(user, Provider, Purpose, token) ? user : null;
    }

    /// <returns>Null when the password is set; the stamp has changed with it, so the link is used up.</returns>
    public async Task<Refusal?> SetPassword(SignIn user, string? password)
    {
        var result = await users.ResetPasswordAsync(user, await users.GeneratePasswordResetTokenAsync(user), password ?? "");
        if (!result.Succeeded) return new Refusal("password-weak", string.Join(" ", result.Errors.Select(error => error.Description)));
        await users.SetLockoutEndDateAsync(user, null);
        return null;
    }

    /// <summary>Ends every session of a person whose access ended; else they would come back to life when it is given again.</summary>
    public async Task EndSessions(PersonId person)
    {
        if (await users.Users.FirstOrDefaultAsync(known => known.PersonId == person.Value) is { } user)
            Succeed(await users.UpdateSecurityStampAsync(user));
    }

    /// <summary>Who has set a password, and so can sign in.</summary>
    public async Task<HashSet<PersonId>> HaveJoined() =>
        [.. await users.Users.Where(user => user.PasswordHash != null).Select(user => new PersonId(user.PersonId)).ToListAsync()];

    private static void Succeed(IdentityResult result)
    {
        if (!result.Succeeded) throw new InvalidOperationException(string.Join(" ", result.Errors.Select(error => error.Description)));
    }
}

public sealed class SignInLinkOptions : DataProtectionTokenProviderOptions;

internal sealed class SignInLinkProvider(
    Microsoft.AspNetCore.DataProtection.IDataProtectionProvider protection, IOptions<SignInLinkOptions> options,
    ILogger<DataProtectorTokenProvider<SignIn>> logger) : DataProtectorTokenProvider<SignIn>(protection, options, logger);
