using System.Collections.Immutable;
using System.Globalization;
using Headway.Processes;

namespace Headway.Formats.ProcessFile;

/// <summary>Reads the fields of one block; what is wrong becomes a finding and a value that harms nothing.</summary>
internal sealed class ElementReader
{
    private readonly ReadingNotes notes;
    private readonly FileElement element;
    private readonly YamlNode place;
    private readonly Dictionary<string, (YamlNode.Scalar Key, YamlNode Value)> fields = [];
    private readonly HashSet<string> toldMissing = [];

    /// <param name="pathOf">Makes the element's path from its key; the fallback names it while the key is unreadable.</param>
    public ElementReader(YamlNode node, FileElement element, string fallbackPath, ReadingNotes notes, string? keyField = null,
        Func<string, string>? pathOf = null)
    {
        (this.notes, this.element, place, Path) = (notes, element, node, fallbackPath);
        if (node is not YamlNode.Mapping map)
        {
            if (node is not YamlNode.Refused) notes.WrongType(node, Path, $"the {element.Name}", "a block of “key: value” lines");
            IsReadable = false;
            return;
        }
        foreach (var entry in map.Entries)
            if (!fields.TryAdd(entry.Key.Value, entry)) notes.DuplicateField(entry.Key, Path, fields[entry.Key.Value].Key.Line);
        if (keyField is not null && pathOf is not null && fields.TryGetValue(keyField, out var key)
            && key.Value is YamlNode.Scalar { Value: var text } && Keys.IsValid(text))
            Path = pathOf(text);
        notes.Register(Path, node.Line, node.Column);
        foreach (var entry in fields.Values)
        {
            if (element.Fields.All(field => field.Name != entry.Key.Value)) notes.UnknownField(entry.Key, Path, element);
            else notes.Register(PathOf(entry.Key.Value), entry.Key.Line, entry.Key.Column);
        }
    }

    public string Path { get; }

    public bool IsReadable { get; } = true;

    public string PathOf(string field) => $"{Path}.{field}";

    /// <summary>Empty when absent.</summary>
    public string Text(string name)
    {
        if (Scalar(name) is not { } scalar) return "";
        if (element.Field(name).Required && string.IsNullOrWhiteSpace(scalar.Value))
            notes.Missing(scalar, PathOf(name), element.Field(name), element);
        return notes.TextOf(scalar, PathOf(name), name);
    }

    /// <summary>Empty when absent or not a key.</summary>
    public string Key(string name) => Scalar(name) is { } scalar ? notes.KeyOf(scalar, PathOf(name)) : "";

    public bool Flag(string name, bool otherwise)
    {
        if (Scalar(name) is not { } scalar) return otherwise;
        if (scalar.Plain && scalar.Value is "true" or "false") return scalar.Value == "true";
        notes.WrongValue(scalar, PathOf(name), name, "true or false");
        return otherwise;
    }

