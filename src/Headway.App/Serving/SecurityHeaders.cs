namespace Headway.App.Serving;

/// <summary>What every answer says to the browser: own scripts and styles only, no frames, no guessing of types.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    /// <summary>Word for word what the framework's antiforgery sets on a page with a form; it warns of anything else.</summary>
    private const string NotKept = "no-cache, no-store";

    public Task Invoke(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy =
            "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        if (!context.Request.Path.StartsWithSegments("/_framework")) headers.CacheControl = NotKept;
        return next(context);
    }
}
