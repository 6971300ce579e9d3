using Headway.App.Serving;
using Headway.Storage;
using Headway.Storage.Views;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using SignInResult = Microsoft.AspNetCore.Identity.SignInResult;

namespace Headway.App.Access;

internal static class AccessEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/sign-in", SignIn).AllowAnonymous().RequireRateLimiting(HeadwayServer.SignInLimit);
        routes.MapPost("/sign-out", SignOut).RequireAuthorization(Policies.Member).AddEndpointFilter(OwnForms);
        routes.MapPost("/sign-out-everywhere", SignOutEverywhere).RequireAuthorization(Policies.Member).AddEndpointFilter(OwnForms);
        routes.MapPost("/set-up", SetUp).AllowAnonymous().RequireRateLimiting(HeadwayServer.SignInLimit);
        routes.MapPost("/join", Join).AllowAnonymous().RequireRateLimiting(HeadwayServer.SignInLimit);
    }

    /// <summary>The framework checks the token of a form only where it reads a field of it; these forms have none.</summary>
    private static async ValueTask<object?> OwnForms(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        await context.HttpContext.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context.HttpContext)
            ? await next(context) : Problems.Of(400, "form-not-ours", "This form is out of date; reload the page and try again.");

    private static async Task<IResult> SignIn(
        [FromForm] string? email, [FromForm] string? password, [FromForm] string? from, SignInManager<SignIn> signIn,
        UserManager<SignIn> users, Views views)
    {
        var user = email is null ? null : await users.FindByEmailAsync(email);
        // Whoever has no access any more hears the same as somebody unknown.
        if (user is not null && await views.FindPerson(new PersonId(user.PersonId)) is not { Active: true }) user = null;
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

    /// <summary>A new stamp: every cookie made before is refused from now on.</summary>
    private static async Task<IResult> SignOutEverywhere(SignInManager<SignIn> signIn, UserManager<SignIn> users, HttpContext http)
    {
        if (await users.GetUserAsync(http.User) is { } user) await users.UpdateSecurityStampAsync(user);
        return await SignOut(signIn);
    }

    private static async Task<IResult> Join(
        [FromForm] string? person, [FromForm] string? token, [FromForm] string? password, SignInLinks links, SignInManager<SignIn> signIn)
    {
        var again = $"/join?person={Uri.EscapeDataString(person ?? "")}&token={Uri.EscapeDataString(token ?? "")}";
        if (await links.Opens(person, token) is not { } user) return Results.LocalRedirect(again);
        if (await links.SetPassword(user, password) is { } refusal)
            return Results.LocalRedirect($"{again}&wrong={Uri.EscapeDataString(refusal.Sentence)}");
        await signIn.SignInAsync(user, isPersistent: false);
        return Results.LocalRedirect("/");
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
