using System.Collections.Immutable;
using Headway.Formats.ProcessFile;
using Headway.Processes;

namespace Headway.App.Processes;

/// <summary>The process files that ship with Headway.</summary>
public static class Templates
{
    /// <summary>What an organisation may begin with, and for which kind of sale; the first one unless another is chosen.</summary>
    public static readonly ImmutableArray<(string Name, string Title)> Shipped =
    [
        ("complex-b2b", "Complex sale: several people decide"),
        ("transactional", "Transactional sale: one or two people decide"),
        ("renewal", "Renewal and expansion: a term ends"),
        ("partner", "Partner: others sell with us"),
    ];

    /// <summary>The one that was asked for, or the first.</summary>
    public static (Process Process, string Source) ReadChosen(string? name) =>
        Read(Shipped.Select(each => each.Name).FirstOrDefault(each => each == name) ?? Shipped[0].Name);

    public static (Process Process, string Source) Read(string name)
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "templates", name + ".process.yaml"));
        return ProcessFileReader.Read(text, name).Match(
            understood => (understood.Process, text),
            broken => throw new InvalidOperationException($"The shipped template {name} cannot be read: {broken.Findings[0].Message}"));
    }
}
