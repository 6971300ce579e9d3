using Headway.Access;
using Headway.Processes;

namespace Headway.Opportunities;

/// <summary>Say that a part of the process is of no use on this opportunity, and why. The process owner hears it; nothing else
/// changes.</summary>
public sealed record RaiseVoice(Voiced About, string Why)
{
    /// <param name="voices">Those that stand about the process this opportunity follows.</param>
    public static Decision Decide(Situation at, ProcessVoices voices, RaiseVoice command)
    {
        if (Refuses(at, command.About) is { } no) return no;
        if (string.IsNullOrWhiteSpace(command.Why))
            return Decision.Refuse("reason-missing", "Say in a word why it is of no use here; only then can it be made better.");
        if (command.Why.Trim() is not { Length: <= ProcessVoices.MaxWhy } why)
            return Decision.Refuse("too-long", $"Keep it within {ProcessVoices.MaxWhy} characters; a word is enough.");
        if (voices.Find(at.Who.Person, command.About, at.Opportunity.Id) is { } said && said.Why == why)
            return Decision.Refuse("nothing-changed", "You said so already; the process owner sees it.");
        return Decision.Accept(new Happened(
            new VoiceRaised(at.Process.Key, at.Process.Version, command.About, at.Opportunity.Id, why), at.Now));
    }

    /// <summary>Whoever works on the opportunity has a voice in what it asks for; a program has none.</summary>
    private static Refusal? Refuses(Situation at, Voiced about)
    {
        if (at.Refuses(Deed.Work) is { } no) return no;
        if (!at.Who.IsPerson)
            return new Refusal("people-decide", "Only a person can say that something is of no use; tell the seller what you saw.");
        return about.IsIn(at.Process) ? null
            : new Refusal("element-gone", "That is not part of the process this opportunity follows; look again.");
    }
}

/// <summary>Take one's own voice back.</summary>
public sealed record TakeVoiceBack(Voiced About)
{
    /// <remarks>Also by whoever no longer works on the opportunity: nobody else can take it back.</remarks>
    public static Decision Decide(Situation at, ProcessVoices voices, TakeVoiceBack command) =>
        voices.Find(at.Who.Person, command.About, at.Opportunity.Id) is null
            ? Decision.Refuse("voice-unknown", "You have said nothing about that here, or took it back already.")
            : Decision.Accept(new Happened(new VoiceTakenBack(at.Process.Key, command.About, at.Opportunity.Id), at.Now));
}
