using System.Collections.Immutable;
using Headway.Processes;
using Headway.Processes.Linting;

namespace Headway.Formats.ProcessFile;

/// <summary>What came of reading a process file: a whole process, or everything that stands in its way. Never something between.</summary>
public abstract record ProcessFileReading
{
    private ProcessFileReading(ImmutableArray<Finding> findings) => Findings = findings;

    /// <summary>In the order of the file. With a process there are warnings at most.</summary>
    public ImmutableArray<Finding> Findings { get; }

    public TResult Match<TResult>(Func<Understood, TResult> understood, Func<NotUnderstood, TResult> notUnderstood) => this switch
    {
        Understood whole => understood(whole),
        NotUnderstood none => notUnderstood(none),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The findings of the reading and, when there is a process, those of the linter.</summary>
    /// <param name="burden">What recording costs; null = as usual.</param>
    /// <param name="experience">What history says of the process; null = without history.</param>
    public ImmutableArray<Finding> Lint(RecordingBurden? burden = null, Func<Process, ProcessExperience>? experience = null) => Match(
        whole => [.. whole.Findings.AddRange(whole.WithEdits(
                Linter.Lint(whole.Process, whole.Places, whole.Allows, burden, experience?.Invoke(whole.Process))))
            .OrderBy(finding => finding.Place.Line)],
        none => none.Findings);

    public sealed record Understood : ProcessFileReading
    {
        internal Understood(Process process, ElementPlaces places, ImmutableArray<Allow> allows, ImmutableArray<FileComment> comments,
            string text, ImmutableArray<Finding> findings)
            : base(findings) => (Process, Places, Allows, Comments, Text) = (process, places, allows, comments, text);

        public Process Process { get; }

        /// <summary>Where every element and field stands.</summary>
        public ElementPlaces Places { get; }

        /// <summary>The allow comments that give a reason.</summary>
        public ImmutableArray<Allow> Allows { get; }

        /// <summary>All comments, in the order of the file, each with the element it belongs to.</summary>
        public ImmutableArray<FileComment> Comments { get; }

        /// <summary>The file as it was.</summary>
        public string Text { get; }

        internal IEnumerable<Finding> WithEdits(ImmutableArray<Finding> findings)
        {
            if (findings.All(finding => finding.Fixes.IsEmpty)) return findings;
            var edits = new FieldEdits(Text.TrimStart('\uFEFF').ReplaceLineEndings("\n"), Places);
            return findings.Select(finding => finding.Fixes.IsEmpty ? finding : finding with
            {
                // A fix that cannot be written into this text is not offered.
                Fixes = [.. finding.Fixes.Select(fix => fix with { Edits = edits.Of(fix.Changes) }).Where(fix => !fix.Edits.IsEmpty)],
            });
        }
    }

    public sealed record NotUnderstood : ProcessFileReading
    {
        internal NotUnderstood(ImmutableArray<Finding> findings) : base(findings)
        {
        }
    }
}

/// <summary>A comment and the element it stands at.</summary>
/// <param name="Text">From the # on.</param>
/// <param name="Element">The <see cref="ElementPath"/> of the part on the same line, or else of the next part; empty at the end of the
/// file.</param>
/// <param name="Trailing">On the line of its element; otherwise on a line of its own above it.</param>
public sealed record FileComment(string Text, string Element, bool Trailing, int Line, int Column);
