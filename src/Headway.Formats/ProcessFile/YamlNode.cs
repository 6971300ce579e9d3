using System.Collections.Immutable;

namespace Headway.Formats.ProcessFile;

/// <summary>A part of a YAML document with its place (line and column from 1).</summary>
internal abstract record YamlNode(int Line, int Column)
{
    /// <param name="Plain">Written without quotes, so that <c>true</c>, <c>12</c> and <c>~</c> are not text.</param>
    public sealed record Scalar(string Value, bool Plain, int Line, int Column) : YamlNode(Line, Column)
    {
        public bool IsNothing => Plain && Value is "" or "~" or "null" or "Null" or "NULL";
    }

    public sealed record Sequence(ImmutableArray<YamlNode> Items, int Line, int Column) : YamlNode(Line, Column);

    public sealed record Mapping(ImmutableArray<(Scalar Key, YamlNode Value)> Entries, int Line, int Column) : YamlNode(Line, Column);

    /// <summary>Stands where an alias stood: a finding already says so, and nothing more is said about its content.</summary>
    public sealed record Refused(int Line, int Column) : YamlNode(Line, Column);
}
