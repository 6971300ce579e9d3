using System.Collections.Immutable;
using Headway.Access;

namespace Headway.Processes;

/// <summary>Where a process stands: what is in use, what is drafted, and what waits for a leader's word.</summary>
/// <param name="InUse">The newest published version; null before the first.</param>
/// <param name="Asked">Null when no publication waits.</param>
/// <param name="Retired">True while nothing new is opened on it.</param>
public sealed record ProcessStanding(Process? InUse, ProcessDrafts Drafts, AskedPublication? Asked, bool Retired)
{
    /// <summary>The file of the version in use, comments and all; null before the first.</summary>
    public string? Source { get; init; }

    public static readonly ProcessStanding None = new(null, ProcessDrafts.None, null, false);

    /// <param name="facts">Of the stream of one process; facts about its hours are passed over.</param>
    public static ProcessStanding Of(IEnumerable<StoredFact> facts) => facts.Aggregate(None, (standing, stored) => standing.Evolve(stored));

    public ProcessStanding Evolve(StoredFact stored)
    {
        var next = this with { Drafts = Drafts.Evolve(stored) };
        return stored.Fact switch
        {
            PublicationAsked asked => next with
            {
                Asked = new AskedPublication(asked.Draft, asked.Reason, stored.Actor.Person, stored.EffectiveAt),
            },
            PublicationDeclined => next with { Asked = null },
            ProcessDraftDiscarded discarded when discarded.Draft == Asked?.Draft => next with { Asked = null },
            ProcessPublished published => next with { InUse = published.Process, Source = published.Source, Asked = null, Retired = false },
            ProcessRetired => next with { Retired = true },
            _ => next,
        };
    }
}

/// <summary>A publication that waits for a leader.</summary>
public sealed record AskedPublication(int Draft, string Reason, PersonId? By, DateTimeOffset At);

/// <summary>Put a draft into use (rule 20). It needs the process owner and a leader: whoever is both publishes at once, anybody else
/// asks.</summary>
/// <param name="SameQuestion">Of the outcomes in <see cref="Rewordings"/>: those that still ask the same. A new question needs a new key,
/// which <see cref="AsNewQuestion"/> gives it.</param>
public sealed record PublishProcess(ProcessKey Process, int Draft, string Reason, ImmutableArray<OutcomeKey> SameQuestion)
{
    /// <param name="drafted">The draft as it was read.</param>
    /// <param name="errors">What the linter holds against it, errors only: nothing silences them.</param>
    public static Decision Decide(
        Principal who, ProcessStanding standing, PublishProcess command, Process drafted, IReadOnlyCollection<Finding> errors,
        DateTimeOffset now)
    {
        if ((Refuses(who) ?? PublishingWords.Refuses(command.Reason)) is { } no) return no;
        if (standing.Drafts.Find(command.Draft) is not { } draft)
            return Decision.Refuse("draft-unknown", "There is no such draft any more; look at the list again.");
        if (standing.InUse is { } inUse && ProcessDiff.Between(inUse, drafted).IsEmpty && !standing.Retired)
            return Decision.Refuse("nothing-changed", $"The draft asks for the same as version {inUse.Version}, which is in use.");
        if (errors.FirstOrDefault() is { } error)
            return Decision.Refuse(
                "draft-has-errors", $"{(errors.Count == 1 ? "An error stands" : $"{errors.Count} errors stand")} against it, "
                + $"so nobody could work by it. {error.Message}");
        var open = Rewordings(standing.InUse, drafted).Where(each => !command.SameQuestion.Contains(each.Now.Key)).ToList();
        if (open is [var first, ..])
            return Decision.Refuse(
                "question-changed", $"{(open.Count == 1 ? "One outcome reads" : $"{open.Count} outcomes read")} differently now. "
                + $"Say whether “{first.Now.Statement}” asks the same as “{first.Was.Statement}” did: its history continues only then.");
        var asked = new Happened(new PublicationAsked(command.Process, command.Draft, command.Reason.Trim(), command.SameQuestion), now);
        return who.Is(Role.Leader)
            ? Decision.Accept(asked, Published(standing, drafted, draft, command.Reason.Trim(), who.Person, now)) : Decision.Accept(asked);
    }

    /// <summary>Outcomes whose statement or question reads differently under the same permanent key.</summary>
    public static ImmutableArray<(Outcome Was, Outcome Now)> Rewordings(Process? inUse, Process drafted) => inUse is null ? [] :
    [
        .. from now in drafted.Outcomes
           let was = inUse.FindOutcome(now.Key)
           where was is not null && (was.Statement != now.Statement || was.Question != now.Question)
           select (was, now),
    ];

