using System.Collections.Immutable;
using Headway.Access;

namespace Headway.Processes;

/// <summary>A draft of a process as it is kept.</summary>
/// <param name="Number">From 1 in the order they were saved; a draft keeps it for ever, also when others are put away.</param>
/// <param name="Source">The process file's text, comments and all.</param>
/// <param name="By">Null for the command line.</param>
public sealed record KeptDraft(ProcessKey Process, int Number, string Source, DateTimeOffset At, PersonId? By);

/// <summary>The drafts of one process. Nothing runs on a draft, and none publishes itself.</summary>
/// <param name="Saved">How many were ever saved.</param>
/// <param name="Kept">Those not put away, oldest first.</param>
public sealed record ProcessDrafts(int Saved, ImmutableArray<KeptDraft> Kept)
{
    public static readonly ProcessDrafts None = new(0, []);

    /// <param name="facts">Of the stream of one process; others than drafts are passed over.</param>
    public static ProcessDrafts Of(IEnumerable<StoredFact> facts) => facts.Aggregate(None, (drafts, stored) => drafts.Evolve(stored));

    public ProcessDrafts Evolve(StoredFact stored) => stored.Fact switch
    {
        ProcessDrafted drafted => new ProcessDrafts(
            Saved + 1, Kept.Add(new KeptDraft(drafted.Process, Saved + 1, drafted.Source, stored.EffectiveAt, stored.Actor.Person))),
        ProcessDraftDiscarded discarded => this with { Kept = Kept.RemoveAll(draft => draft.Number == discarded.Draft) },
        // What went into use is no draft any more; its text is the version's.
        ProcessPublished published => this with { Kept = Kept.RemoveAll(draft => draft.Source == published.Source) },
        _ => this,
    };

    public KeptDraft? Find(int number) => Kept.FirstOrDefault(draft => draft.Number == number);

    /// <summary>Who keeps, reads and puts away drafts: they hold figures of the whole organisation. The command line, which needs the
    /// database itself, asks nobody.</summary>
    /// <returns>Null when it is allowed.</returns>
    public static Refusal? Refuses(Principal who) => who.Is(Role.ProcessOwner) ? null
        : new Refusal("not-yours", "Drafts of the process are kept by the process owner; tell them what you found.");
}

/// <summary>Keep a draft beside the version in use.</summary>
/// <param name="Source">A process file that can be read.</param>
/// <param name="Replaces">The draft it was made from by editing, which is put away in the same append; null = it stands beside.</param>
public sealed record DraftProcess(ProcessKey Process, string Source, int? Replaces = null)
{
    /// <summary>More drafts than this nobody compares.</summary>
    public const int Most = 20;

    public static Decision Decide(Principal who, ProcessDrafts drafts, DraftProcess command, DateTimeOffset now) =>
        ProcessDrafts.Refuses(who) is { } refusal ? refusal : Decide(drafts, command, now);

    /// <summary>For the command line: whoever has the database has everything in it.</summary>
    public static Decision Decide(ProcessDrafts drafts, DraftProcess command, DateTimeOffset now)
    {
        if (drafts.Kept.FirstOrDefault(draft => draft.Source == command.Source) is { } same)
            return Decision.Refuse("draft-kept-already", $"That is draft {same.Number} already, word for word.");
        var replaced = command.Replaces is { } number ? drafts.Find(number) : null;
        if (command.Replaces is not null && replaced is null)
            return Decision.Refuse("draft-unknown", "Somebody put that draft away while you edited it; save yours as a draft of its own.");
        var drafted = new Happened(new ProcessDrafted(command.Process, command.Source), now);
        if (replaced is not null)
            return Decision.Accept(new Happened(new ProcessDraftDiscarded(command.Process, replaced.Number), now), drafted);
        return drafts.Kept.Length >= Most
            ? Decision.Refuse("drafts-full", $"There are {Most} drafts of this process; put one away first.")
            : Decision.Accept(drafted);
    }
}

/// <summary>Put a draft away; its text stays in the record.</summary>
public sealed record DiscardDraft(ProcessKey Process, int Draft)
{
    public static Decision Decide(Principal who, ProcessDrafts drafts, DiscardDraft command, DateTimeOffset now)
    {
        if (ProcessDrafts.Refuses(who) is { } refusal) return refusal;
        return drafts.Find(command.Draft) is null
            ? Decision.Refuse("draft-unknown", "There is no such draft any more; look at the list again.")
            : Decision.Accept(new Happened(new ProcessDraftDiscarded(command.Process, command.Draft), now));
    }
}
