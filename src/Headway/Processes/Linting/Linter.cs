using System.Collections.Immutable;

namespace Headway.Processes.Linting;

/// <summary>Reads a process the way a good sales leader would.</summary>
public static class Linter
{
    /// <summary>Every rule, in the order of the ids.</summary>
    public static readonly ImmutableArray<LintRule> Rules =
        [.. new[] { PurposeRules.All, OutcomeRules.All, OutcomeWordRules.All, GateRules.All, ShapeRules.All, SizeRules.All,
                GateHistoryRules.All, HistoryRules.All }
            .SelectMany(group => group).OrderBy(rule => rule.Id, StringComparer.Ordinal)];

    /// <summary>All findings at once, in the order of the file and then of the rules.</summary>
    /// <param name="places">Where the elements stand; <see cref="ElementPlaces.None"/> when there is no file.</param>
    /// <param name="allows">Silence warnings and notes at their element. An error stays: what breaks it must not publish.</param>
    /// <param name="burden">Null = as usual.</param>
    /// <param name="experience">Null = without history.</param>
    public static ImmutableArray<Finding> Lint(
        Process process, ElementPlaces places, IReadOnlyCollection<Allow> allows, RecordingBurden? burden = null,
        ProcessExperience? experience = null)
    {
        var subject = new LintSubject(process, burden ?? RecordingBurden.Usual, experience);
        return [.. Rules
            .SelectMany(rule => rule.Look(subject).Select(trouble => FindingOf(rule, trouble, places)))
            .Where(finding => finding.Severity == Severity.Error || !allows.Any(allow => Silences(allow, finding)))
            .OrderBy(finding => finding.Place.Line)
            .ThenBy(finding => finding.Place.Column)];
    }

    private static Finding FindingOf(LintRule rule, Trouble trouble, ElementPlaces places) =>
        new(rule.Id, trouble.Severity ?? rule.Severity, places.Of(trouble.Element), trouble.Message, rule.Why, trouble.Help ?? rule.Help)
        {
            Fixes = trouble.Fixes,
        };

    private static bool Silences(Allow allow, Finding finding) =>
        allow.Rule == finding.Rule && ElementPath.IsWithin(finding.Place.Element, allow.Element);
}