    public int WholeNumber(string name, int otherwise, int least)
    {
        if (Scalar(name) is not { } scalar) return otherwise;
        if (scalar.Plain && int.TryParse(scalar.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least
            && number <= FileElement.MaxWholeNumber)
            return number;
        notes.WrongValue(scalar, PathOf(name), name, $"a whole number from {least} to {FileElement.MaxWholeNumber}");
        return otherwise;
    }

    public double Share(string name, double otherwise)
    {
        if (Scalar(name) is not { } scalar) return otherwise;
        if (scalar.Plain && double.TryParse(scalar.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var share)
            && share is > 0 and <= 1) return share;
        notes.WrongValue(scalar, PathOf(name), name, "a share above 0 and at most 1, for example 0.6");
        return otherwise;
    }

    public int? Freshness(string name) => Measured(name, FieldText.ParseFreshness, "45 days, 6 weeks or always");

    public int? Effort(string name) => Measured(name, FieldText.ParseEffort, "45 min, 2 h or 1 h 30 min");

    public Decider DecidedBy(string name)
    {
        if (Scalar(name) is not { } scalar) return new Decider.Seller();
        if (FieldText.ParseDecider(scalar.Value) is { } decider) return decider;
        notes.WrongValue(scalar, PathOf(name), name, "seller, leader, or leader from an amount like “leader from 50000”");
        return new Decider.Seller();
    }

    public CaptureKind CaptureKind(string name)
    {
        if (Scalar(name) is not { } scalar) return Processes.CaptureKind.Text;
        if (FieldText.CaptureKinds.TryGetValue(scalar.Value, out var kind)) return kind;
        notes.WrongValue(scalar, PathOf(name), name, string.Join(", ", FieldText.CaptureKinds.Keys));
        return Processes.CaptureKind.Text;
    }

    public ImmutableArray<Proof> Proofs(string name)
    {
        var proofs = ImmutableArray.CreateBuilder<Proof>();
        var items = Items(name).ToList();
        foreach (var (item, path) in items)
        {
            if (item is not YamlNode.Scalar scalar || !FieldText.Proofs.TryGetValue(scalar.Value, out var proof))
                notes.WrongValue(item, path, "proof", string.Join(", ", FieldText.Proofs.Keys));
            else if (proofs.Contains(proof)) notes.Twice(item, path, scalar.Value);
            else proofs.Add(proof);
        }
        if (items.Count == 0 && fields.TryGetValue(name, out var entry) && entry.Value is YamlNode.Sequence)
            notes.Empty(entry.Key, PathOf(name), "No proof is accepted, so this outcome could never be confirmed.",
                "Write for example “proof: [customer, document]”.");
        return proofs.ToImmutable();
    }

    public ImmutableArray<string> Texts(string name) =>
        [.. Items(name).Select(item => notes.ItemText(item.Item, item.Path, name)).Where(text => text.Length > 0)];

    /// <summary>Outcome keys with their places; whether they exist is checked when the whole file is read.</summary>
    public ImmutableArray<OutcomeKey> OutcomeKeys(string name)
    {
        var keys = ImmutableArray.CreateBuilder<OutcomeKey>();
        foreach (var (item, path) in Items(name))
        {
            if (notes.ItemKey(item, path, name) is not { Length: > 0 } text) continue;
            if (keys.Contains(OutcomeKey.Of(text))) notes.Twice(item, path, text);
            else keys.Add(OutcomeKey.Of(text));
            notes.Mentions(OutcomeKey.Of(text), item, path);
        }
        return keys.ToImmutable();
    }

    public YamlNode? Block(string name) => Value(name);

    /// <summary>The items of a list field with their paths; nothing when it is absent.</summary>
    public IEnumerable<(YamlNode Item, string Path)> Items(string name)
    {
        switch (Value(name))
        {
            case null or YamlNode.Refused:
                yield break;
            case YamlNode.Sequence list:
                for (var i = 0; i < list.Items.Length; i++)
                {
                    notes.Register($"{PathOf(name)}.{i}", list.Items[i].Line, list.Items[i].Column);
                    yield return (list.Items[i], $"{PathOf(name)}.{i}");
                }
                break;
            case var other:
                notes.WrongType(other, PathOf(name), $"“{name}”", "a list");
                break;
        }
    }

    private int? Measured(string name, Func<string, (bool Understood, int? Value)> parse, string wanted)
    {
        if (Scalar(name) is not { } scalar) return null;
        var (understood, value) = parse(scalar.Value);
        if (!understood) notes.WrongValue(scalar, PathOf(name), name, wanted);
        return value;
    }

    private YamlNode.Scalar? Scalar(string name)
    {
        var value = Value(name);
        if (value is YamlNode.Sequence or YamlNode.Mapping)
            notes.WrongType(value, PathOf(name), $"“{name}”", "one value, not a list or a block");
        return value as YamlNode.Scalar;
    }

    private YamlNode? Value(string name)
    {
        var field = element.Field(name);
        if (fields.TryGetValue(name, out var entry) && entry.Value is not YamlNode.Scalar { IsNothing: true }) return entry.Value;
        // A field may be asked for twice, as a list and as a block; it is missing once.
        if (field.Required && IsReadable && toldMissing.Add(name)) notes.Missing(entry.Key ?? place, PathOf(name), field, element);
        return null;
    }
}
