using System.Collections.Immutable;

namespace Headway.Processes.Linting;

/// <summary>One thing a good sales leader would say about a process, with how to say it.</summary>
/// <param name="Id">Stable, HW and three digits; the first digit is the group (1 purpose, 2 outcomes, 3 gates, 4 shape, 5
/// history).</param>
/// <param name="Severity">An error stops publishing; nothing silences it.</param>
/// <param name="Title">What it finds, as a phrase.</param>
/// <param name="Why">One sentence: why it matters.</param>
/// <param name="Help">One sentence: how to mend it. A finding may carry a more precise one.</param>
/// <param name="Bad">Part of a process file in which the rule finds something; the parts left out are in order.</param>
/// <param name="Good">The same part, mended.</param>
/// <param name="Look">Pure: everything the rule finds, in the order of the process.</param>
public sealed record LintRule(
    string Id, Severity Severity, string Title, string Why, string Help, string Bad, string Good,
    Func<LintSubject, IEnumerable<Trouble>> Look)
{
    /// <summary>Most rules read the process alone.</summary>
    public LintRule(string id, Severity severity, string title, string why, string help, string bad, string good,
        Func<Process, IEnumerable<Trouble>> look)
        : this(id, severity, title, why, help, bad, good, subject => look(subject.Process))
    {
    }

    /// <summary>What history the two samples are read with; null for a rule that needs none, which finds without history what it finds
    /// with it.</summary>
    public HistorySamples? Histories { get; init; }
}

/// <summary>What a rule looks at.</summary>
/// <param name="Experience">What history says of the process; null = none was asked for, and the rules that need it say nothing.</param>
public sealed record LintSubject(Process Process, RecordingBurden Burden, ProcessExperience? Experience);

/// <summary>Histories for the two samples of a rule.</summary>
/// <param name="BadWords">The bad one in words, for the rule's page.</param>
public sealed record HistorySamples(ProcessExperience Bad, string BadWords, ProcessExperience Good, string GoodWords);

/// <summary>What a rule found at one element.</summary>
/// <param name="Help">More precise than the rule's; null = the rule's own.</param>
/// <param name="Severity">Null = the rule's own.</param>
public sealed record Trouble(string Element, string Message, string? Help = null, Severity? Severity = null)
{
    public ImmutableArray<Fix> Fixes { get; init; } = [];
}
