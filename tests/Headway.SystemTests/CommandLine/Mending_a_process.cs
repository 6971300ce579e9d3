using Xunit;

namespace Headway.SystemTests.CommandLine;

public sealed class Mending_a_process : IDisposable
{
    private const string Template = "examples/processes/transactional.process.yaml";

    private readonly HeadwayProgram headway = new();

    public void Dispose() => headway.Dispose();

    [Fact]
    public void Writes_what_decides_nothing_into_the_file_and_tells_each_place()
    {
        headway.CopyExample(Template);
        var good = File.ReadAllText(Path.Combine(headway.Folder, Template));
        var file = headway.Write("quick.process.yaml", good.Replace(
            "decided by: leader from 25000", "decided by: leader from 25000\n      may end in no-go: false", StringComparison.Ordinal));
        Assert.Equal(1, headway.Run("lint", file).Code);
        var said = headway.Run("lint", file, "--fix");
        Assert.Equal((0, "No findings.\n"), (said.Code, said.Output));
        Assert.Contains("HW302  stages.choosing.gate.may end in no-go: Allow No-go.", said.Messages);
        Assert.Equal(good, File.ReadAllText(Path.Combine(headway.Folder, "quick.process.yaml")));
        Assert.Empty(Directory.GetFiles(headway.Folder, "*.mended"));
    }

    [Fact]
    public void With_a_history_that_is_not_there_says_what_to_do_and_changes_nothing()
    {
        headway.CopyExample(Template);
        var said = headway.Run("lint", Template, "--history", "own", "--json");
        Assert.Equal((1, "history-none"), (said.Code, (string)said.Json["refusal"]!["code"]!));
    }

    [Fact]
    public void Is_estimated_with_the_numbers_of_those_who_use_it()
    {
        headway.CopyExample(Template);
        Assert.Equal(0, headway.Run("lint", Template, "--strict").Code);
        var said = headway.Run("lint", Template, "--open", "200", "--json");
        Assert.Equal("HW404", (string)Assert.Single(said.Json["findings"]!.AsArray())!["rule"]!);
        Assert.Equal(2, headway.Run("lint", Template, "--open", "0").Code);
    }
}
