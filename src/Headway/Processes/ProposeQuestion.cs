using System.Collections.Immutable;
using Headway.Access;

namespace Headway.Processes;

/// <summary>A seller proposed a question to ask in an activity, for an outcome it pursues.</summary>
[FactName("question-proposed.v1")]
public sealed record QuestionProposed(ProcessKey Process, ActivityKey Activity, OutcomeKey Outcome, string Question) : Fact;

/// <summary>The process owner took a proposed question into a draft; the draft was saved in the same append.</summary>
/// <param name="Question">Its number: from 1, in the order in which questions were proposed for this process.</param>
/// <param name="Draft">The draft that asks it.</param>
[FactName("question-taken.v1")]
public sealed record QuestionTaken(ProcessKey Process, int Question, int Draft) : Fact;

/// <summary>The process owner does not take it, and says why to whoever proposed it.</summary>
[FactName("question-declined.v1")]
public sealed record QuestionDeclined(ProcessKey Process, int Question, string Reason) : Fact;

/// <summary>A proposed question as it stands.</summary>
/// <param name="Draft">The draft it was taken into; null while it waits or when it was declined.</param>
/// <param name="Declined">Why it was not taken; null otherwise.</param>
public sealed record ProposedQuestion(int Number, QuestionProposed Fact, PersonId? By, DateTimeOffset At, int? Draft, string? Declined)
{
    public bool Waits => Draft is null && Declined is null;
}

/// <summary>The questions proposed for one process, the oldest first.</summary>
public sealed record ProposedQuestions(ImmutableArray<ProposedQuestion> All)
{
    /// <summary>More that wait than this nobody reads; whoever has another one asks what became of these.</summary>
    public const int MostWaiting = 100;

    public static readonly ProposedQuestions None = new([]);

    /// <param name="facts">Of the stream of one process; others are passed over.</param>
    public static ProposedQuestions Of(IEnumerable<StoredFact> facts) => facts.Aggregate(None, (all, stored) => all.Evolve(stored));

    public ProposedQuestions Evolve(StoredFact stored) => stored.Fact switch
    {
        QuestionProposed proposed => new ProposedQuestions(All.Add(
            new ProposedQuestion(All.Length + 1, proposed, stored.Actor.Person, stored.EffectiveAt, null, null))),
        QuestionTaken taken => Answered(taken.Question, question => question with { Draft = taken.Draft }),
        QuestionDeclined declined => Answered(declined.Question, question => question with { Declined = declined.Reason }),
        _ => this,
    };

    public ProposedQuestion? Find(int number) => number >= 1 && number <= All.Length ? All[number - 1] : null;

    private ProposedQuestions Answered(int number, Func<ProposedQuestion, ProposedQuestion> answer) =>
        Find(number) is { } question ? new ProposedQuestions(All.SetItem(number - 1, answer(question))) : this;
}

/// <summary>Propose a question that worked, so that others ask it too.</summary>
/// <param name="Question">Word for word, as it is asked.</param>
public sealed record ProposeQuestion(ActivityKey Activity, OutcomeKey Outcome, string Question)
{
    /// <param name="process">The version the proposer works by.</param>
    public static Decision Decide(
        Principal who, Process process, ProposedQuestions known, ProposeQuestion command, DateTimeOffset now)
    {
        if (!who.Is(Role.Seller) && !who.Is(Role.Leader) && !who.Is(Role.ProcessOwner))
            return Decision.Refuse("not-yours", "Questions are proposed by those who ask them: sellers, leaders and the process owner.");
        if (!who.IsPerson)
            return Decision.Refuse("people-decide", "Only a person knows that a question worked; let them propose it.");
        if (process.FindActivity(command.Activity) is not { } activity || !activity.Pursues.Contains(command.Outcome))
            return Decision.Refuse("element-gone", "No such activity pursues that outcome; look again.");
        var question = command.Question?.Trim() ?? "";
        if (question.Length == 0) return Decision.Refuse("text-missing", "Write the question as you ask it.");
        if (question.Length > ProcessEdit.MaxText)
            return Decision.Refuse("too-long", $"Keep a question within {ProcessEdit.MaxText} characters.");
        if (activity.Prompts.Any(prompt => IsSame(prompt, question)))
            return Decision.Refuse("question-known", $"“{activity.Name}” asks that already.");
        if (known.All.Any(each => each.Waits && each.Fact.Activity == command.Activity && IsSame(each.Fact.Question, question)))
            return Decision.Refuse("question-known", "Somebody proposed that already; it waits for the process owner.");
        if (known.All.Count(each => each.Waits) >= ProposedQuestions.MostWaiting)
            return Decision.Refuse("too-many-wait", "A hundred questions wait for the process owner; ask what becomes of them first.");
        return Decision.Accept(new Happened(
            new QuestionProposed(process.Key, command.Activity, command.Outcome, question), now));
    }

