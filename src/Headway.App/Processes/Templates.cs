using Headway.Formats.ProcessFile;
using Headway.Processes;

namespace Headway.App.Processes;

/// <summary>The process files that ship with Headway.</summary>
internal static class Templates
{
    /// <summary>Those to begin with, and what each is for.</summary>
    public static readonly IReadOnlyList<(string Name, string Title)> All =
    [
        ("complex-b2b", "complex sales to organisations"), ("transactional", "quick sales"),
        ("renewal", "renewal and expansion"), ("partner", "sales with partners"),
    ];

    public static (Process Process, string Source) Read(string name)
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "templates", name + ".process.yaml"));
        return ProcessFileReader.Read(text, name).Match(
            understood => (understood.Process, text),
            broken => throw new InvalidOperationException($"The shipped template {name} cannot be read: {broken.Findings[0].Message}"));
    }
}
