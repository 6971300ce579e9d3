namespace Headway.Formats.Ocel;

/// <summary>Texts that recur, each kept once and numbered in order of first sight.</summary>
internal sealed class NameTable
{
    private readonly Dictionary<string, int> index = new(StringComparer.Ordinal);
    private readonly List<string> names = [];

    public int Count => names.Count;

    public string this[int number] => names[number];

    public int Of(string name)
    {
        if (index.TryGetValue(name, out var known)) return known;
        names.Add(name);
        return index[name] = names.Count - 1;
    }

    /// <summary>-1 when it was never seen.</summary>
    public int Find(string name) => index.GetValueOrDefault(name, -1);
}
