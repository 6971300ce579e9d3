using System.IO.Compression;
using System.Net;
using System.Text;
using Headway.SystemTests.CommandLine;
using Xunit;

namespace Headway.SystemTests.Histories;

public sealed class Importing_on_the_page(RunningServer server) : IClassFixture<RunningServer>
{
    private const string Events = "case,activity,time\nA,won,2026-01-05\nB,asked,2026-01-06\nB,lost,2026-02-01\n";

    private const string EventsMapping =
        "format: csv\nshape: events\ncolumns: {case: case, activity: activity, time: time}\nstages: none\n"
        + "endings: {won: [won], lost: [lost]}\n";

    private static readonly string examples = Path.Combine(HeadwayProgram.Repository, "examples");

    private string[] Files() => Directory.Exists(server.Uploads) ? Directory.GetFiles(server.Uploads) : [];

    private static byte[] Nordhaven => File.ReadAllBytes(Path.Combine(examples, "histories", "nordhaven.csv"));

    private static string NordhavensMapping => File.ReadAllText(Path.Combine(examples, "mappings", "nordhaven.mapping.yaml"));

    [Fact]
    public async Task A_known_file_is_looked_at_kept_learned_from_forecast_and_taken_out_again()
    {
        var owner = await server.SignIn("owner");
        var before = Files();
        var look = await owner.HandIn(Nordhaven, "nordhaven.csv", NordhavensMapping);
        Assert.Contains("3,583 rows read: 3,575 accepted, 8 merged, 0 rejected. They make 296 opportunities", look.Text);
        Assert.Contains("It can teach", look.Text);
        Assert.Contains("are read year first: “2025-04-03T06:07:00Z” is 3 Apr 2025", look.Text);
        Assert.Contains("N-001", look.Text);
        Assert.NotEmpty(Files().Except(before));

        var learn = await owner.Settled(await owner.Post(look.Address, look.Address + "/keep", ("seen", look.Seen)));
        Assert.StartsWith("/learn?history=", learn.Address);
        Assert.Contains("nordhaven.csv", learn.Text);
        Assert.Contains("Understanding", learn.Text);
        var id = learn.Address["/learn?history=".Length..];

        var forecast = await owner.Settled(await owner.Get($"/forecast?history={id}&goal=1M&by=2026-12-31"));
        Assert.Contains("by 2026-12-31", forecast.Text);
        Assert.Contains("What carries it", forecast.Text);

        var again = await owner.HandIn(Nordhaven, "the same.csv", NordhavensMapping);
        var repeat = await owner.Settled(await owner.Post(again.Address, again.Address + "/keep", ("seen", again.Seen)));
        Assert.Contains("is here already", repeat.Text);
        Assert.Contains("Nothing was added", repeat.Text);
        Assert.Empty(Files().Except(before));

        var whole = System.Text.RegularExpressions.Regex.Match((await owner.Get("/histories")).Text, "/histories/([0-9a-f-]{36})/undo");
        var without = await owner.Post("/histories", whole.Value, ("reason", " "));
        Assert.Contains("Say in a few words why", without.Text);
        var undone = await owner.Post("/histories", whole.Value, ("reason", "the wrong year"));
        Assert.Contains("The record of it stays", undone.Text);
        Assert.Contains("the wrong year", undone.Text);
        Assert.Contains("no such imported history", (await owner.Get($"/learn?history={id}")).Text);
    }

    [Fact]
    public async Task Labels_and_stages_are_mapped_in_the_form_and_columns_that_are_wrong_are_named()
    {
        var owner = await server.SignIn("owner");
        var look = await owner.HandIn(Encoding.UTF8.GetBytes(Events), "events.csv");
        Assert.Equal("won", look.Chosen($"means.{look.NumberOf("won")}"));
        var asked = look.NumberOf("asked");
        // Nothing was recognised as a stage: that is said, and nothing is imported before one is named.
        Assert.Contains("No label or value was recognised as a stage", look.Text);
        Assert.DoesNotContain("/keep", look.Text);
        var mapped = await owner.Settled(await owner.Post(look.Address, look.Address + "/mapping",
            ("label.0", "asked"), ("means.0", "stage:+"), ("column.person", "")));
        Assert.NotEqual("", asked);
        Assert.Equal("stage:asked", mapped.Chosen($"means.{mapped.NumberOf("asked")}"));
        var named = await owner.Settled(await owner.Post(mapped.Address, mapped.Address + "/mapping",
            ("stage.0", "asked"), ("name.0", "They asked"), ("place.0", "1")));
        Assert.Contains("<option value=\"stage:asked\" selected>They asked</option>", named.Text);

        var wrong = await owner.Settled(await owner.Post(mapped.Address, mapped.Address + "/mapping", ("column.time", "when")));
        Assert.Contains("There is no column 'when' for the time", wrong.Text);
        Assert.DoesNotContain("/keep", wrong.Text);
        var text = await owner.Settled(await owner.Post(mapped.Address, mapped.Address + "/mapping",
            ("text", "format: csv\nshape: things\n")));
        Assert.Contains("Line 2, shape:", text.Text);
    }

