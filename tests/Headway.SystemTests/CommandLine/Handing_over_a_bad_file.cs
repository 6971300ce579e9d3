using Xunit;

namespace Headway.SystemTests.CommandLine;

public sealed class Handing_over_a_bad_file : IDisposable
{
    private const string EventMapping = """
        format: csv
        shape: events
        columns:
          case: case
          activity: activity
          time: time
        endings:
          won: [won]
        """;

    private readonly HeadwayProgram headway = new();

    public void Dispose() => headway.Dispose();

    [Fact]
    public void A_broken_xes_is_refused_with_its_line() => Refused(
        headway.Write("log.xes", "<?xml version=\"1.0\"?>\n<log>\n  <trace>\n    <event></trace>\n</log>"),
            "format: xes\nshape: events\n", line: 4);

    [Fact]
    public void A_document_type_is_refused() => Refused(
        headway.Write("log.xes", "<?xml version=\"1.0\"?>\n<!DOCTYPE log [<!ENTITY x \"y\">]>\n<log>&x;</log>"),
            "format: xes\nshape: events\n", line: 2);

    [Fact]
    public void A_column_that_is_not_there_is_named()
    {
        var finding = Refused(headway.Write("log.csv", "case,what,time\n1,won,2026-01-01\n"), EventMapping, line: null);
        Assert.Contains("activity", finding, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_date_styles_in_one_column_are_refused_with_the_line_and_the_field()
    {
        var finding = Refused(
            headway.Write("log.csv", "case,activity,time\n1,won,25/01/2026\n2,won,01/25/2026\n"), EventMapping, line: null);
        Assert.Contains("time", finding, StringComparison.Ordinal);
        Assert.Matches("[23]", finding);
    }

    [Fact]
    public void Anchors_in_a_mapping_are_refused_with_their_line() =>
        Refused(headway.Write("log.csv", "case,activity,time\n1,won,2026-01-01\n"), "format: csv\nshape: &a events\ncurrency: *a\n",
            line: 2);

    [Fact]
    public void Without_a_mapping_and_a_terminal_the_guess_is_shown_and_nothing_is_stored()
    {
        var said = headway.Run("import", headway.Write("log.csv", "case,activity,time\n1,won,2026-01-01\n2,open,2026-01-02\n"));
        Assert.Equal(1, said.Code);
        Assert.Contains("activity: activity", said.Output, StringComparison.Ordinal);
        Assert.Contains("import-no-mapping", said.Messages, StringComparison.Ordinal);
        NothingIsStored();
    }

    [Fact]
    public void The_guess_is_a_mapping_to_import_with()
    {
        var log = headway.Write("log.csv", "case,activity,time\n1,won,2026-01-01\n2,open,2026-01-02\n");
        headway.Write("log.mapping.yaml", headway.Run("import", log).Output);
        var said = headway.Run("import", log, "--map", "log.mapping.yaml", "--json");
        Assert.Equal((0, 2, 1), (said.Code, (int)said.Json["accepted"]!, (int)said.Json["endings"]!["won"]!));
    }

    [Theory]
    [InlineData("import", "nowhere.csv")]
    [InlineData("lint", "nowhere.process.yaml")]
    [InlineData("forecast", "--by", "soon")]
    [InlineData("learn", "funnel", "--as-of", "yesterday")]
    [InlineData("learn", "wonders")]
    public void A_command_that_cannot_be_understood_ends_with_2_and_says_nothing_on_standard_output(params string[] arguments)
    {
        var said = headway.Run(arguments);
        Assert.Equal((2, ""), (said.Code, said.Output));
        Assert.NotEmpty(said.Messages);
        NothingIsStored();
    }

    [Fact]
    public void Learning_without_any_history_says_what_to_do()
    {
        var said = headway.Run("learn", "funnel", "--json");
        Assert.Equal((1, "history-none"), (said.Code, (string)said.Json["refusal"]!["code"]!));
    }

    [Fact]
    public void A_process_without_gates_has_findings_with_their_lines()
    {
        headway.CopyExample("examples/processes/transactional.process.yaml");
        var text = File.ReadAllLines(Path.Combine(headway.Folder, "examples/processes/transactional.process.yaml"));
        headway.Write("no-gates.process.yaml", string.Join('\n', WithoutGates(text)));
        var said = headway.Run("lint", "no-gates.process.yaml", "--format", "json");
        var gate = said.Json["findings"]!.AsArray().First(finding => (string)finding!["rule"]! == "HW301")!;
        Assert.Equal((1, "no-gates.process.yaml"), (said.Code, (string)gate["file"]!));
        Assert.True((int)gate["line"]! > 0);
    }

    [Fact]
    public void Lint_speaks_the_language_of_code_review()
    {
        headway.CopyExample("examples/processes/transactional.process.yaml");
        var said = headway.Run("lint", "examples/processes/transactional.process.yaml", "--format", "sarif", "--strict");
        Assert.Equal((0, "2.1.0"), (said.Code, (string)said.Json["version"]!));
    }

    private static IEnumerable<string> WithoutGates(string[] lines)
    {
        var gateIndent = -1;
        foreach (var line in lines)
        {
            var indent = line.Length - line.TrimStart().Length;
            if (gateIndent >= 0 && (line.Length == 0 || indent > gateIndent)) continue;
            gateIndent = line.TrimStart().StartsWith("gate:", StringComparison.Ordinal) ? indent : -1;
            if (gateIndent < 0) yield return line;
        }
    }

    private string Refused(string log, string mapping, int? line)
    {
        var said = headway.Run("import", log, "--map", headway.Write("a.mapping.yaml", mapping), "--json");
        Assert.Equal(1, said.Code);
        var finding = said.Json["findings"]!.AsArray()[0]!;
        Assert.Equal("error", (string)finding["severity"]!);
        if (line is { } expected) Assert.Equal(expected, (int)finding["line"]!);
        NothingIsStored();
        return finding.ToJsonString();
    }

    private void NothingIsStored()
    {
        var said = headway.Run("history", "list", "--json");
        Assert.Equal((0, 0), (said.Code, said.Json["histories"]!.AsArray().Count));
    }
}
