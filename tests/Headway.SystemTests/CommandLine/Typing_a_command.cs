using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace Headway.SystemTests.CommandLine;

public sealed class Typing_a_command : IDisposable
{
    /// <summary>As people run it; tests see where a fault was.</summary>
    private static readonly (string, string)[] noTrace = [("HEADWAY_TRACE", "0")];

    private readonly HeadwayProgram headway = new();

    public Typing_a_command()
    {
        headway.Write("log.csv", "case,activity,time\n1,won,2026-01-01\n2,open,2026-01-02\n");
        Directory.CreateDirectory(Path.Combine(headway.Folder, "folder"));
    }

    public void Dispose() => headway.Dispose();

    [Theory]
    [InlineData("--by soon: write a day like 2026-12-31.", "forecast", "--by", "soon")]
    [InlineData("--seed two: write a whole number.", "forecast", "--by", "2026-12-31", "--seed", "two")]
    [InlineData("--port abc: write a whole number.", "serve", "--port", "abc")]
    [InlineData("--port 99999: write a number from 0 to 65535.", "serve", "--port", "99999")]
    [InlineData("`headway learn` needs to know what: funnel, contribution, smallest, gates, map, clients, versions, honesty.", "learn")]
    [InlineData("“funel” is nothing `headway learn` understands; perhaps you mean funnel.", "learn", "funel")]
    [InlineData("folder is a folder; name a file in it.", "import", "log.csv", "--map", "folder")]
    [InlineData("folder is a folder; name a file in it.", "lint", "folder")]
    [InlineData("There is no file nowhere.csv.", "import", "nowhere.csv")]
    [InlineData("--goal: “1.500” may mean 1500 or 1.5; write the one you mean, without a separator.", "forecast", "--by", "2026-12-31",
        "--goal", "1.500")]
    [InlineData("--goal: An amount is at most a million million; look at the number of zeros.", "forecast", "--by", "2026-12-31", "--goal",
        "2000000000000")]
    public void That_is_wrong_is_told_in_one_line_and_where_to_read_on(string sentence, params string[] arguments)
    {
        var said = headway.Run(arguments);
        Assert.Equal((2, ""), (said.Code, said.Output));
        var lines = said.Messages.TrimEnd().Split('\n');
        Assert.Equal(sentence, lines[0]);
        Assert.Matches("^See `headway [a-z]+ --help`\\.$", lines[1]);
        Assert.Equal(2, lines.Length);
        var json = headway.Run([.. arguments, "--json"]);
        Assert.Equal(2, json.Code);
        if (arguments[0] is "serve" or "learn") return; // They have no --json, so that may be the first thing told.
        Assert.Equal(("usage", sentence), ((string)json.Json["refusal"]!["code"]!, (string)json.Json["refusal"]!["sentence"]!));
    }

    [Fact]
    public void Goes_by_the_name_of_headway() =>
        Assert.Contains("headway [command]", headway.Run("--help").Output, StringComparison.Ordinal);

    [Fact]
    public void History_alone_lists() => Assert.Empty(headway.Run("history", "--json").Json["histories"]!.AsArray());

    [Fact]
    public void Rebuild_tells_programs_how_many_facts() => Assert.Equal(0, (int)headway.Run("rebuild", "--json").Json["facts"]!);