    [Fact]
    public async Task Dates_that_read_both_ways_are_asked_about()
    {
        var owner = await server.SignIn("owner");
        var look = await owner.HandIn("case,activity,time\nA,stage:ask,03/04/2026\nA,won,05/06/2026\n"u8.ToArray(), "dates.csv");
        Assert.Contains("Which way round are the dates?", look.Text);
        Assert.DoesNotContain("/keep", look.Text);
        var answered = await owner.Settled(await owner.Post(look.Address, look.Address + "/mapping", ("dates", "d/m/y")));
        Assert.Contains("read day first: “03/04/2026” is 3 Apr 2026", answered.Text);
        Assert.Contains("/keep", answered.Text);
        // What its labels mean could not be guessed before; with the answer it is.
        Assert.Equal(("stage:ask", "won"), (answered.Chosen($"means.{answered.NumberOf("stage:ask")}"),
            answered.Chosen($"means.{answered.NumberOf("won")}")));
    }

    [Fact]
    public async Task An_empty_file_is_called_empty()
    {
        var owner = await server.SignIn("owner");
        var said = await owner.HandIn([], "empty.csv");
        Assert.Contains("That file is empty", said.Text);
        Assert.DoesNotContain("Choose a file first", said.Text);
    }

    [Fact]
    public async Task A_picture_is_refused_with_what_can_be_read_and_can_be_removed()
    {
        var owner = await server.SignIn("owner");
        var before = Files();
        var look = await owner.HandIn([0x89, .. "PNG"u8, 1, 2, 3], "logo.png");
        Assert.Contains("This is a PNG picture, not a log.", look.Text);
        Assert.Contains("CSV, Excel (.xlsx), XES, OCEL", look.Text);
        Assert.Empty(Files().Except(before));
        Assert.Contains("could not be read; nothing of it was kept", (await owner.Get("/histories")).Text);
        var removed = await owner.Post("/histories", look.Address + "/away");
        Assert.DoesNotContain("logo.png", removed.Text);
    }

    [Fact]
    public async Task A_mapping_of_another_format_is_named_and_the_guess_offered_instead()
    {
        var owner = await server.SignIn("owner");
        var look = await owner.HandIn("case,activity,time\nA,stage:ask,2026-01-05\nA,won,2026-02-05\n"u8.ToArray(), "log.csv",
            "format: xes\nstages: none\nendings: {won: [won]}\n");
        Assert.Contains("The mapping is for XES, and log.csv is CSV.", look.Text);
        Assert.DoesNotContain("XML", look.Text);
        Assert.Contains("Use the guess for this file", look.Text);
        var text = System.Text.RegularExpressions.Regex.Match(look.Text, "name=\"text\" value=\"(.*?)\" ?/?><button",
            System.Text.RegularExpressions.RegexOptions.Singleline).Groups[1].Value;
        Assert.Contains("stage:ask", text);
        var guessed = await owner.Settled(await owner.Post(look.Address, look.Address + "/mapping", ("text", WebUtility.HtmlDecode(text))));
        Assert.Contains("/keep", guessed.Text);
    }

    [Fact]
    public async Task Columns_of_a_known_export_show_what_they_are_used_for()
    {
        var owner = await server.SignIn("owner");
        var look = await owner.HandIn(await File.ReadAllBytesAsync(Path.Combine(
            HeadwayProgram.Repository, "tests", "Headway.Tests", "Formats", "Crm", "exports", "Opportunity.csv"),
            TestContext.Current.CancellationToken), "Opportunity.csv");
        Assert.Contains("StageName<small>Stage</small>", look.Text);
        Assert.Contains("IsWon<small>How it ended</small>", look.Text);
        Assert.Contains("Probability<small>not used</small>", look.Text);
    }

