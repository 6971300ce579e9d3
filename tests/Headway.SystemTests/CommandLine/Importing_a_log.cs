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
    public void Counts_every_row_and_writes_the_rejected_ones_beside_it()
    {
        var json = Import().Json;
        Assert.Equal((4, 3, 0, 1), ((int)json["read"]!, (int)json["accepted"]!, (int)json["merged"]!, (int)json["rejected"]!));
        Assert.Equal((2, 3, 1, 1), ((int)json["cases"]!, (int)json["events"]!, (int)json["endings"]!["won"]!,
            (int)json["endings"]!["open"]!));
        Assert.Equal((5, "time"), ((int)json["rejections"]![0]!["line"]!, (string)json["rejections"]![0]!["field"]!));
        Assert.Contains("C,begun,never,Ben,", File.ReadAllText(Path.Combine(headway.Folder, "log.csv.rejected.csv")),
            StringComparison.Ordinal);
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
        Assert.False(File.Exists(Path.Combine(headway.Folder, "log.csv.rejected.csv")));
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

    private Said Import(params string[] more) => headway.Run(["import", "log.csv", "--map", "log.mapping.yaml", "--json", .. more]);
}