    [Fact]
    public void A_picture_is_called_a_picture()
    {
        headway.WriteBytes("a.csv", [0x89, .. "PNG\r\n"u8, 26, 10, 0]);
        foreach (var command in new[] { "import", "lint" })
        {
            var said = headway.Run(command, "a.csv");
            Assert.Equal(1, said.Code);
            Assert.Contains("This is a PNG picture, not a ", said.Output + said.Messages, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_packed_log_that_is_cut_off_is_refused_and_not_stored()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(File.ReadAllBytes(Path.Combine(HeadwayProgram.Repository, "examples/histories/nordhaven.csv")));
        headway.WriteBytes("cut.csv.gz", packed.ToArray().AsSpan(0, 20_000));
        var said = headway.Run("import", "cut.csv.gz", "--map", headway.CopyExample("examples/mappings/nordhaven.mapping.yaml"), "--json");
        Assert.Equal((1, "gzip-broken"), (said.Code, (string)said.Json["findings"]![0]!["rule"]!));
        Assert.Empty(headway.Run("history", "--json").Json["histories"]!.AsArray());
    }

    [Fact]
    public void A_guess_without_endings_says_what_is_missing()
    {
        headway.Write("tickets.csv", "case,activity,time\n1,Take in charge,2026-01-01\n1,Closed,2026-01-02\n");
        var said = headway.Run("import", "tickets.csv");
        Assert.Equal(1, said.Code);
        Assert.Contains("endings: none", said.Messages, StringComparison.Ordinal);
        Assert.Contains("import-guess-incomplete", said.Messages, StringComparison.Ordinal);
        headway.Write("tickets.mapping.yaml", said.Output);
        Assert.Equal(1, headway.Run("import", "tickets.csv", "--map", "tickets.mapping.yaml").Code);
        headway.Write("tickets.mapping.yaml", said.Output.Replace("unknown", "none", StringComparison.Ordinal));
        Assert.Equal(0, headway.Run("import", "tickets.csv", "--map", "tickets.mapping.yaml").Code);
    }

    [Fact]
    public void The_example_without_its_mapping_says_what_it_says_with_it()
    {
        var log = headway.CopyExample("examples/histories/nordhaven.csv");
        var endings = headway.Run("import", log, "--dry-run", "--json").Json["endings"]!.ToJsonString();
        var mapping = headway.CopyExample("examples/mappings/nordhaven.mapping.yaml");
        Assert.Equal(headway.Run("import", log, "--map", mapping, "--dry-run", "--json").Json["endings"]!.ToJsonString(), endings);
        Assert.Contains("\"open\":45", endings.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void A_forecast_for_a_day_gone_by_is_refused()
    {
        ImportExample();
        var past = headway.Run("forecast", "--by", "2026-01-31", "--json");
        Assert.Equal((1, "forecast-by-past"), (past.Code, (string)past.Json["refusal"]!["code"]!));
        var turned = headway.Run("forecast", "--by", "2026-12-31", "--from", "2027-01-01", "--json");
        Assert.Equal((1, "forecast-from-late"), (turned.Code, (string)turned.Json["refusal"]!["code"]!));
    }

    [Fact]
    public void A_forecast_is_the_same_for_any_goal()
    {
        ImportExample();
        string Quantiles(string goal) => headway.Run("forecast", "--by", "2026-12-31", "--from", "2026-10-01", "--goal", goal, "--json")
            .Json["quantiles"]!.ToJsonString();
        Assert.Equal(Quantiles("2m"), Quantiles("1,000,000,000,000"));
    }

    [Fact]
    public void Tables_in_a_narrow_terminal_become_blocks_that_fit()
    {
        ImportExample();
        var lines = headway.RunWith([("COLUMNS", "60")], "learn", "funnel").Output.Split('\n');
        var first = Array.IndexOf(lines, "Stage: Qualifying");
        Assert.True(first > 0);
        Assert.Matches("^  Entered +296$", lines[first + 1]);
        Assert.All(lines[first..(first + 20)], line => Assert.InRange(line.Length, 0, 60));
        Assert.DoesNotContain("Stage: Qualifying", headway.Run("learn", "funnel").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_in_use_is_told_in_one_sentence()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var said = headway.RunWith(noTrace, "serve", "--port", $"{((IPEndPoint)taken.LocalEndpoint).Port}");
        Assert.Equal((1, ""), (said.Code, said.Output));
        Assert.Contains("The port is in use", said.Messages, StringComparison.Ordinal);
        Assert.Contains("--port 0", said.Messages, StringComparison.Ordinal);
        Assert.Single(said.Messages.TrimEnd().Split('\n'));
    }

    [Fact]
    public void A_file_that_cannot_be_opened_is_told_in_one_sentence()
    {
        using var held = new FileStream(Path.Combine(headway.Folder, "log.csv"), FileMode.Open, FileAccess.Read, FileShare.None);
        var said = headway.RunWith(noTrace, "import", "log.csv", "--json");
        Assert.Equal((1, "file-unreachable", ""), (said.Code, (string)said.Json["refusal"]!["code"]!, said.Messages));
        Assert.Contains("   at ", headway.Run("import", "log.csv").Messages, StringComparison.Ordinal);
    }

    /// <summary>Warnings at every page would drown the one that matters.</summary>
    [Fact]
    public async Task A_server_has_nothing_to_complain_of()
    {
        using var process = headway.Start([], "serve", "--port", "0");
        try
        {
            var messages = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var address = (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!.Split(' ')[^1];
            var setUp = (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!.Split(' ')[^1];
            using var browser = new HttpClient();
            foreach (var page in new[] { setUp, $"{address}/sign-in" })
            {
                using var answer = await browser.GetAsync(new Uri(page), TestContext.Current.CancellationToken);
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                Assert.True(answer.Headers.CacheControl!.NoStore);
                Assert.Contains("<form", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
                    StringComparison.Ordinal);
            }
            process.Kill();
            Assert.Equal("", await messages);
        }
        finally
        {
            process.Kill();
        }
    }

    private void ImportExample() => Assert.Equal(0, headway.Run(
        "import", headway.CopyExample("examples/histories/nordhaven.csv"), "--map",
        headway.CopyExample("examples/mappings/nordhaven.mapping.yaml")).Code);
}
