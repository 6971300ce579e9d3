using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Headway.Processes.Linting;

namespace Headway.Formats.ProcessFile;

/// <summary>Findings for people, for programs and for code review.</summary>
public static class LintOutput
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping
    };

    /// <summary>For people: place, severity, rule and message on one line; why and how to mend it below; a count at the end.</summary>
    public static string Text(IReadOnlyCollection<Finding> findings)
    {
        var text = new StringBuilder();
        foreach (var finding in findings)
        {
            text.Append($"{finding.Place}  {Name(finding.Severity)}  {finding.Rule}  {finding.Message}\n");
            text.Append($"    why:  {finding.Why}\n    mend: {finding.Help}\n");
            foreach (var fix in finding.Fixes) text.Append($"    fix:  {fix.Title}{(fix.IsSafe ? " (--fix does it)" : "")}\n");
            text.Append('\n');
        }
        return text.Append(Count(findings)).Append('\n').ToString();
    }

    /// <summary>"No findings." or "2 errors, 1 warning."</summary>
    public static string Count(IReadOnlyCollection<Finding> findings)
    {
        var parts = Enum.GetValues<Severity>()
            .Select(severity => (Name: severity == Severity.Information ? "note" : Name(severity),
                Count: findings.Count(finding => finding.Severity == severity)))
            .Where(part => part.Count > 0)
            .Select(part => $"{part.Count} {part.Name}{(part.Count == 1 ? "" : "s")}").ToList();
        return parts.Count == 0 ? "No findings." : string.Join(", ", parts) + ".";
    }

    /// <summary>For programs: <c>findings[] {rule, severity, file, line, column, message, help}</c> and, beyond it, why,
    /// element and fixes.</summary>
    public static string Json(IEnumerable<Finding> findings) => new JsonObject
    {
        ["findings"] = new JsonArray([.. findings.Select(finding => (JsonNode)new JsonObject
        {
            ["rule"] = finding.Rule,
            ["severity"] = Name(finding.Severity),
            ["file"] = finding.Place.File,
            ["line"] = finding.Place.Line,
            ["column"] = finding.Place.Column,
            ["element"] = finding.Place.Element,
            ["message"] = finding.Message,
            ["why"] = finding.Why,
            ["help"] = finding.Help,
            ["fixes"] = new JsonArray([.. finding.Fixes.Select(fix => (JsonNode)new JsonObject
            {
                ["title"] = fix.Title,
                ["safe"] = fix.IsSafe,
                ["edits"] = new JsonArray([.. fix.Edits.Select(edit => (JsonNode)new JsonObject
                {
                    ["startLine"] = edit.StartLine,
                    ["startColumn"] = edit.StartColumn,
                    ["endLine"] = edit.EndLine,
                    ["endColumn"] = edit.EndColumn,
                    ["text"] = edit.Text,
                })]),
            })]),
        })]),
    }.ToJsonString(Readable) + "\n";

    /// <summary>SARIF 2.1.0 for code review.</summary>
    /// <param name="toolVersion">Version of Headway that looked.</param>
    public static string Sarif(IReadOnlyCollection<Finding> findings, string toolVersion)
    {
        var rules = Linter.Rules.Select(rule => (rule.Id, rule.Severity, rule.Title, rule.Why, rule.Help))
            .Concat(findings.Where(finding => Linter.Rules.All(rule => rule.Id != finding.Rule)).DistinctBy(finding => finding.Rule)
                .Select(finding => (Id: finding.Rule, finding.Severity, Title: "The file is not understood", finding.Why, finding.Help)))
            .ToImmutableArray();
        return new JsonObject
        {
            ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json",
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(new JsonObject
            {
                ["tool"] = new JsonObject
                {
                    ["driver"] = new JsonObject
                    {
                        ["name"] = "headway lint",
                        ["version"] = toolVersion,
                        ["rules"] = new JsonArray([.. rules.Select(rule => (JsonNode)new JsonObject
                        {
                            ["id"] = rule.Id,
                            ["shortDescription"] = Message(rule.Title),
                            ["fullDescription"] = Message(rule.Why),
                            ["help"] = Message(rule.Help),
                            ["defaultConfiguration"] = new JsonObject { ["level"] = Level(rule.Severity) },
                        })]),
                    },
                },
                // Lines and columns are counted in the units of .NET strings.
                ["columnKind"] = "utf16CodeUnits",
                ["results"] = new JsonArray([.. findings
                    .Select(finding => (JsonNode)Result(finding, rules.Select(rule => rule.Id).ToList().IndexOf(finding.Rule)))]),
            }),
        }.ToJsonString(Readable) + "\n";
    }

    private static JsonObject Result(Finding finding, int ruleIndex)
    {
        var result = new JsonObject
        {
            ["ruleId"] = finding.Rule,
            ["ruleIndex"] = ruleIndex,
            ["level"] = Level(finding.Severity),
            ["message"] = Message($"{finding.Message} {finding.Help}"),
        };
        if (finding.Place.File.Length == 0) return result;
        var place = new JsonObject { ["artifactLocation"] = new JsonObject { ["uri"] = AsUri(finding.Place.File) } };
        if (finding.Place is { Line: > 0, Column: > 0 })
            place["region"] = new JsonObject { ["startLine"] = finding.Place.Line, ["startColumn"] = finding.Place.Column };
        result["locations"] = new JsonArray(new JsonObject
        {
            ["physicalLocation"] = place,
            ["logicalLocations"] = new JsonArray(new JsonObject { ["fullyQualifiedName"] = finding.Place.Element }),
        });
        var fixes = finding.Fixes.Where(fix => !fix.Edits.IsEmpty).ToList();
        if (fixes.Count > 0) result["fixes"] = new JsonArray([.. fixes.Select(fix => (JsonNode)FixOf(fix, finding.Place.File))]);
        return result;
    }

    private static JsonObject FixOf(Fix fix, string file) => new()
    {
        ["description"] = Message(fix.Title),
        ["artifactChanges"] = new JsonArray(new JsonObject
        {
            ["artifactLocation"] = new JsonObject { ["uri"] = AsUri(file) },
            ["replacements"] = new JsonArray([.. fix.Edits.Select(edit => (JsonNode)new JsonObject
            {
                ["deletedRegion"] = new JsonObject
                {
                    ["startLine"] = edit.StartLine,
                    ["startColumn"] = edit.StartColumn,
                    ["endLine"] = edit.EndLine,
                    ["endColumn"] = edit.EndColumn,
                },
                ["insertedContent"] = Message(edit.Text),
            })]),
        }),
    };

    private static JsonObject Message(string text) => new() { ["text"] = text };

    private static string AsUri(string file) => string.Join('/', file.Replace('\\', '/').Split('/').Select(Uri.EscapeDataString));

    private static string Name(Severity severity) =>
        severity switch { Severity.Error => "error", Severity.Warning => "warning", Severity.Information => "information" };

    private static string Level(Severity severity) =>
        severity switch { Severity.Error => "error", Severity.Warning => "warning", Severity.Information => "note" };
}