    internal static bool IsSame(string one, string other) => string.Equals(one.Trim(), other.Trim(), StringComparison.OrdinalIgnoreCase);
}

/// <summary>Take a proposed question into a draft.</summary>
public sealed record TakeQuestion(ProcessKey Process, int Question)
{
    /// <summary>The draft with the question among what its activity asks.</summary>
    public static Answer<Process> In(Process draft, ProposedQuestion question)
    {
        if (draft.FindActivity(question.Fact.Activity) is not { } activity)
            return new Refusal("element-gone", "The draft no longer has that activity, so there is nothing to ask the question in.");
        if (activity.Prompts.Any(prompt => ProposeQuestion.IsSame(prompt, question.Fact.Question)))
            return new Refusal("question-known", $"“{activity.Name}” asks that already in this draft.");
        return new ProcessEdit.OfActivity(
            draft.Stages.First(stage => stage.Activities.Contains(activity)).Key, activity.Key, activity.Name, activity.Pursues,
            activity.Prompts.Add(question.Fact.Question), activity.EffortMinutes).In(draft);
    }

    /// <param name="drafted">What saving the draft with the question in it comes to.</param>
    /// <param name="draft">The number the draft gets.</param>
    public static Decision Decide(
        Principal who, ProposedQuestions known, TakeQuestion command, Decision drafted, int draft, DateTimeOffset now)
    {
        if (QuestionWords.Refuses(who, known, command.Question) is { } no) return no;
        if (drafted is not Decision.Accepted accepted) return drafted;
        var taken = new QuestionTaken(command.Process, command.Question, draft);
        return Decision.Accept([.. accepted.Facts, new Happened(taken, now)]);
    }
}

/// <summary>Do not take a proposed question, and say why.</summary>
public sealed record DeclineQuestion(ProcessKey Process, int Question, string Reason)
{
    public static Decision Decide(Principal who, ProposedQuestions known, DeclineQuestion command, DateTimeOffset now)
    {
        if (QuestionWords.Refuses(who, known, command.Question) is { } no) return no;
        if (string.IsNullOrWhiteSpace(command.Reason))
            return Decision.Refuse("reason-missing", "Say in a word why not; whoever proposed it reads it.");
        return command.Reason.Trim() is { Length: <= ProcessEdit.MaxText } reason
            ? Decision.Accept(new Happened(new QuestionDeclined(command.Process, command.Question, reason), now))
            : Decision.Refuse("too-long", $"Keep it within {ProcessEdit.MaxText} characters.");
    }
}

internal static class QuestionWords
{
    public static Refusal? Refuses(Principal who, ProposedQuestions known, int number) => ProcessDrafts.Refuses(who) is { } no ? no
        : !who.IsPerson ? new Refusal("people-decide", "Only a person decides about the process; show them the question.")
        : known.Find(number) is { Waits: true } ? null
        : new Refusal("question-unknown", "That question does not wait for an answer any more; look again.");
}
