using Headway.App.Serving;
using Headway.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using SignInResult = Microsoft.AspNetCore.Identity.SignInResult;

namespace Headway.App.Access;

internal static class AccessEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/sign-in", SignIn).AllowAnonymous().RequireRateLimiting(HeadwayServer.SignInLimit);
        routes.MapPost("/sign-out", SignOut).RequireAuthorization(Policies.Member);
        routes.MapPost("/set-up", SetUp).AllowAnonymous().RequireRateLimiting(HeadwayServer.SignInLimit);
    }

    private static async Task<IResult> SignIn(
        [FromForm] string? email, [FromForm] string? password, [FromForm] string? from, SignInManager<SignIn> signIn,
        UserManager<SignIn> users)
    {
        var user = email is null ? null : await users.FindByEmailAsync(email);
        var result = user is null ? SignInResult.Failed
            : await signIn.PasswordSignInAsync(user, password ?? "", isPersistent: false, lockoutOnFailure: true);
        if (result.Succeeded) return Results.LocalRedirect(IsLocal(from) ? from! : "/");
        return Results.LocalRedirect(
            $"/sign-in?failed={(result.IsLockedOut ? "locked" : "yes")}&email={Uri.EscapeDataString(email ?? "")}");
    }

    // Only a path of our own: a link from outside must not send somebody elsewhere after signing in.
    private static bool IsLocal(string? path) => path is ['/', ..] and not ['/', '/' or '\\', ..];

    private static async Task<IResult> SignOut(SignInManager<SignIn> signIn)
    {
        await signIn.SignOutAsync();
        return Results.LocalRedirect("/sign-in");
    }

    private static async Task<IResult> SetUp(
        [FromForm] SetUpForm form, FirstRun firstRun, FoundOrganisation found, SignInManager<SignIn> signIn, CancellationToken cancel)
    {
        if (!await firstRun.Accepts(form.Token, cancel)) return Results.LocalRedirect("/set-up");
        var (user, refusal) = await found.Found(form, cancel);
        if (user is null) return Results.LocalRedirect(
            $"/set-up?token={Uri.EscapeDataString(form.Token ?? "")}&wrong={Uri.EscapeDataString(refusal!.Sentence)}");
        await firstRun.Used(cancel);
        await signIn.SignInAsync(user, isPersistent: false);
        return Results.LocalRedirect("/");
    }
}

/// <summary>What the set-up page sends.</summary>
public sealed class SetUpForm
{
    public string? Token { get; set; }

    public string? Organisation { get; set; }

    public string? Currency { get; set; }

    public string? Zone { get; set; }

    public string? Template { get; set; }

    public string? Name { get; set; }

    public string? Email { get; set; }

    public string? Password { get; set; }
}
