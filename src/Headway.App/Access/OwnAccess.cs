using Headway.Storage;
using Headway.Storage.Identity;
using Microsoft.AspNetCore.Identity;

namespace Headway.App.Access;

/// <summary>What the forms of one's own account send.</summary>
public sealed class AccountForm
{
    public string? Do { get; set; }

    public string? Current { get; set; }

    public string? New { get; set; }

    public string? Name { get; set; }

    public int? Days { get; set; }

    public Guid? Token { get; set; }
}

/// <summary>Somebody's own ways in: the password and the tokens.</summary>
public sealed class OwnAccess(SignInManager<SignIn> signIn, UserManager<SignIn> users, AccessTokens tokens, IHttpContextAccessor http)
{
    /// <returns>Null when it is changed; every other session has ended then.</returns>
    public async Task<Refusal?> ChangePassword(AccountForm form)
    {
        if (await users.GetUserAsync(http.HttpContext!.User) is not { } user)
            return new Refusal("no-password", "You are not signed in with a password.");
        // Counted like signing in: an unattended session is no place to guess the password.
        var check = await signIn.CheckPasswordSignInAsync(user, form.Current ?? "", lockoutOnFailure: true);
        if (check.IsLockedOut) return new Refusal("locked", "Too many tries. Wait five minutes, then try again.");
        if (!check.Succeeded) return new Refusal("password-wrong", "That is not your present password.");
        var changed = await users.ChangePasswordAsync(user, form.Current!, form.New ?? "");
        if (!changed.Succeeded) return new Refusal("password-weak", string.Join(" ", changed.Errors.Select(error => error.Description)));
        await signIn.RefreshSignInAsync(user);
        return null;
    }

    /// <returns>The token, shown this once.</returns>
    public Task<Answer<string>> MakeToken(PersonId person, AccountForm form) => tokens.Make(person, form.Name, form.Days ?? 0);

    public async Task<Refusal?> Revoke(PersonId person, AccountForm form) =>
        await tokens.Revoke(person, form.Token ?? Guid.Empty) ? null : new Refusal("token-unknown", "There is no such token of yours.");
}
