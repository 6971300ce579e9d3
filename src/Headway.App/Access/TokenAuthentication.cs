using System.Security.Claims;
using System.Text.Encodings.Web;
using Headway.Storage.Identity;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Headway.App.Access;

/// <summary>
/// <c>Authorization: Bearer hw_…</c>: a personal access token, for the API only. It acts as its person, sees what he sees, and decides
/// nothing (rule 15).
/// </summary>
internal sealed class TokenAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, AccessTokens tokens,
    CurrentPrincipal current)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "token";
    private const string Bearer = "Bearer";

    /// <summary>Whether a request brings a token where one is taken; otherwise it is the cookie that counts.</summary>
    public static bool IsOffered(HttpContext http) => http.Request.Path.StartsWithSegments("/api")
        && http.Request.Headers.Authorization.ToString().StartsWith(Bearer, StringComparison.OrdinalIgnoreCase);

    public static bool Is(ClaimsPrincipal user) => user.Identity?.AuthenticationType == Name;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var token = Request.Headers.Authorization.ToString()[Bearer.Length..].Trim();
        if (await tokens.Owner(token, Context.RequestAborted) is not { } person) return AuthenticateResult.Fail("No such token.");
        var user = new ClaimsPrincipal(new ClaimsIdentity([new Claim(CurrentPrincipal.PersonClaim, person.ToString())], Name));
        return await current.Find(user, Context.RequestAborted) is null ? AuthenticateResult.Fail("Its person has no access.")
            : AuthenticateResult.Success(new AuthenticationTicket(user, Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = "Bearer";
        return Task.CompletedTask;
    }
}
