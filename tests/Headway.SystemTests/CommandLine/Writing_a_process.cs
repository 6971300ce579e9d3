using Xunit;

namespace Headway.SystemTests.CommandLine;

public sealed class Writing_a_process : IDisposable
{
    private const string Template = "examples/processes/transactional.process.yaml";

    private readonly HeadwayProgram headway = new();

    public void Dispose() => headway.Dispose();

    [Fact]
    public void Begins_with_a_template_or_with_the_stages_of_a_CRM()
    {
        var made = headway.Run("process", "new", "Field service", "--template", "renewal");
        Assert.Equal(0, made.Code);
        Assert.StartsWith("process: field-service\nname: Field service\n", made.Output, StringComparison.Ordinal);
        Assert.Equal("No findings.\n", headway.Run("lint", headway.Write("new.process.yaml", made.Output)).Output);

        var own = headway.Run("process", "new", "Ours", "--stage", "Qualification", "--stage", "Proposal sent", "--stage", "Negotiation");
        Assert.Contains("statement: Proposal sent", own.Output);
        var found = headway.Run("lint", headway.Write("own.process.yaml", own.Output));
        Assert.Equal(1, found.Code);
        Assert.Contains("HW102", found.Output);
    }

    [Fact]
    public void Says_in_words_what_changes_from_one_file_to_another()
    {
        headway.CopyExample(Template);
        var text = File.ReadAllText(Path.Combine(headway.Folder, Template));
        var changed = headway.Write(
            "changed.process.yaml", text.Replace("fresh for: 60 days", "fresh for: 61 days", StringComparison.Ordinal));
        var said = headway.Run("process", "diff", Template, changed);
        Assert.Equal(0, said.Code);
        Assert.Contains("is now fresh for “61 days” instead of “60 days”.", said.Output);
        Assert.Equal("They ask for the same.\n", headway.Run("process", "diff", Template, Template).Output);
        Assert.NotEmpty(headway.Run("process", "diff", Template, changed, "--json").Json["changes"]!.AsArray());
    }

    [Fact]
    public void Without_a_process_in_use_says_so()
    {
        headway.CopyExample(Template);
        foreach (var said in new[] { headway.Run("process", "show"), headway.Run("process", "diff", Template) })
            Assert.Equal((1, true), (said.Code, said.Messages.Contains("No process is in use yet.", StringComparison.Ordinal)));
    }
}
