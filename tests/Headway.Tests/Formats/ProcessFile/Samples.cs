using Headway.Formats.ProcessFile;

namespace Headway.Tests.Formats.ProcessFile;

/// <summary>Process files for tests: the shipped ones, and a small one around a few lines that matter.</summary>
internal static class Samples
{
    private static readonly (string Name, string Text)[] Frame =
    [
        ("process", "process: sample"),
        ("aim", "aim: A customer signs for a result they named themselves, or we know early that they will not."),
        ("stages", ""),
        ("key", "key: qualifying"),
        ("name", "name: Qualifying"),
        ("purpose", "purpose: Find out whether it hurts enough, and whose pain it is."),
        ("outcomes", """
            outcomes:
              - key: what-it-costs
                statement: They have said what goes wrong today, and what it costs them.
                question: What goes wrong today, and what does it cost them?
                proof: [customer]
            """),
        ("activities", """
            activities:
              - key: first-conversation
                name: First conversation, to hear what goes wrong
                pursues: [what-it-costs]
            """),
        ("gate", """
            gate:
              question: Does it hurt enough that somebody will act?
            """),
    ];

    public static string Root { get; } = FindRoot();

    public static IEnumerable<string> TemplatePaths =>
        Directory.GetFiles(Path.Combine(Root, "examples", "processes"), "*.process.yaml").Order(StringComparer.Ordinal);

    public static string Text(string template) => File.ReadAllText(Path.Combine(Root, "examples", "processes", template + ".process.yaml"));

    /// <summary>A whole file in which the blocks of the fragment stand in place of the sample's own.</summary>
    public static string File_with(string fragment)
    {
        var blocks = Frame.ToDictionary(part => part.Name, part => part.Text);
        foreach (var block in Blocks(fragment)) blocks[block.Split(':')[0]] = block;
        var head = $"{blocks["process"]}\nname: Sample\n{blocks["aim"]}\n";
        if (blocks["stages"].Length > 0) return head + blocks["stages"] + "\n";
        var stage = string.Join('\n', new[] { "key", "name", "purpose", "outcomes", "activities", "gate" }.Select(name => blocks[name])
            .Where(text => text.Length > 0));
        return head + "stages:\n  - " + stage.Replace("\n", "\n    ") + "\n";
    }

    public static ProcessFileReading.Understood Understood(string text) => ProcessFileReader.Read(text, "sample.process.yaml").Match(
        whole => whole,
        none => throw new Xunit.Sdk.XunitException(string.Join('\n', none.Findings
            .Select(finding => $"{finding.Place} {finding.Rule} {finding.Message}"))));

    private static IEnumerable<string> Blocks(string fragment)
    {
        var block = new List<string>();
        foreach (var line in fragment.Split('\n'))
        {
            if (line.Length > 0 && line[0] != ' ' && block.Count > 0)
            {
                yield return string.Join('\n', block);
                block.Clear();
            }
            block.Add(line);
        }
        yield return string.Join('\n', block);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Headway.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("Headway.slnx is in no folder above the tests.");
    }
}
