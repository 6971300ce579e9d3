using Headway.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace Headway.App.Access;

/// <summary>
/// How a request says who it is: a cookie after signing in, or a token. Both are looked up each time, so what ends access ends it at once.
/// </summary>
internal static class Sessions
{
    private const string CookieOrToken = nameof(CookieOrToken);

    public static void AddHeadwaySessions(this IServiceCollection services)
    {
        services.AddAuthentication(CookieOrToken)
            .AddPolicyScheme(CookieOrToken, null, either => either.ForwardDefaultSelector = http =>
                TokenAuthentication.IsOffered(http) ? TokenAuthentication.Name : IdentityConstants.ApplicationScheme)
            .AddScheme<AuthenticationSchemeOptions, TokenAuthentication>(TokenAuthentication.Name, null)
            .AddCookie(IdentityConstants.ApplicationScheme, Cookie);
    }

    private static void Cookie(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = "headway";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.LoginPath = "/sign-in";
        cookie.AccessDeniedPath = "/not-for-you";
        cookie.ReturnUrlParameter = "from";
        cookie.ExpireTimeSpan = TimeSpan.FromHours(12);
        cookie.Events.OnValidatePrincipal = Validate;
        // The API answers with a status; only pages are sent to the sign-in form.
        cookie.Events.OnRedirectToLogin = context =>
            Redirect(context.Response, context.Request, context.RedirectUri, StatusCodes.Status401Unauthorized);
        cookie.Events.OnRedirectToAccessDenied = context =>
            Redirect(context.Response, context.Request, context.RedirectUri, StatusCodes.Status403Forbidden);
    }

    /// <summary>The stamp changes with the password, by "sign out everywhere" and when access ends: older cookies are refused.</summary>
    private static async Task Validate(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        var user = await services.GetRequiredService<SignInManager<SignIn>>().ValidateSecurityStampAsync(context.Principal);
        if (user is not null && await services.GetRequiredService<CurrentPrincipal>().Find(context.Principal!) is not null) return;
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
    }

    private static Task Redirect(HttpResponse response, HttpRequest request, string to, int apiStatus)
    {
        if (request.Path.StartsWithSegments("/api")) response.StatusCode = apiStatus;
        else response.Redirect(to);
        return Task.CompletedTask;
    }
}
