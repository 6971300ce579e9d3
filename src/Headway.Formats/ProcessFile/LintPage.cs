using Headway.Processes.Linting;

namespace Headway.Formats.ProcessFile;

/// <summary>The page of a lint rule, made from the rule itself.</summary>
public static class LintPage
{
    /// <summary>The text of <c>docs/lint/HW….md</c>.</summary>
    public static string Print(LintRule rule) => $"""
        # {rule.Id}: {rule.Title}

        **Severity:** {rule.Severity.ToString().ToLowerInvariant()}

        {rule.Why}

        **How to mend it.** {rule.Help}

        ## Found here
        ```yaml
        {rule.Bad}
        ```
        {With(rule.Histories?.BadWords)}
        ## In order
        ```yaml
        {rule.Good}
        ```
        {With(rule.Histories?.GoodWords)}
        {Silencing(rule)}

        """.ReplaceLineEndings("\n");

    /// <summary>The text of <c>docs/lint/README.md</c>: every rule with a link.</summary>
    public static string PrintIndex() => $"""
        # Lint rules

        `headway lint` reads a process the way a good sales leader would. Errors stop publishing; warnings should be looked at.
        Rules that need history say nothing without it: `headway lint FILE --history own`. What decides nothing a person should
        decide is mended by `headway lint FILE --fix`; comments and order stay.

        | rule | severity | finds |
        | --- | --- | --- |
        {string.Join('\n', Linter.Rules.Select(Row))}

        """.ReplaceLineEndings("\n");

    private static string Row(LintRule rule) =>
        $"| [{rule.Id}]({rule.Id}.md) | {rule.Severity.ToString().ToLowerInvariant()} | {rule.Title} |";

    private static string With(string? history) => history is null ? "" : $"\nWith a history in which {history}.\n";

    private static string Silencing(LintRule rule) => rule.Severity == Headway.Severity.Error
        ? "An error cannot be silenced: a process with one does not publish."
        : $"To keep it as it is in one place, say why on the line above: `# headway: allow {rule.Id} because …`.";
}
