using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Headway.SystemTests.Access;

/// <summary>
/// Every door against everybody who may stand before it. What is right stands in matrix.csv and is reviewed there; a new door without a row
/// fails. A cell is the status, or where a page sends somebody; a plus says that something in the database changes, and without one nothing
/// may.
/// </summary>
public sealed partial class The_authorisation_matrix(RunningServer server) : IClassFixture<RunningServer>
{
    private static readonly string[] Rows = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Access", "matrix.csv"));
    private static readonly string[] Who = Rows[0].Split(',')[1..];

    private string? content;

    private static IEnumerable<(string Call, string[] Cells)> Expected =>
        Rows[1..].Where(row => row.Length > 0).Select(row => row.Split(',')).Select(cells => (cells[0], cells[1..]));

    [Fact]
    public void Has_a_row_for_every_door()
    {
        var doors = server.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => !IsFile(endpoint)).SelectMany(Methods).Distinct().Order(StringComparer.Ordinal).ToList();
        var rows = Expected.Select(row => row.Call.Split(" #")[0]).Distinct().ToHashSet();
        Assert.Equal([], doors.Where(door => !rows.Contains(door)));
        Assert.Equal([], rows.Where(row => !doors.Contains(row)));
        Assert.Equal(Calls.All.Keys.Order(), Expected.Select(row => row.Call).Order());
    }

    /// <summary>Styles, scripts and marks: files of the program, the same for all.</summary>
    [Fact]
    public void Leaves_out_only_files_for_everybody()
    {
        var files = server.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(IsFile).ToList();
        Assert.NotEmpty(files);
        Assert.All(files, file =>
        {
            Assert.NotNull(file.Metadata.GetMetadata<IAllowAnonymous>());
            Assert.DoesNotContain(MethodsOf(file), method => method is not ("GET" or "HEAD"));
            Assert.Matches(@"\.(css|js|svg|map|gz|br|wasm)$", file.RoutePattern.RawText);
        });
    }

    [Fact]
    public async Task Holds_for_everybody_at_every_door()
    {
        var people = new Dictionary<string, HttpClient>();
        foreach (var who in Who) people[who] = await Client(who);
        var found = new List<string> { Rows[0] };
        var wrong = new List<string>();
        foreach (var (call, cells) in Expected)
        {
            var seen = new string[Who.Length];
            for (var i = 0; i < Who.Length; i++)
            {
                seen[i] = await Outcome(call, Who[i], people[Who[i]], wrong);
                if (seen[i] != cells[i]) wrong.Add($"{call} by {Who[i]}: {seen[i]}, expected {cells[i]}");
            }
            found.Add($"{call},{string.Join(',', seen)}");
        }
        var path = Path.Combine(AppContext.BaseDirectory, "Access", "matrix.found.csv");
        await File.WriteAllLinesAsync(path, found, TestContext.Current.CancellationToken);
        Assert.True(wrong.Count == 0, $"{string.Join('\n', wrong)}\nAs found: {path}");
    }

    private async Task<string> Outcome(string row, string who, HttpClient client, List<string> wrong)
    {
        // Leaving ends the session, so it is done in one made for it.
        var leaves = row.Contains("/sign-out", StringComparison.Ordinal);
        if (leaves) client = await Client(who);
        var call = Calls.All[row](server.Company);
        var method = new HttpMethod(row.Split(' ')[0]);
        var token = call.Form is null ? "" : await RunningServer.AntiforgeryToken(client);
        // Nothing happens between two calls, so what stood after one stands before the next.
        var before = leaves || content is null ? await server.Content() : content;
        call = await Sealed(call, client);
        var answer = await client.SendAsync(Request(method, call.Path, call, token));
        content = await server.Content();
        var outcome = Short(answer) + (content == before ? "" : "+");
        // A page without its form answers a post with 400; then, too, a hidden one must look like none.
        if (answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest && call.Absent is { } absent)
        {
            var nothing = await client.SendAsync(Request(method, absent, call, token));
            if (await Bare(answer, call.Path) != await Bare(nothing, absent)) wrong.Add(
                $"{row} by {who}: a hidden one answers otherwise than none");
        }
        return outcome;
    }

    /// <summary>What a page seals into its form for whoever looks at it; nothing for those who may not.</summary>
    private static async Task<Call> Sealed(Call call, HttpClient client)
    {
        if (call.Form?.Any(field => field.Value == Calls.SealedOnThePage) != true) return call;
        var page = await (await client.GetAsync(call.Path)).Content.ReadAsStringAsync();
        var found = System.Text.RegularExpressions.Regex.Match(page, "name=\"Form.Shown\" value=\"([^\"]*)\"").Groups[1].Value;
        return call with { Form = [.. call.Form!.Select(field => field.Value == Calls.SealedOnThePage ? (field.Name, found) : field)] };
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, Call call, string token)
    {
        var request = new HttpRequestMessage(method, path);
        if (path.StartsWith("/api/", StringComparison.Ordinal)) request.Headers.Add("X-Headway", "matrix");
        if (call.Looked) request.Headers.Add("If-Match", $"\"{TwoTeams.OpenVersion}\"");
        if (call.Json is { } json) request.Content = Calls.Content(json);
        if (call.Form is { } form)
            request.Content = new FormUrlEncodedContent([.. form.Select(field => KeyValuePair.Create(field.Name, field.Value)),
                KeyValuePair.Create("__RequestVerificationToken", token)]);
        return request;
    }

    private static string Short(HttpResponseMessage answer) => answer.Headers.Location?.OriginalString is not { } to
        || answer.StatusCode != HttpStatusCode.Redirect
        ? $"{(int)answer.StatusCode}"
        : to.Contains("/sign-in", StringComparison.Ordinal) ? "sign-in" : to.Contains("/not-for-you", StringComparison.Ordinal)
            ? "not-for-you" : "302";

    /// <summary>An answer without what differs by nature: ids asked for, antiforgery and request keys, trace ids.</summary>
    private static async Task<string> Bare(HttpResponseMessage answer, string path) =>
        Incidental().Replace(await answer.Content.ReadAsStringAsync(), "").Replace(path, "PATH", StringComparison.Ordinal)
            .Replace(Ids().Match(path).Value, "ID", StringComparison.Ordinal);

    private Task<HttpClient> Client(string who) => who switch
    {
        "anonymous" => Task.FromResult(server.Browser()),
        "token of owner" => server.WithTokenOf(TwoTeams.Ana),
        "owner" => server.SignedIn(TwoTeams.Ana),
        "same team" => server.SignedIn(TwoTeams.Per),
        "other team" => server.SignedIn(TwoTeams.Ben),
        "leader" => server.SignedIn(TwoTeams.Lea),
        "other leader" => server.SignedIn(TwoTeams.Liv),
        "process owner" => server.SignedIn(TwoTeams.Pia),
        "viewer" => server.SignedIn(TwoTeams.Vic),
        "administrator" => server.SignedIn(TwoTeams.Adi),
        _ => throw new InvalidOperationException($"Nobody is “{who}”."),
    };

    private static bool IsFile(RouteEndpoint endpoint) => endpoint.Metadata.Any(data => data.GetType().Name == "StaticAssetDescriptor");

    private static IReadOnlyList<string> MethodsOf(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"];

    /// <summary>A page answers a post only where it has a form of its own; those are named, so that a new one is noticed.</summary>
    private static IEnumerable<string> Methods(RouteEndpoint endpoint)
    {
        var isPage = endpoint.Metadata.Any(data => data.GetType().Name == "ComponentTypeMetadata");
        var address = "/" + endpoint.RoutePattern.RawText!.Trim('/');
        return MethodsOf(endpoint).Where(method => !isPage || method == "GET" || (method == "POST" && HasForms(endpoint))).Select(
            method => $"{method} {address}");
    }

    private static bool HasForms(RouteEndpoint endpoint) => endpoint.Metadata.OfType<ComponentTypeMetadata>().Single().Type
        .GetProperties(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)
        .Any(property => property.GetCustomAttribute<SupplyParameterFromFormAttribute>() is not null);

    [GeneratedRegex("""CfDJ8[\w-]+|"traceId":"[^"]+"|[0-9a-f]{32}|<!--.*?-->""", RegexOptions.Singleline)]
    private static partial Regex Incidental();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}")]
    private static partial Regex Ids();
}
