using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Headway.Processes.Linting;

namespace Headway.Processes;

/// <summary>A part of the process that somebody found to be of no use: an outcome, a prompt or a gate.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "what")]
[JsonDerivedType(typeof(OfOutcome), "outcome")]
[JsonDerivedType(typeof(OfPrompt), "prompt")]
[JsonDerivedType(typeof(OfGate), "gate")]
public abstract record Voiced
{
    private Voiced()
    {
    }

    /// <summary>The element's path, as findings name it; a prompt stands at its activity.</summary>
    [JsonIgnore]
    public string Path => this switch
    {
        OfOutcome of => ElementPath.Outcome(of.Key),
        OfPrompt of => ElementPath.Activity(of.Activity),
        OfGate of => ElementPath.Gate(of.Stage),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public bool IsIn(Process process) => this switch
    {
        OfOutcome of => process.FindOutcome(of.Key) is not null,
        OfPrompt of => process.FindActivity(of.Activity)?.Prompts.Contains(of.Text) == true,
        OfGate of => process.IndexOf(of.Stage) >= 0,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public sealed record OfOutcome(OutcomeKey Key) : Voiced;

    /// <param name="Text">Word for word: a prompt has no key, and one that is reworded is another.</param>
    public sealed record OfPrompt(ActivityKey Activity, string Text) : Voiced;

    public sealed record OfGate(StageKey Stage) : Voiced;
}

/// <summary>A seller said that a part of the process is of no use on an opportunity, and why.</summary>
/// <remarks>It is about the process and lies in the process's stream (rule 1): it changes nothing of the opportunity, so it must not move
/// the version on which a gate there is decided.</remarks>
/// <param name="Version">Of the process that the opportunity follows.</param>
/// <param name="Opportunity">Where; a second voice of the same person on the same element there replaces the first.</param>
[FactName("voice-raised.v1")]
public sealed record VoiceRaised(ProcessKey Process, int Version, Voiced About, OpportunityId Opportunity, string Why) : Fact;

/// <summary>Whoever raised it took it back; the word stays in the record and is shown to nobody.</summary>
[FactName("voice-taken-back.v1")]
public sealed record VoiceTakenBack(ProcessKey Process, Voiced About, OpportunityId Opportunity) : Fact;

/// <summary>A voice that stands.</summary>
public sealed record Voice(PersonId Person, Voiced About, OpportunityId Opportunity, string Why, DateTimeOffset At);

/// <summary>The voices that stand about one process. Counted by element; who said it is for nobody but himself.</summary>
/// <param name="Standing">In the order they were raised, the oldest first.</param>
public sealed record ProcessVoices(ImmutableArray<Voice> Standing)
{
    /// <summary>A word or a sentence; a longer text is a talk to have.</summary>
    public const int MaxWhy = 300;

    /// <summary>So many of the last words are shown beside an element; the count says how many there are.</summary>
    public const int WordsShown = 3;

    public static readonly ProcessVoices None = new([]);

    /// <param name="facts">Of the stream of one process; others than voices are passed over.</param>
    public static ProcessVoices Of(IEnumerable<StoredFact> facts) => facts.Aggregate(None, (voices, stored) => voices.Evolve(stored));

    public ProcessVoices Evolve(StoredFact stored) => stored.Fact switch
    {
        VoiceRaised raised when stored.Actor.Person is { } person => new ProcessVoices(
            Without(person, raised.About, raised.Opportunity).Add(
                new Voice(person, raised.About, raised.Opportunity, raised.Why, stored.EffectiveAt))),
        VoiceTakenBack back when stored.Actor.Person is { } person => new ProcessVoices(Without(person, back.About, back.Opportunity)),
        _ => this,
    };

    public Voice? Find(PersonId person, Voiced about, OpportunityId opportunity) => Standing.FirstOrDefault(
        voice => voice.Person == person && voice.About == about && voice.Opportunity == opportunity);

    /// <summary>What is heard about each element of a version, by its path. What the version does not have is left out.</summary>
    public ImmutableDictionary<string, HeardVoices> Heard(Process process) => Standing.Where(voice => voice.About.IsIn(process))
        .GroupBy(voice => voice.About.Path).ToImmutableDictionary(group => group.Key, group => HeardVoices.Of([.. group]));

    private ImmutableArray<Voice> Without(PersonId person, Voiced about, OpportunityId opportunity) => Standing.RemoveAll(
        voice => voice.Person == person && voice.About == about && voice.Opportunity == opportunity);
}

/// <summary>What the process owner hears about one element: by count and in words, never by name, so that nobody is ranked.</summary>
/// <param name="Voices">One a person and opportunity.</param>
/// <param name="People">Distinct.</param>
/// <param name="Words">The last ones, the newest first; of a prompt with the prompt they are about.</param>
public sealed record HeardVoices(int Voices, int People, ImmutableArray<HeardWord> Words)
{
    internal static HeardVoices Of(ImmutableArray<Voice> voices) => new(
        voices.Length, voices.Select(voice => voice.Person).Distinct().Count(),
        [.. voices.Reverse().DistinctBy(voice => (voice.Why.ToUpperInvariant(), voice.About)).Take(ProcessVoices.WordsShown)
            .Select(voice => new HeardWord(voice.Why, (voice.About as Voiced.OfPrompt)?.Text))]);
}

/// <param name="Prompt">Null where the whole element is meant.</param>
public sealed record HeardWord(string Why, string? Prompt);
