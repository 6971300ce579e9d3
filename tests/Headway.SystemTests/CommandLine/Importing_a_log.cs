using Xunit;

namespace Headway.SystemTests.CommandLine;

public sealed class Importing_a_log : IDisposable
{
    private const string Mapping = """
        format: csv
        shape: events
        columns:
          case: case
          activity: activity
          time: time
          person: person
        stages:
          - key: begun
            name: Begun
            labels: [begun]
        endings:
          won: [won]
        left-truncation: none
        """;

    private readonly HeadwayProgram headway = new();

    public Importing_a_log()
    {
        headway.Write(
            "log.csv",
            "case,activity,time,person\n=1+1,begun,2026-01-01,Ada\n=1+1,won,2026-01-05,Ada\n"
            + "B,begun,2026-01-03,Ben\nC,begun,never,Ben\n");
        headway.Write("log.mapping.yaml", Mapping);
    }

    public void Dispose() => headway.Dispose();

    [Fact]
    public void Counts_every_row_and_writes_the_rejected_ones_where_it_is_told()
    {
        var json = Import("--rejects", "mend.csv").Json;
        Assert.Equal((4, 3, 0, 1), ((int)json["read"]!, (int)json["accepted"]!, (int)json["merged"]!, (int)json["rejected"]!));
        Assert.Equal((2, 3, 1, 1), ((int)json["cases"]!, (int)json["events"]!, (int)json["endings"]!["won"]!,
            (int)json["endings"]!["open"]!));
        Assert.Equal((5, "time"), ((int)json["rejections"]![0]!["line"]!, (string)json["rejections"]![0]!["field"]!));
        Assert.Contains("C,begun,never,Ben,", File.ReadAllText(Path.Combine(headway.Folder, "mend.csv")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Leaves_nothing_beside_the_log_unasked_and_says_how_to_ask()
    {
        var before = Directory.GetFiles(headway.Folder).Order().ToList();
        var said = headway.Run("import", "log.csv", "--map", "log.mapping.yaml");
        Assert.Contains("--rejects FILE", said.Output, StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFiles(headway.Folder).Order());
    }

    [Fact]
    public void Twice_with_the_same_mapping_adds_nothing()
    {
        var first = Import().Json;
        var second = Import().Json;
        Assert.Equal(("imported", "repeat"), ((string)first["outcome"]!, (string)second["outcome"]!));
        Assert.Equal((string)first["id"]!, (string)second["id"]!);
        Assert.Equal(1, (int)headway.Run("verify", "--json").Json["facts"]!);
    }

    [Fact]
    public void Dry_stores_nothing()
    {
        Assert.Equal("dryRun", (string)Import("--dry-run").Json["outcome"]!);
        Assert.False(Directory.Exists(Path.Combine(headway.Folder, "data")));
    }

    [Fact]
    public void Can_be_undone_and_done_again()
    {
        var id = (string)Import().Json["id"]!;
        Assert.Equal(0, headway.Run("import", "undo", id[..6], "--reason", "The wrong quarter.").Code);
        Assert.Empty(headway.Run("history", "list", "--json").Json["histories"]!.AsArray());
        Assert.Equal(1, headway.Run("import", "undo", id[..6]).Code);
        Assert.Equal("imported", (string)Import().Json["outcome"]!);
        Assert.Single(headway.Run("history", "list", "--json").Json["histories"]!.AsArray());
        Assert.Equal(3, (int)headway.Run("verify", "--json").Json["facts"]!);
    }

    [Fact]
    public void Of_a_few_cases_does_not_make_a_forecast()
    {
        Import();
        var said = headway.Run("forecast", "--by", "2026-02-01", "--json");
        Assert.Equal((1, "not-enough-history"), (said.Code, (string)said.Json["refusal"]!["code"]!));
        Assert.Contains("30", (string)said.Json["refusal"]!["sentence"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void Lets_the_past_be_asked_as_it_was()
    {
        Import();
        var then = headway.Run("learn", "funnel", "--as-of", "2026-01-04", "--json").Json;
        Assert.Equal((2, 2), ((int)then["n"]!, (int)then["open"]!));
        // A bare date is the whole day: the win of the fifth counts on the fifth.
        Assert.Equal(1, (int)headway.Run("learn", "funnel", "--as-of", "2026-01-05", "--json").Json["open"]!);
    }

    [Fact]
    public void Leaves_no_formula_in_an_export()
    {
        Import();
        var events = headway.Run("export", "csv", "--events").Output.Split('\n');
        Assert.Equal("'=1+1,begun,2026-01-01T00:00:00Z,,Ada,,", events[1]);
        var opportunities = headway.Run("export", "csv").Output.Split('\n');
        Assert.Equal("'=1+1,2026-01-01T00:00:00Z,Begun,won,2026-01-05T00:00:00Z,,EUR,", opportunities[1]);
        Assert.StartsWith("B,2026-01-03T00:00:00Z,Begun,open,", opportunities[2], StringComparison.Ordinal);
    }

    [Fact]
    public void Is_not_asked_about_days_after_its_end()
    {
        Import();
        var last = headway.Run("learn", "funnel", "--as-of", "2026-01-05", "--json").Json;
        Assert.Equal("2026-01-05T00:00:00Z", ((DateTimeOffset)last["asOf"]!).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ",
            System.Globalization.CultureInfo.InvariantCulture));
        foreach (var command in new[] { new[] { "learn", "funnel" }, ["forecast", "--by", "2031-01-01"] })
        {
            var said = headway.Run([.. command, "--as-of", "2030-01-01", "--json"]);
            Assert.Equal((1, "as-of-too-late"), (said.Code, (string)said.Json["refusal"]!["code"]!));
            Assert.Contains("2026-01-05", (string)said.Json["refusal"]!["sentence"]!, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Never_overwrites_rows_that_somebody_mends()
    {
        headway.Write("mend.csv", "being mended");
        var said = Import("--rejects", "mend.csv");
        Assert.Equal((1, "rejects-exist"), (said.Code, (string)said.Json["refusal"]!["code"]!));
        Assert.Equal("being mended", File.ReadAllText(Path.Combine(headway.Folder, "mend.csv")));
        // Nothing was stored either, so the next try is no repeat.
        Assert.Equal("imported", (string)Import("--rejects", "other.csv").Json["outcome"]!);
        Assert.StartsWith("case,activity,time,person,reason\nC,begun,never,Ben,",
            File.ReadAllText(Path.Combine(headway.Folder, "other.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public void Says_how_many_of_the_rejected_rows_it_wrote()
    {
        headway.Write("log.csv", "case,activity,time,person\nA,begun,2026-01-01,Ada\n"
            + string.Concat(Enumerable.Repeat("C,begun,never,Ben\n", 10_007)));
        Assert.Contains("The first 10,000 of 10,007 rejected rows", Import("--rejects", "mend.csv").Messages, StringComparison.Ordinal);
        Assert.Equal(10_001, File.ReadLines(Path.Combine(headway.Folder, "mend.csv")).Count());
    }

    [Fact]
    public void Tells_the_lines_of_rejected_events_where_rows_cannot_be_mended()
    {
        headway.Write("log.xes", "<log><trace><string key=\"concept:name\" value=\"1\"/>\n"
            + "<event><string key=\"concept:name\" value=\"begun\"/></event>\n"
            + "<event><string key=\"concept:name\" value=\"begun\"/>"
                + "<date key=\"time:timestamp\" value=\"2026-01-01\"/></event>"
            + "</trace></log>");
        headway.Write("xes.mapping.yaml", "format: xes\n");
        var said = headway.Run("import", "log.xes", "--map", "xes.mapping.yaml", "--json", "--rejects", "mend.csv");
        Assert.Contains("mend the log itself", said.Messages, StringComparison.Ordinal);
        Assert.DoesNotContain("can be imported", said.Messages, StringComparison.Ordinal);
        Assert.StartsWith("line,reason\n2,",
            File.ReadAllText(Path.Combine(headway.Folder, "mend.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public void Whose_dates_read_both_ways_is_guessed_whole_once_they_are_settled()
    {
        headway.Write("both.csv", "case,activity,time\n1,stage:ask,03/04/2026\n1,won,05/06/2026\n");
        var asked = headway.Run("import", "both.csv");
        Assert.Equal(1, asked.Code);
        Assert.Contains("--dates d/m/y", asked.Messages, StringComparison.Ordinal);
        var guess = headway.Run("import", "both.csv", "--dates", "d/m/y", "--show-mapping").Output;
        Assert.Contains("date-style: d/m/y", guess, StringComparison.Ordinal);
        Assert.Contains("won: [won]", guess, StringComparison.Ordinal);
        Assert.Contains("key: ask", guess, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("csv", "out.csv", "log.csv: Wrote 2 opportunities, one a row, to out.csv as CSV.")]
    [InlineData("xes", "out.xes", "log.csv: Wrote 3 events of 2 opportunities to out.xes as XES.")]
    [InlineData("xlsx", "out.xlsx", "log.csv: Wrote 2 opportunities, one a row, to out.xlsx as Excel.")]
    public void Says_what_it_wrote_when_it_goes_out_again(string format, string file, string said)
    {
        Import();
        Assert.Equal(said, headway.Run("export", format, "--to", file).Output.Trim());
        // Without a file the words stand beside it, not in it.
        if (format != "csv") return;
        Assert.Contains("to standard output as CSV.", headway.Run("export", format).Messages, StringComparison.Ordinal);
    }

    private Said Import(params string[] more) => headway.Run(["import", "log.csv", "--map", "log.mapping.yaml", "--json", .. more]);
}
