using Headway.App.Design.Charts;

namespace Headway.App.Design;

/// <param name="IsNumber">Set to the right, so that digits stand below one another.</param>
public sealed record Column(string Name, bool IsNumber)
{
    public static implicit operator Column(string name) => new(name, false);

    public static IEnumerable<Column> Numbers(params string[] names) => names.Select(name => new Column(name, true));
}

/// <summary>What stands in a table of figures.</summary>
/// <param name="Under">Smaller, below it: its range, or what is missing.</param>
public sealed record Cell(string Text, string? Under = null)
{
    public static implicit operator Cell(string text) => new(text);

    public static implicit operator Cell(int count) => new(ChartText.Count(count));
}
