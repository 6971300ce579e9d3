using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;

namespace Headway.SystemTests.Browser;

/// <param name="Who">A role, or null where nobody needs to be signed in.</param>
public sealed record SitePage(string? Who, string Path)
{
    /// <summary>A file name: the role and the path without the ids in it.</summary>
    public string Name => Regex.Replace(
        $"{Who ?? "anybody"}-{Regex.Replace(Path.Trim('/'), "[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}", "one")}".ToLowerInvariant(),
        "[^a-z0-9]+", "-").Trim('-');

    public override string ToString() => $"{Path} as {Who ?? "anybody"}";
}

/// <summary>
/// Every page there is, taken from the routes, so that a new page is looked at without being named here. Ids come from links that
/// other pages show.
/// </summary>
internal static partial class SitePages
{
    private const string Guids = "[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}";
    private const string Nobody = "00000000-0000-4000-8000-000000000000";

    public static async Task<IReadOnlyList<SitePage>> Of(DemoInBrowser demo)
    {
        var server = await demo.Demo();
        var routes = ((IEndpointRouteBuilder)server.App).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null)
            .Select(endpoint => endpoint.RoutePattern).DistinctBy(pattern => pattern.RawText).ToList();
        var pages = new List<SitePage>();
        foreach (var who in new string?[] { null }.Concat(DemoInBrowser.Roles))
        {
            using var client = await Client(demo, server, who);
            var found = new List<SitePage>();
            var links = new List<string>();
            foreach (var route in routes.Where(route => route.Parameters.Count == 0))
                await Look(client, new SitePage(who, $"/{route.RawText?.Trim('/')}"), found, links);
            foreach (var route in routes.Where(route => route.Parameters.Count > 0).OrderBy(route => route.PathSegments.Count))
            {
                // A link never shown still is a page: an id that does not exist is asked for.
                var like = Pattern(route.RawText!);
                var path = links.FirstOrDefault(like.IsMatch) ?? Parameter().Replace($"/{route.RawText!.Trim('/')}", Nobody);
                await Look(client, new SitePage(who, path), found, links);
            }
            // Seller and leader see pages differently; further roles are asked only for what those two may not see.
            pages.AddRange(found.Where(page => who is null or DemoInBrowser.Seller or DemoInBrowser.Leader
                || !pages.Exists(seen => Shape(seen.Path) == Shape(page.Path))));
        }
        return [.. pages.Where(page => page.Who is null || !pages.Exists(open => open.Who is null && open.Path == page.Path))];
    }

    private static async Task Look(HttpClient client, SitePage page, List<SitePage> found, List<string> links)
    {
        using var answer = await client.GetAsync(page.Path);
        if (answer.StatusCode != HttpStatusCode.OK) return;
        found.Add(page);
        var html = await answer.Content.ReadAsStringAsync();
        links.AddRange(Link().Matches(html).Select(match => match.Groups[1].Value));
    }

    private static Regex Pattern(string route) => new(
        $"^/{string.Join("(.+)", Parameter().Split(route.Trim('/')).Where((_, i) => i % 2 == 0).Select(Regex.Escape))}$"
            .Replace("(.+)", route.Contains(":guid}", StringComparison.Ordinal) ? Guids : "[^/]+", StringComparison.Ordinal));

    private static string Shape(string path) => Id().Replace(path, "*");

    private static async Task<HttpClient> Client(DemoInBrowser demo, RunningServer server, string? who)
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = new Uri(server.Address),
        };
        if (who is null) return client;
        await using var visitor = await demo.Visit(who);
        var cookies = await visitor.Page.Context.CookiesAsync();
        client.DefaultRequestHeaders.Add("Cookie", string.Join("; ", cookies.Select(cookie => $"{cookie.Name}={cookie.Value}")));
        return client;
    }

    [GeneratedRegex("""href="(/[^"#?]*)["#?]""")]
    private static partial Regex Link();

    [GeneratedRegex(Guids)]
    private static partial Regex Id();

    [GeneratedRegex(@"(\{[^}]+\})")]
    private static partial Regex Parameter();
}