    /// <summary>The draft with a new permanent key for an outcome that asks something new, wherever it is named.</summary>
    public static Process AsNewQuestion(Process drafted, Process inUse, OutcomeKey key)
    {
        var number = 2;
        while (drafted.FindOutcome(Numbered()) is not null || inUse.FindOutcome(Numbered()) is not null) number++;
        var fresh = Numbered();
        OutcomeKey Renamed(OutcomeKey old) => old == key ? fresh : old;
        return drafted with
        {
            Stages = [.. drafted.Stages.Select(stage => stage with
            {
                Outcomes = [.. stage.Outcomes.Select(outcome => outcome with { Key = Renamed(outcome.Key) })],
                Activities = [.. stage.Activities.Select(activity => activity with { Pursues = [.. activity.Pursues.Select(Renamed)] })],
                Gate = stage.Gate with { AlsoNeeds = [.. stage.Gate.AlsoNeeds.Select(Renamed)] },
            })],
        };

        OutcomeKey Numbered() => new($"{key.Value}-{number}");
    }

    internal static Happened Published(
        ProcessStanding standing, Process drafted, KeptDraft draft, string reason, PersonId leader, DateTimeOffset now) =>
        new(new ProcessPublished(drafted with { Version = (standing.InUse?.Version ?? 0) + 1 }, draft.Source, reason, leader), now);

    private static Refusal? Refuses(Principal who) => !who.Is(Role.ProcessOwner)
        ? new Refusal("not-yours", "The process owner publishes, together with a leader; tell them what should change.")
        : PublishingWords.RefusesMachine(who);
}

/// <summary>A leader agrees: the draft that waits goes into use.</summary>
public sealed record AgreeToPublish(ProcessKey Process, int Draft)
{
    /// <param name="drafted">The draft as it was read.</param>
    public static Decision Decide(Principal who, ProcessStanding standing, AgreeToPublish command, Process drafted, DateTimeOffset now)
    {
        if (Refuses(who) is { } no) return no;
        return standing.Asked is { } asked && asked.Draft == command.Draft && standing.Drafts.Find(command.Draft) is { } draft
            ? Decision.Accept(PublishProcess.Published(standing, drafted, draft, asked.Reason, who.Person, now))
            : PublishingWords.NothingWaits;
    }

    /// <returns>Null when this person may agree.</returns>
    public static Refusal? Refuses(Principal who) => who.Is(Role.Leader) ? PublishingWords.RefusesMachine(who)
        : new Refusal("not-yours", "A leader agrees to a new version of the process.");
}

/// <summary>A leader does not agree, or who asked takes it back; the draft stays.</summary>
public sealed record DeclineToPublish(ProcessKey Process, int Draft, string Reason)
{
    public static Decision Decide(Principal who, ProcessStanding standing, DeclineToPublish command, DateTimeOffset now)
    {
        if (!who.Is(Role.Leader) && !who.Is(Role.ProcessOwner))
            return Decision.Refuse("not-yours", "A leader declines a new version of the process, or the process owner takes it back.");
        if ((PublishingWords.RefusesMachine(who) ?? PublishingWords.Refuses(command.Reason)) is { } no) return no;
        return standing.Asked?.Draft == command.Draft
            ? Decision.Accept(new Happened(new PublicationDeclined(command.Process, command.Draft, command.Reason.Trim()), now))
            : PublishingWords.NothingWaits;
    }
}

/// <summary>Open nothing new on a process; what is open goes on as it is.</summary>
public sealed record RetireProcess(ProcessKey Process, string Reason)
{
    public static Decision Decide(Principal who, ProcessStanding standing, RetireProcess command, DateTimeOffset now)
    {
        if (!who.Is(Role.ProcessOwner)) return Decision.Refuse("not-yours", "The process owner retires a process.");
        if ((PublishingWords.RefusesMachine(who) ?? PublishingWords.Refuses(command.Reason)) is { } no) return no;
        return standing switch
        {
            { InUse: null } => Decision.Refuse("process-unknown", "No version of it was ever published."),
            { Retired: true } => Decision.Refuse("nothing-changed", "It is retired already."),
            _ => Decision.Accept(new Happened(new ProcessRetired(command.Process, command.Reason.Trim()), now)),
        };
    }
}

/// <summary>What every decision about publishing asks for.</summary>
internal static class PublishingWords
{
    private const int MaxReason = 2_000;

    public static readonly Refusal NothingWaits =
        new("nothing-waits", "That draft does not wait for an answer any more; look at the process again.");

    public static Refusal? RefusesMachine(Principal who) => who.IsPerson ? null
        : new Refusal("people-decide", "Only a person decides about the process; prepare the draft and let them publish it.");

    public static Refusal? Refuses(string? reason) => string.IsNullOrWhiteSpace(reason)
        ? new Refusal("reason-missing", "Say why; whoever works by the process reads it.")
        : reason.Length > MaxReason ? new Refusal("too-long", $"That is {reason.Length} characters; keep it within {MaxReason}.") : null;
}
