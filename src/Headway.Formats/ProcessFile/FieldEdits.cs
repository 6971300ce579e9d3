using System.Collections.Immutable;
using Headway.Processes.Linting;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Headway.Formats.ProcessFile;

/// <summary>Turns changes of fields into the smallest edits of the text, so that comments, order and wording stay as they are.</summary>
internal sealed class FieldEdits
{
    private readonly string text;
    private readonly ElementPlaces places;
    private readonly Dictionary<(int Line, int Column), Block> blocks = [];
    private readonly int[] lineStarts;

    /// <param name="text">Of a file that was understood, with line feeds only and without a byte order mark.</param>
    public FieldEdits(string text, ElementPlaces places)
    {
        (this.text, this.places) = (text, places);
        lineStarts = [0, .. Enumerable.Range(0, text.Length).Where(i => text[i] == '\n').Select(i => i + 1)];
        var events = new Queue<ParsingEvent>();
        var parser = new Parser(new StringReader(text));
        while (parser.MoveNext())
            if (parser.Current is NodeEvent or MappingEnd or SequenceEnd) events.Enqueue(parser.Current);
        if (events.Count > 0) Read(events);
    }

    private sealed record Field(string Name, int KeyStart, int KeyEnd, int ValueStart, int ValueEnd);

    private sealed record Block(bool IsFlow, int Column, List<Field> Fields);

    /// <summary>One edit for each change; empty when one of them cannot be made in this text.</summary>
    public ImmutableArray<TextEdit> Of(IEnumerable<FieldChange> changes)
    {
        var edits = changes.Select(Of).ToList();
        return edits.Contains(null) ? [] : [.. edits.OfType<TextEdit>()];
    }

    private TextEdit? Of(FieldChange change)
    {
        var place = places.Of(change.Element);
        if (!blocks.TryGetValue((place.Line, place.Column), out var block)) return null;
        var index = block.Fields.FindIndex(field => field.Name == change.Field);
        if (change.Value is not { } value) return index < 0 ? null : Without(block, index);
        return index < 0 ? Added(block, change.Field, value) : Replaced(block.Fields[index], value);
    }

    private TextEdit Replaced(Field field, string value)
    {
        var sameLine = text.IndexOf('\n', field.KeyEnd) is var end && (end < 0 || end >= field.ValueStart);
        if (sameLine && field.ValueStart > field.KeyEnd) return Edit(field.ValueStart, field.ValueEnd, value);
        var colon = text.IndexOf(':', field.KeyEnd);
        return Edit(colon + 1, Math.Max(colon + 1, field.ValueEnd), " " + value);
    }

    private TextEdit Added(Block block, string name, string value)
    {
        var order = FileElement.All.First(element => element.Fields.Any(field => field.Name == name)).Fields
            .Select(field => field.Name).ToList();
        var after = block.Fields.Where(field => order.IndexOf(field.Name) < order.IndexOf(name))
            .MaxBy(field => order.IndexOf(field.Name)) ?? block.Fields[0];
        if (block.IsFlow) return Edit(after.ValueEnd, after.ValueEnd, $", {name}: {value}");
        var end = text.IndexOf('\n', after.ValueEnd) is var newline and >= 0 ? newline : text.Length;
        return Edit(end, end, $"\n{new string(' ', block.Column - 1)}{name}: {value}");
    }

    private TextEdit? Without(Block block, int index)
    {
        var field = block.Fields[index];
        if (block.Fields.Count == 1) return null;
        if (block.IsFlow)
        {
            return index > 0
                ? Edit(block.Fields[index - 1].ValueEnd, field.ValueEnd, "")
                : Edit(field.KeyStart, block.Fields[1].KeyStart, "");
        }
        var lineStart = text.LastIndexOf('\n', field.KeyStart) + 1;
        if (!string.IsNullOrWhiteSpace(text[lineStart..field.KeyStart])) return null;
        var end = text.IndexOf('\n', field.ValueEnd) is var newline and >= 0 ? newline : text.Length;
        // A comment beside it stays, on a line of its own.
        if (string.IsNullOrWhiteSpace(text[field.ValueEnd..end])) return Edit(lineStart, Math.Min(end + 1, text.Length), "");
        return text.IndexOf('#', field.ValueEnd) is >= 0 and var comment && comment < end ? Edit(field.KeyStart, comment, "") : null;
    }

    private TextEdit Edit(int start, int end, string with)
    {
        var ((startLine, startColumn), (endLine, endColumn)) = (At(start), At(end));
        return new TextEdit(startLine, startColumn, endLine, endColumn, with);
    }

    private (int Line, int Column) At(int index)
    {
        var line = Array.BinarySearch(lineStarts, index);
        if (line < 0) line = ~line - 1;
        return (line + 1, index - lineStarts[line] + 1);
    }

    // YamlDotNet 18.1 marks the end of a list on one line before its bracket.
    private int EndOf(ParsingEvent close, int lastPart)
    {
        var at = (int)close.Start.Index;
        return at >= lastPart && at < text.Length && text[at] is ']' or '}' ? at + 1 : lastPart;
    }

    private bool IsFlow(int start) => start < text.Length && text[start] is '[' or '{';

    // Where a block list or block mapping ends is told by the mark of what follows it, so the end of its last part is taken.
    private (int Start, int End) Read(Queue<ParsingEvent> events)
    {
        var at = events.Dequeue();
        var (start, end) = ((int)at.Start.Index, (int)at.End.Index);
        switch (at)
        {
            case SequenceStart:
                while (events.Peek() is not SequenceEnd) end = Read(events).End;
                return (start, EndOf(events.Dequeue(), end));
            case MappingStart map:
                var block = new Block(IsFlow(start), (int)map.Start.Column, []);
                blocks.TryAdd(((int)map.Start.Line, (int)map.Start.Column), block);
                while (events.Peek() is not MappingEnd)
                {
                    var key = events.Peek() as Scalar;
                    var (keyStart, keyEnd) = Read(events);
                    var value = events.Peek();
                    (var valueStart, end) = Read(events);
                    // A block under a field is known by the place of the field.
                    if (value is MappingStart && At(keyStart) is var of && blocks.TryGetValue(At(valueStart), out var inner))
                        blocks.TryAdd(of, inner);
                    if (end == valueStart) end = Math.Max(end, Math.Min(text.Length, keyEnd + 1));
                    block.Fields.Add(new Field(key?.Value ?? "", keyStart, keyEnd, valueStart, end));
                }
                return (start, EndOf(events.Dequeue(), end));
            default:
                while (end > start && char.IsWhiteSpace(text[end - 1])) end--;
                return (start, end);
        }
    }
}
