using Headway.Opportunities;
using Headway.Processes;
using Headway.Statistics.Random;

namespace Headway.Histories.Generated;

/// <summary>What customers of the generated company said. Keyed by outcome; outcomes without an entry use the general sentences.</summary>
/// <remarks>{name} and {title} are the contact's, {statement} is the outcome's own statement, {question} its question.</remarks>
internal static partial class SentenceBank
{
    /// <param name="Confirms">At least 8.</param>
    /// <param name="Refutes">At least 4.</param>
    internal sealed record Sentences(string[] Confirms, string[] Refutes);

    private static readonly Sentences General = new(
        [
            "{name} said it in so many words on the call: “{statement}”",
            "Asked “{question}”, {name} answered clearly and it holds.",
            "The {title} wrote it in the follow-up mail the same evening.",
            "{name} showed us the internal note; it says just that.",
            "In the meeting {name} went through it point by point and two colleagues agreed.",
            "{name} rang back unasked to settle this one.",
            "The {title} put it on the slide for the steering group.",
            "{name}: “That is right, and you may quote me on it.”",
        ],
        [
            "{name} said openly that it is not so, and that nobody is working on it.",
            "Asked “{question}”, the {title} said no.",
            "{name} wrote that this has changed since we last spoke and no longer holds.",
            "The {title} said we had understood this wrongly.",
            "{name}: “No. We talked about it and left it there.”",
            "In the meeting {name} and a colleague contradicted each other; {name} then said it is not settled.",
            "The {title} said it will not happen this year.",
            "{name} asked us to stop assuming it.",
        ]);

    private static readonly string[] Channels = ["call", "meeting", "e-mail", "video call", "site visit"];

    public static string Sentence(Xoshiro256StarStar random, Outcome outcome, bool confirms, Contact contact)
    {
        var bank = Known.GetValueOrDefault(outcome.Key.Value, General);
        return InventedCustomer.Of(random, confirms ? bank.Confirms : bank.Refutes)
            .Replace("{name}", contact.Name).Replace("{title}", InASentence(contact.Title))
            .Replace("{statement}", outcome.Statement.TrimEnd('.')).Replace("{question}", outcome.Question);
    }

    /// <summary>"Head of operations" begins small inside a sentence, "IT director" stays as it is.</summary>
    private static string InASentence(string? title) => title switch
    {
        null => "customer",
        [_, >= 'a' and <= 'z', ..] => char.ToLowerInvariant(title[0]) + title[1..],
        _ => title,
    };

    public static string Channel(Xoshiro256StarStar random) => InventedCustomer.Of(random, Channels);

    internal static readonly string[] LostReasons =
    [
        "They chose a rival that already runs in a sister company.", "The rival's price was a third lower and good enough for them.",
        "They will build it themselves with their own IT.", "The one who signs wanted a larger supplier.",
        "Our answer on data residency did not satisfy their IT.", "They bought a module from their ERP supplier.",
    ];

    internal static readonly string[] NoDecisionReasons =
    [
        "The project was put off without a new date.", "Nobody has answered for weeks; the sponsor left.",
        "A reorganisation stopped all new purchases.", "They can live with it as it is for another year.",
        "The budget went to something more urgent.",
    ];

    internal static readonly string[] NoGoReasons =
    [
        "It does not hurt enough that anybody will act; our time is better spent elsewhere.", "Nobody there is measured on solving it.",
        "They only need a second quote for the one they have chosen.", "What they need is not what we build.",
        "Too small for the work that it takes.",
    ];

    internal static readonly string[] NotYetReasons =
    [
        "The answer from their finance is still missing.", "We have heard it from one person only; ask a second one.",
        "They want to talk to a reference first.", "The steering group meets first.",
    ];

    internal static readonly string[] OverrideReasons =
    [
        "The sponsor is away until next month and the rest is clear; going on saves three weeks.",
        "They asked for the next step themselves; the missing point is settled there.",
        "We know this customer from an earlier project.", "A strategic customer; agreed with the leader on the phone.",
    ];
}
