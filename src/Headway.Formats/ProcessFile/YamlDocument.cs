using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Headway.Formats.ProcessFile;

/// <summary>
/// The one document of a process file, read at the level of parser events so that anchors, aliases and tags are refused before anything
/// is built from them: aliases let a few lines grow without bound, and tags name types.
/// </summary>
internal sealed class YamlDocument
{
    // A large process has some 500 nodes at depth 6; the bounds leave room for every honest file and none for a bomb.
    private const int MaxNodes = 10_000;
    private const int MaxDepth = 20;

    private readonly Queue<ParsingEvent> events = new();
    private readonly FindingList findings;
    private bool unbalanced;

    private YamlDocument(FindingList findings) => this.findings = findings;

    public YamlNode? Root { get; private set; }

    /// <summary>Start (inclusive) and end (exclusive) of every scalar in the text: a # inside one is no comment.</summary>
    public List<(int Start, int End)> ScalarSpans { get; } = [];

    /// <summary>Root is null when the text has no single well-formed document; the findings say why.</summary>
    public static YamlDocument Read(string text, FindingList findings)
    {
        var document = new YamlDocument(findings);
        if (document.Collect(text, new Parser(new StringReader(text))) && document.events.Count > 0) document.Root = document.Whole();
        return document;
    }

    private bool Collect(string text, Parser parser)
    {
        var (nodes, depth, documents) = (0, 0, 0);
        // The parser takes a NUL for the end of the text and would drop the rest without a word.
        if (text.IndexOf('\0') is var nul and >= 0)
            return NotYaml(text.AsSpan(0, nul).Count('\n') + 1, 0, "there is a NUL character");
        try
        {
            while (parser.MoveNext())
            {
                var at = parser.Current!;
                if (at is DocumentStart && ++documents > 1)
                    return Stop(at, "process-one-document", "The file holds more than one document.",
                    "Put each process into a file of its own.");
                if (at is AnchorAlias alias)
                    Refuse(at, "process-anchor", $"“*{alias.Value}” is an alias.", "Write the text out where it is wanted.");
                if (at is NodeEvent { Anchor.IsEmpty: false } named)
                    Refuse(at, "process-anchor", $"“&{named.Anchor.Value}” is an anchor.", "Leave the anchor out.");
                if (at is NodeEvent { Tag.IsEmpty: false } tagged)
                    Refuse(at, "process-tag", $"“{tagged.Tag.Value}” is a tag.", "Leave the tag out.");
                if (at is not (NodeEvent or AnchorAlias or MappingEnd or SequenceEnd)) continue;
                if ((at is NodeEvent or AnchorAlias) && ++nodes > MaxNodes)
                    return Stop(at, "process-too-large", $"The file has more than {MaxNodes} parts.", "Split it into several processes.");
                depth += at.NestingIncrease;
                if (depth > MaxDepth)
                    return Stop(at, "process-too-deep", $"Lists and blocks are nested more than {MaxDepth} deep.",
                    "A process file needs six levels at most.");
                if (at is Scalar) ScalarSpans.Add(((int)at.Start.Index, (int)at.End.Index));
                events.Enqueue(at);
            }
            return depth == 0 || NotYaml((int)(parser.Current?.End.Line ?? 1), 0, "a list or block is not closed");
        }
        catch (YamlException wrong)
        {
            return NotYaml((int)wrong.Start.Line, (int)wrong.Start.Column, wrong.Message);
        }
        catch (ArgumentException)
        {
            // YamlDotNet 18.1 throws this, without a place, for a tag that is no address.
            return NotYaml((int)(parser.Current?.End.Line ?? 1), (int)(parser.Current?.End.Column ?? 1), "a tag begins with ! here");
        }
        catch (InvalidOperationException)
        {
            // YamlDotNet 18.1 throws this, without a place, where a plain scalar begins with a mark that cannot begin one.
            return NotYaml((int)(parser.Current?.End.Line ?? 1), (int)(parser.Current?.End.Column ?? 1),
                "a mark stands where text or a value should begin");
        }
    }

    private const string ElementPathOfFile = Headway.Processes.Linting.ElementPath.Process;

    private bool NotYaml(int line, int column, string message)
    {
        findings.Error("process-not-yaml", line, column, ElementPathOfFile, $"This is not YAML: {message.TrimEnd('.')}.",
            "Nothing after this place can be read.", "Check the indentation, and put text with a colon or a quotation mark into quotes.");
        return false;
    }

    private void Refuse(ParsingEvent at, string rule, string message, string help) =>
        findings.Error(rule, (int)at.Start.Line, (int)at.Start.Column, ElementPathOfFile, message,
            "Process files say everything where it stands: no anchors, aliases or tags.", help);

    private bool Stop(ParsingEvent at, string rule, string message, string help)
    {
        findings.Error(rule, (int)at.Start.Line, (int)at.Start.Column, ElementPathOfFile, message,
            "Beyond its bounds a file is not read at all.", help);
        return false;
    }

    // After some broken lines YamlDotNet 18.1 hands out ends without beginnings; such a tree is refused as a whole.
    private YamlNode? Whole()
    {
        var (line, column) = ((int)events.Peek().Start.Line, (int)events.Peek().Start.Column);
        var root = Node();
        if (!unbalanced && events.Count == 0) return root;
        NotYaml(line, column, "lists and blocks do not close where they should");
        return null;
    }

    private YamlNode Node()
    {
        if (!events.TryDequeue(out var at) || at is MappingEnd or SequenceEnd)
        {
            unbalanced = true;
            return new YamlNode.Refused(0, 0);
        }
        var (line, column) = ((int)at.Start.Line, (int)at.Start.Column);
        return at switch
        {
            Scalar scalar => new YamlNode.Scalar(scalar.Value, scalar.Style == ScalarStyle.Plain, line, column),
            SequenceStart => new YamlNode.Sequence(Items(), line, column),
            MappingStart => new YamlNode.Mapping(Entries(), line, column),
            _ => new YamlNode.Refused(line, column),
        };
    }

    private ImmutableArray<YamlNode> Items()
    {
        var items = ImmutableArray.CreateBuilder<YamlNode>();
        while (events.TryPeek(out var next) && next is not SequenceEnd) items.Add(Node());
        unbalanced |= !events.TryDequeue(out _);
        return items.ToImmutable();
    }

    private ImmutableArray<(YamlNode.Scalar, YamlNode)> Entries()
    {
        var entries = ImmutableArray.CreateBuilder<(YamlNode.Scalar, YamlNode)>();
        while (events.TryPeek(out var next) && next is not MappingEnd)
        {
            var key = Node();
            var value = Node();
            if (key is YamlNode.Scalar name) entries.Add((name, value));
            else findings.Error("process-wrong-type", key.Line, key.Column, ElementPathOfFile, "A key has to be a word.",
                "Only words can be looked up.", "Write “key: value”.");
        }
        unbalanced |= !events.TryDequeue(out _);
        return entries.ToImmutable();
    }
}