    [Fact]
    public async Task Columns_read_as_outcomes_show_their_use_and_keep_it_when_the_form_is_sent()
    {
        var owner = await server.SignIn("owner");
        const string mapping = "format: csv\nshape: cases\ncolumns: {case: id, status: state}\nstages: none\noutcomes:\n"
            + "  - {key: budget, name: Their budget, column: Money, confirmed: [\"Yes\"], refuted: [\"No\"]}\n"
            + "  - {key: many, name: Many users, column: Users, at-least: 10}\nendings: {won: [Won], lost: [Lost]}\n";
        var look = await owner.HandIn("id,Money,Users,sector,state\n1,Yes,12,Food,Won\n2,No,3,Steel,Lost\n"u8.ToArray(), "t.csv", mapping);
        Assert.Contains("Money<small>Outcome: Their budget</small>", look.Text);
        Assert.Contains("refutes: Their budget", look.Text);
        var again = await owner.Settled(await owner.Post(look.Address, look.Address + "/mapping", ("segments", "sector"),
            ("label.0", "Won"), ("means.0", "won"), ("label.1", "Lost"), ("means.1", "lost")));
        Assert.Contains("sector<small>Segment</small>", again.Text);
        Assert.Contains("4 pieces of evidence on 2 outcomes", again.Text);
    }

    [Fact]
    public async Task Dates_of_two_styles_are_refused_with_their_lines()
    {
        var owner = await server.SignIn("owner");
        var look = await owner.HandIn("case,activity,time\n1,won,25/01/2026\n2,won,01/25/2026\n"u8.ToArray(), "two.csv");
        Assert.Contains("holds two styles of dates", look.Text);
        Assert.Contains("Line 3, time:", look.Text);
        Assert.DoesNotContain("/keep", look.Text);
    }

    [Fact]
    public async Task Rejected_rows_are_listed_and_handed_out_to_be_mended()
    {
        var owner = await server.SignIn("owner");
        var look = await owner.HandIn("case,activity,time\nA,won,2026-01-05\n,won,2026-01-06\nB,won,soon\n"u8.ToArray(), "some.csv",
            "format: csv\nshape: events\ncolumns: {case: case, activity: activity, time: time}\nstages: none\nendings: {won: [won]}\n");
        Assert.Contains("3 rows read: 1 accepted, 0 merged, 2 rejected", look.Text);
        Assert.Contains("'soon' in 'time' is no date of 1900 or later.", look.Text);
        var file = (await owner.Get(look.Address + "/rejected.csv")).Html.Split('\n');
        Assert.Equal("case,activity,time,reason", file[0]);
        Assert.StartsWith("B,won,soon,\"csv-date: ", file[2]);
    }

    [Fact]
    public async Task A_document_type_in_xes_is_refused()
    {
        var owner = await server.SignIn("owner");
        var look = await owner.HandIn("<?xml version=\"1.0\"?>\n<!DOCTYPE log [<!ENTITY x \"y\">]>\n<log>&x;</log>"u8.ToArray(), "log.xes");
        Assert.Contains("Nothing of log.xes can be shown", look.Text);
        Assert.Contains("Line 2", look.Text);
    }

