using System.Text.Json.Nodes;
using Headway.Formats.ProcessFile;
using Xunit;

namespace Headway.Tests.Formats.ProcessFile;

public sealed class Showing_findings
{
    private static readonly Finding[] Two =
    [
        new("HW201", Severity.Warning, new Place("my sales.process.yaml", 12, 9, "outcomes.demo.statement"),
            "“Demo done” says what we did.", "Why.", "Mend."),
        new("process-missing", Severity.Error, new Place("my sales.process.yaml", 0, 0, "process"), "“name” is missing.", "Why.",
            "Add it."),
    ];

    [Fact]
    public void To_people_says_place_rule_and_how_to_mend_it()
    {
        Assert.Equal(
            """
            my sales.process.yaml:12:9  warning  HW201  “Demo done” says what we did.
                why:  Why.
                mend: Mend.

            my sales.process.yaml  error  process-missing  “name” is missing.
                why:  Why.
                mend: Add it.

            1 error, 1 warning.

            """,
            LintOutput.Text(Two));
        Assert.Equal("No findings.\n", LintOutput.Text([]));
    }

    [Fact]
    public void To_programs_gives_one_document()
    {
        var finding = JsonNode.Parse(LintOutput.Json(Two))!["findings"]![0]!;
        Assert.Equal("""{"rule":"HW201","severity":"warning","file":"my sales.process.yaml","line":12,"column":9}""",
            new JsonObject(finding.AsObject().Take(5)
                .Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone()))).ToJsonString());
        Assert.Equal("Mend.", finding["help"]!.GetValue<string>());
    }

    [Fact]
    public void To_code_review_is_SARIF_with_every_rule_and_a_place_only_where_there_is_one()
    {
        var sarif = JsonNode.Parse(LintOutput.Sarif(Two, "1.2.3"))!;
        Assert.Equal("2.1.0", sarif["version"]!.GetValue<string>());
        var run = sarif["runs"]![0]!;
        var rules = run["tool"]!["driver"]!["rules"]!.AsArray();
        Assert.Equal(32, rules.Count);
        var (first, second) = (run["results"]![0]!, run["results"]![1]!);
        Assert.Equal("HW201", rules[first["ruleIndex"]!.GetValue<int>()]!["id"]!.GetValue<string>());
        Assert.Equal("process-missing", rules[second["ruleIndex"]!.GetValue<int>()]!["id"]!.GetValue<string>());
        Assert.Equal(("warning", "error"), (first["level"]!.GetValue<string>(), second["level"]!.GetValue<string>()));
        var place = first["locations"]![0]!["physicalLocation"]!;
        Assert.Equal("my%20sales.process.yaml", place["artifactLocation"]!["uri"]!.GetValue<string>());
        Assert.Equal("""{"startLine":12,"startColumn":9}""", place["region"]!.ToJsonString());
        Assert.Null(second["locations"]![0]!["physicalLocation"]!["region"]);
    }

    [Fact]
    public void With_a_fix_says_what_it_would_put_in_place_of_what()
    {
        var text = Samples.File_with("""
            gate:
              question: Does it hurt enough that somebody will act?
              may end in no-go: false
            """);
        var findings = Samples.Understood(text).Lint();
        Assert.Contains("    fix:  Allow No-go (--fix does it)\n", LintOutput.Text(findings));
        var fix = JsonNode.Parse(LintOutput.Sarif(findings, "1.2.3"))!["runs"]![0]!["results"]![0]!["fixes"]![0]!;
        Assert.Equal("Allow No-go", fix["description"]!["text"]!.GetValue<string>());
        var change = fix["artifactChanges"]![0]!;
        Assert.Equal("sample.process.yaml", change["artifactLocation"]!["uri"]!.GetValue<string>());
        var line = text.Split('\n').TakeWhile(each => !each.Contains("may end", StringComparison.Ordinal)).Count() + 1;
        var region = $$$"""{"startLine":{{{line}}},"startColumn":1,"endLine":{{{line + 1}}},"endColumn":1}""";
        Assert.Equal(region, change["replacements"]![0]!["deletedRegion"]!.ToJsonString());
        Assert.Equal("", change["replacements"]![0]!["insertedContent"]!["text"]!.GetValue<string>());
        Assert.True(JsonNode.Parse(LintOutput.Json(findings))!["findings"]![0]!["fixes"]![0]!["safe"]!.GetValue<bool>());
    }
}
