using System.Text.RegularExpressions;
using Xunit;

namespace Headway.Tests.Conventions;

public sealed partial class Source_files
{
    private const int MaxLines = 400;
    private const int MaxLength = 140; // for C#, as .editorconfig says
    private static readonly string[] Written = [".cs", ".razor", ".js", ".css"];
    private static readonly HashSet<string> Drawers = new(StringComparer.OrdinalIgnoreCase)
    {
        "Manager", "Managers", "Helper", "Helpers", "Util", "Utils", "Utility", "Utilities", "Service", "Services", "Common", "Core",
        "Base", "Dto",
        "Impl", "Data", "Info", "V2",
    };

    /// <summary>Terms of their fields: the shock that all cases share, and the table of figures beside a chart.</summary>
    private static readonly HashSet<string> TermsOfArt = ["CommonShock", "DataTable"];

    private static readonly IReadOnlyList<string> All = [.. new[] { "src", "tests", "perf" }.SelectMany(
        folder => Repository.Files(folder, Written))];

    [Fact]
    public void Are_found() => Assert.True(All.Count > 50, $"Only {All.Count} files: the search is broken.");

    [Fact]
    public void Stop_at_400_lines() =>
        Repository.None(from path in All let lines = Repository.Lines(path).Length where lines > MaxLines select $"{path} has {lines}");

    [Fact]
    public void Stop_at_140_characters_a_line() => Repository.None(
        from path in All
        where path.EndsWith(".cs", StringComparison.Ordinal)
        from line in Repository.Lines(path).Select((text, index) => (text, number: index + 1))
        where line.text.Length > MaxLength
        select $"{path}:{line.number} has {line.text.Length}");

    [Fact]
    public void Are_named_for_what_they_hold() =>
        Repository.None(All.Where(path => IsDrawer(Path.GetFileNameWithoutExtension(path))));

    [Fact]
    public void Hold_types_named_for_what_they_are() => Repository.None(
        from path in All
        where path.EndsWith(".cs", StringComparison.Ordinal)
        from name in TypeName().Matches(Repository.Text(path)).Select(match => match.Groups[1].Value)
        where IsDrawer(name)
        select $"{path}: {name}");

    /// <summary>
    /// What goes with winning is not what brings it about (principle 10). Comments may speak of it; what a person reads may not.
    /// </summary>
    [Fact]
    public void Never_tell_a_reader_that_one_thing_brings_about_another() => Repository.None(
        from path in Repository.Files("src", ".cs", ".razor")
        from line in Repository.Lines(path).Select((text, index) => (text, number: index + 1))
        from said in path.EndsWith(".razor", StringComparison.Ordinal) ? MarkupOf(line.text) : LiteralsOf(line.text)
        where Causal().IsMatch(said)
        select $"{path}:{line.number} {said.Trim()}");

    [Theory]
    [InlineData("This drives wins", true)]
    [InlineData("It causes a win", true)]
    [InlineData("a lift of 12 %", true)]
    [InlineData("Knowing the signer increases your win rate", true)]
    [InlineData("The impact on the forecast", true)]
    [InlineData("Because it was lifted", false)]
    [InlineData("The root cause is for you to find", false)]
    public void Are_read_for_causal_words(string sentence, bool isCausal) => Assert.Equal(isCausal, Causal().IsMatch(sentence));

    /// <summary>Sentences only: a literal without a blank is a key or a name.</summary>
    private static IEnumerable<string> LiteralsOf(string line) => line.TrimStart().StartsWith("//", StringComparison.Ordinal) ? []
        : Literal().Matches(line).Select(match => match.Groups[1].Value).Where(text => text.Contains(' '));

    private static IEnumerable<string> MarkupOf(string line) =>
        line.TrimStart() is var text && (text.StartsWith("//", StringComparison.Ordinal) || text.StartsWith("@*", StringComparison.Ordinal))
            ? [] : [line];

    private static bool IsDrawer(string name) =>
        !TermsOfArt.Any(term => name.StartsWith(term, StringComparison.Ordinal)) && Words(name).Any(Drawers.Contains);

    private static IEnumerable<string> Words(string name) => Word().Matches(name).Select(match => match.Value);

    [GeneratedRegex(
        """(?<![.\w@"=])(?:drives|causes|lifts?|impacts?|impacted)(?![\w=("])|increases your (?:win rate|chance)""",
        RegexOptions.IgnoreCase)]
    private static partial Regex Causal();

    [GeneratedRegex("""
        "((?:[^"\\]|\\.)*)"
        """)]
    private static partial Regex Literal();

    [GeneratedRegex(@"[A-Z]?[a-z]+\d*|[A-Z]+(?![a-z])\d*")]
    private static partial Regex Word();

    [GeneratedRegex(@"\b(?:class|record struct|record|struct|interface|enum)\s+([A-Z]\w*)")]
    private static partial Regex TypeName();
}