    [Fact]
    public async Task A_small_file_that_unpacks_into_a_large_one_is_stopped()
    {
        var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write("case,activity,time\n"u8);
            var row = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("A,won,2026-01-05\n", 10_000)));
            for (var i = 0; i < 400; i++) gzip.Write(row);
        }
        var owner = await server.SignIn("owner");
        var look = await owner.HandIn(packed.ToArray(), "bomb.csv.gz");
        Assert.Contains("gzip-ratio", look.Text);
        Assert.DoesNotContain("/keep", look.Text);
    }

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\windows\\evil.csv", "evil.csv")]
    [InlineData("..", "log")]
    [InlineData("<script>alert(1)</script>.csv", "script>.csv")]
    public async Task The_name_of_a_file_is_for_reading_only(string sent, string shown)
    {
        var owner = await server.SignIn("owner");
        var look = await owner.HandIn(Encoding.UTF8.GetBytes(Events), sent, EventsMapping);
        Assert.Contains($"What {shown} can teach", look.Text);
        Assert.DoesNotContain("<script>alert", look.Html);
        var files = Directory.GetFiles(server.Folder, "*", SearchOption.AllDirectories);
        Assert.DoesNotContain(files, path => path.Contains(shown, StringComparison.Ordinal));
        Assert.All(Directory.GetFiles(server.Uploads), path =>
            Assert.Matches("^[0-9a-f]{32}\\.upload(\\.rejected)?$", Path.GetFileName(path)));
    }

    [Fact]
    public async Task Put_away_it_is_deleted()
    {
        var leader = await server.SignIn("leader");
        var before = Files();
        var look = await leader.HandIn(Encoding.UTF8.GetBytes(Events), "events.csv");
        var file = Assert.Single(Files().Except(before));
        await leader.Post(look.Address, look.Address + "/away");
        Assert.False(File.Exists(file));
        Assert.Contains("not here any more", (await leader.Get(look.Address)).Text);
    }

    [Fact]
    public async Task An_empty_form_asks_for_a_file()
    {
        var owner = await server.SignIn("owner");
        Assert.Contains("Choose a file first", (await owner.HandIn([], "")).Text);
    }

    [Fact]
    public async Task A_file_is_for_the_one_who_handed_it_in()
    {
        var owner = await server.SignIn("owner");
        var leader = await server.SignIn("leader");
        var look = await owner.HandIn(Encoding.UTF8.GetBytes(Events), "mine.csv");
        Assert.Contains("not here any more", (await leader.Get(look.Address)).Text);
        Assert.Equal(HttpStatusCode.NotFound, (await leader.Get(look.Address + "/mapping.yaml")).Status);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("made up")]
    public async Task A_form_of_another_site_keeps_no_byte(string? token)
    {
        var leader = await server.SignIn("leader");
        var before = Files();
        Assert.Contains("open for too long", (await leader.HandIn(token, Encoding.UTF8.GetBytes(Events), "events.csv")).Text);
        Assert.Equal(before, Files());
    }

    [Fact]
    public async Task What_was_imported_is_what_was_looked_at()
    {
        var leader = await server.SignIn("leader");
        var look = await leader.HandIn(Encoding.UTF8.GetBytes(Events), "events.csv", EventsMapping);
        await leader.Settled(await leader.Post(look.Address, look.Address + "/mapping", ("currency", "nok")));
        var stale = await leader.Post(look.Address, look.Address + "/keep", ("seen", look.Seen));
        Assert.Contains("The mapping changed since this page was shown", stale.Text);
        Assert.NotEqual(look.Seen, stale.Seen);
    }

    /// <summary>Counts: shared/data/README.md.</summary>
    [Fact, Trait("Data", "real")]
    public async Task A_large_log_is_read_behind_the_scenes()
    {
        var log = File.ReadAllBytes(HeadwayProgram.SharedLog("bpic2012/bpic2012-until-2011-12-31.xes.gz"));
        var owner = await server.SignIn("owner");
        var look = await owner.HandIn(log, "bpic2012.xes.gz", File.ReadAllText(
            Path.Combine(examples, "mappings", "bpic2012.mapping.yaml")));
        Assert.Contains("138,797 rows read: 138,797 accepted", look.Text);
        Assert.Contains("7,455 opportunities", look.Text);
        Assert.Contains("1,130 won, 1,346 lost, 0 without a decision, 4,334 no-go, 645 open", look.Text);
        var learn = await owner.Settled(await owner.Post(look.Address, look.Address + "/keep", ("seen", look.Seen)));
        Assert.Contains("7,455 opportunities, 645 still open", (await owner.Settled(learn)).Text);
    }

    [Theory]
    [InlineData("seller")]
    [InlineData("viewer")]
    [InlineData("administrator")]
    public async Task Only_process_owners_and_leaders_may(string who)
    {
        var browser = await server.SignIn(who);
        Assert.StartsWith("/not-for-you", (await browser.Get("/histories")).Address);
        Assert.DoesNotContain("href=\"/histories\"", (await browser.Get("/process")).Html);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.Import(Encoding.UTF8.GetBytes(Events), null)).Status);
    }
}
