using System.Text.Json.Nodes;
using Xunit;

namespace Headway.SystemTests.CommandLine;

/// <summary>The invented example history, so that it runs everywhere.</summary>
public sealed class Asking_about_the_road : IDisposable
{
    private readonly HeadwayProgram headway = new();

    public Asking_about_the_road() => Asked(headway.Run(
        "import", headway.CopyExample("examples/histories/nordhaven.csv"), "--map",
        headway.CopyExample("examples/mappings/nordhaven.mapping.yaml"), "--json"));

    public void Dispose() => headway.Dispose();

    [Fact]
    public void Draws_a_map_that_can_be_read()
    {
        var map = Asked(headway.Run("learn", "map", "--detail", "5", "--json"));
        var nodes = map["nodes"]!.AsArray();
        Assert.InRange(nodes.Count, 5, 12);
        Assert.InRange(map["arcs"]!.AsArray().Count, 4, 25);
        Assert.Equal(296, (int)map["n"]!);
        Assert.Equal(296, (int)nodes.Single(node => (string)node!["key"]! == "qualifying")!["n"]!);
        Assert.All(map["variants"]!.AsArray(), road => Assert.True((int)road!["n"]! >= (int)road["closed"]!));
        Assert.Equal(2, headway.Run("learn", "map", "--detail", "6").Code);
    }

    [Fact]
    public void Says_which_segments_there_are_when_asked_for_another()
    {
        var said = headway.Run("learn", "clients", "--by", "banana", "--json");
        var sentence = (string)said.Json["refusal"]!["sentence"]!;
        Assert.Equal((1, "segment-unknown"), (said.Code, (string)said.Json["refusal"]!["code"]!));
        Assert.Contains("segments: [", sentence, StringComparison.Ordinal);
        Assert.Contains("There is: ", sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2035-01-01", "changed-too-late")]
    [InlineData("2010-01-01", "changed-too-early")]
    public void Refuses_a_day_of_change_with_nothing_before_or_after_it(string day, string code) => Assert.Equal(
        code, (string)headway.Run("learn", "versions", "--changed", day, "--json").Json["refusal"]!["code"]!);

    [Theory]
    [InlineData("csv", "own.csv")]
    [InlineData("xlsx", "own.xlsx")]
    public void Takes_its_own_table_of_opportunities_in_again_without_a_mapping(string format, string file)
    {
        Assert.Equal(0, headway.Run("export", format, "--to", Path.Combine(headway.Folder, file)).Code);
        var said = headway.Run("import", file);
        Assert.Contains("Headway wrote this table itself", said.Messages, StringComparison.Ordinal);
        Assert.Contains("296 opportunities", said.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Gives_every_figure_its_sample_and_its_interval_or_says_what_is_missing()
    {
        foreach (var segment in Asked(headway.Run("learn", "clients", "--json"))["tables"]![0]!["segments"]!.AsArray())
        {
            var won = segment!["won"]!;
            Assert.True((int)won["n"]! > 0);
            if ((string)won["verdict"]! == "known") Assert.NotNull(won["interval"]);
        }
    }

    [Fact]
    public void Says_that_it_is_too_early_to_compare_versions()
    {
        var early = Asked(headway.Run("learn", "versions", "--changed", "2026-09-25", "--json"));
        Assert.Equal("notEnoughHistory", (string)early["difference"]!["verdict"]!);
        Assert.StartsWith("Too early", (string)early["sentence"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void Tells_how_far_the_record_can_be_believed()
    {
        var honesty = Asked(headway.Run("learn", "honesty", "--json"));
        Assert.Equal(19, (int)honesty["backDated"]!["count"]!);
        Assert.Equal(0, (int)honesty["assumedTimes"]!["count"]!);
        Assert.Equal(7, honesty["lessons"]!.AsArray().Count);
    }

    [Fact]
    public void Tells_a_contribution_in_a_line_each_and_the_rest_when_asked()
    {
        var answer = Asked(headway.Run("learn", "contribution", "--json"));
        var (elements, chance) = (answer["elements"]!.AsArray(), answer["byChance"]!);
        Assert.InRange((int)chance["alarms"]!, 0, (int)chance["madeUp"]!);
        Assert.Equal((int)answer["placebos"]!["tested"]!, (int)chance["tested"]!);
        Assert.NotNull(answer["isFirm"]);
        // Where more would settle it and some come, it is said how long that takes at their pace.
        foreach (var element in elements)
            Assert.Equal((double?)element!["neededMore"] is { } more && (double)element["enteredPerWeek"]! is > 0 and var pace
                ? more / pace : null, (double?)element["weeksMore"]);
        Assert.Contains(elements, element => (double)element!["enteredPerWeek"]! > 0);
        string[] Lines(params string[] details) => headway.Run(["learn", "contribution", .. details]).Output.Split('\n');
        var (lines, all) = (Lines(), Lines("--details"));
        foreach (var element in elements)
            Assert.Single(lines, line => line.StartsWith("  ", StringComparison.Ordinal)
                && line.EndsWith($"  {(string)element!["name"]!}", StringComparison.Ordinal));
        // Beside them the answer, what chance may have made, dead weight, how often, and how we know.
        Assert.InRange(lines.Length, elements.Count + 2, elements.Count + 10);
        Assert.All(elements, element => Assert.Contains(all, line => line.Contains(
            (string)element!["sentence"]!, StringComparison.Ordinal)));
    }

    private static JsonNode Asked(Said said)
    {
        Assert.True(said.Code == 0, said.Messages);
        return said.Json;
    }
}
