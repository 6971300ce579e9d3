using System.Net;
using System.Text;
using Xunit;

namespace Headway.SystemTests.Histories;

public sealed class Importing_through_the_api(RunningServer server) : IClassFixture<RunningServer>
{
    private const string Mapping = """
        format: csv
        shape: events
        columns:
          case: case
          activity: activity
          time: time
        stages:
          - key: asking
            name: Asking
            labels: [asked]
        endings:
          won: [won]
          lost: [lost]
        """;

    private static byte[] Log(string name) => Encoding.UTF8.GetBytes(
        $"case,activity,time\n{name}1,asked,2026-01-04\n{name}1,won,2026-01-05\n{name}2,asked,2026-01-06\n{name}2,lost,2026-02-01\n");

    [Fact]
    public async Task Stores_once_says_so_twice_and_takes_out_again()
    {
        var leader = await server.SignIn("leader");
        var (created, report) = await leader.Import(Log("a"), Mapping);
        Assert.Equal((HttpStatusCode.Created, "imported", 4, 2), (created, (string)report!["outcome"]!, (int)report["accepted"]!,
            (int)report["cases"]!));
        var (ok, repeat) = await leader.Import(Log("a"), Mapping);
        Assert.Equal((HttpStatusCode.OK, "repeat"), (ok, (string)repeat!["outcome"]!));
        Assert.Equal((string)report["id"]!, (string)repeat["id"]!);

        var id = (string)report["id"]!;
        var listed = (await leader.Ask("/api/v1/histories")).Body!.AsArray().Single(each => (string)each!["id"]! == id)!;
        Assert.Equal(("Leader", "stands"), ((string)listed["by"]!, (string)listed["state"]!));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "/problems/reason-missing"), Told(await Undo(leader, id, "")));
        Assert.Equal(HttpStatusCode.OK, (await Undo(leader, id, "twice the same")).Status);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "/problems/import-undone"), Told(await Undo(leader, id, "again")));
        Assert.Equal(HttpStatusCode.Created, (await leader.Import(Log("a"), Mapping)).Status);
    }

    [Fact]
    public async Task A_dry_run_stores_nothing()
    {
        var leader = await server.SignIn("leader");
        var (status, report) = await leader.Import(Log("dry"), Mapping, "?dryRun=true");
        Assert.Equal((HttpStatusCode.OK, "dryRun", 1), (status, (string)report!["outcome"]!, (int)report["endings"]!["won"]!));
        Assert.Equal("imported", (string)(await leader.Import(Log("dry"), Mapping)).Body!["outcome"]!);
    }

    [Fact]
    public async Task Without_a_mapping_the_guess_comes_back()
    {
        var leader = await server.SignIn("leader");
        var answer = await leader.Import(Log("g"), mapping: null);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "/problems/import-no-mapping"), Told(answer));
        Assert.Contains("activity: activity", (string)answer.Body!["guess"]!);
    }

    [Fact]
    public async Task Findings_name_line_and_field()
    {
        var leader = await server.SignIn("leader");
        var answer = await leader.Import(Log("f"), "format: csv\nshape: &a events\ncurrency: *a\n");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "/problems/import-findings"), Told(answer));
        Assert.Equal(2, (int)answer.Body!["findings"]![0]!["line"]!);
    }

    [Fact]
    public async Task A_key_used_for_another_file_is_refused()
    {
        var leader = await server.SignIn("leader");
        Assert.Equal(HttpStatusCode.Created, (await leader.Import(Log("k"), Mapping, key: "k1")).Status);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "/problems/key-used-otherwise"), Told(await leader.Import(Log("l"), Mapping,
            key: "k1")));
    }

    [Fact]
    public async Task Without_our_header_nothing_is_read()
    {
        var leader = await server.SignIn("leader");
        Assert.Equal((HttpStatusCode.BadRequest, "/problems/header-missing"), Told(await leader.Import(Log("h"), Mapping,
            saysWhoItIs: false)));
    }

    [Fact]
    public async Task A_seller_reads_what_it_teaches_without_its_cases()
    {
        var leader = await server.SignIn("leader");
        var id = (string)(await leader.Import(Log("hidden-case-"), Mapping)).Body!["id"]!;
        var seller = await server.SignIn("seller");
        var learn = await seller.Settled(await seller.Get($"/learn?history={id}"));
        Assert.Contains("Asking", learn.Text);
        Assert.DoesNotContain("hidden-case-", learn.Text);
        Assert.Contains("Not enough history", (await seller.Settled(await seller.Get($"/forecast?history={id}"))).Text);
    }

    private static Task<(HttpStatusCode Status, System.Text.Json.Nodes.JsonNode? Body)> Undo(Browser browser, string id, string reason) =>
        browser.Send($"/api/v1/histories/{id}/undo", new { text = reason });

    private static (HttpStatusCode, string) Told((HttpStatusCode Status, System.Text.Json.Nodes.JsonNode? Body) answer) =>
        (answer.Status, (string?)answer.Body?["type"] ?? "");
}
