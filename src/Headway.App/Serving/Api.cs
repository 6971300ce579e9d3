using System.Text.Json;
using System.Text.Json.Serialization;
using Headway.App.Access;
using Headway.App.Opportunities;
using Microsoft.AspNetCore.Mvc;

namespace Headway.App.Serving;

/// <summary>What all addresses of the API have in common.</summary>
internal static class Api
{
    /// <summary>A body is a few sentences; files have an address of their own.</summary>
    private const int MaxBodyBytes = 64 * 1024;

    private const int MaxKey = 200;

    public static IServiceCollection AddHeadwayApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            // What an address does not take is refused, not passed over: nobody believes that an owner or a stage was set.
            json.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            json.SerializerOptions.RespectRequiredConstructorParameters = true;
            json.SerializerOptions.RespectNullableAnnotations = true;
            json.SerializerOptions.AllowOutOfOrderMetadataProperties = true;
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        });
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddExceptionHandler<UnreadableRequests>();
        services.AddProblemDetails(problems => problems.CustomizeProblemDetails = Problems.Name);
        services.AddOpenApi();
        return services;
    }

    public static RouteGroupBuilder Group(IEndpointRouteBuilder routes, string path, string tag) =>
        routes.MapGroup("/api/v1/" + path).WithTags(tag).DisableAntiforgery().AddEndpointFilter<OwnPagesOnly>()
            .WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes));

    /// <summary>Describes an address in the OpenAPI document: one sentence, the answer, and the problems it may have.</summary>
    public static RouteHandlerBuilder Describe<TAnswer>(
        this RouteHandlerBuilder route, string policy, string summary, int success = 200, params ReadOnlySpan<int> problems)
    {
        route.RequireAuthorization(policy).WithSummary(summary).Produces<TAnswer>(success).ProducesProblem(401).ProducesProblem(403);
        foreach (var status in problems) route.ProducesProblem(status);
        return route;
    }

    /// <summary>The door a request came through, as the history keeps it.</summary>
    public static string Cause(Headway.Access.Principal who) => who.IsPerson ? "api" : "token";

    /// <summary>From the header Idempotency-Key and what is asked for.</summary>
    public static RequestKey RequestKey<TBody>(HttpRequest request, TBody body)
    {
        var key = request.Headers["Idempotency-Key"].FirstOrDefault();
        if (key?.Length > MaxKey) throw new BadHttpRequestException($"Idempotency-Key is longer than {MaxKey} characters.");
        var asked = $"{request.Method} {request.Path} {JsonSerializer.Serialize(body)}";
        return new RequestKey(string.IsNullOrWhiteSpace(key) ? null : key, Hash(asked));
    }

    public static string Hash(string text) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
}

/// <summary>
/// A change by cookie must come from our own pages or a program that says so: a header that a form of another site cannot send. A token is
/// never sent by a browser on its own, so it needs none.
/// </summary>
internal sealed class OwnPagesOnly : IEndpointFilter
{
    public const string Header = "X-Headway";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        return HttpMethods.IsGet(http.Request.Method) || http.Request.Headers.ContainsKey(Header) || TokenAuthentication.Is(http.User)
            ? await next(context)
            : Problems.Of(400, "header-missing", $"Send the header {Header} with any value; it shows that no other site sent this.");
    }
}
