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
    public ImmutableArray<Finding> Lint() => Match(
        whole => [.. whole.Findings.AddRange(Linter.Lint(whole.Process, whole.Places, whole.Allows))
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
