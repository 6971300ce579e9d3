using System.Collections.Immutable;
using System.Text;
using Headway.Histories;

namespace Headway.Formats.Mapping;

/// <summary>What a label usually means, by its words. Labels are compared as words in lower case: <c>closedWon</c>, <c>closed_won</c> and
/// <c>Closed - Won</c> are alike.</summary>
internal static class LabelWords
{
    private static readonly string[] noDecisionWords = ["no decision", "nodecision", "no decision made", "went dark", "abandoned"];

    private static readonly string[] noGoWords =
        ["no go", "nogo", "no bid", "disqualified", "unqualified", "not qualified", "declined", "declined by us"];

    private static readonly string[] lostWords =
        ["lost", "closedlost", "loss", "churned", "churned customer", "cancelled", "canceled", "rejected", "not won", "out sold",
            "declined by customer", "lost deal", "lost opportunity", "lost customer"];

    private static readonly string[] wonWords = ["won", "closedwon", "won deal", "won opportunity"];

    /// <summary>Mean won only when nothing else stands beside them: a "new customer" is often a kind of sale.</summary>
    private static readonly string[] wonAlone = ["customer", "win", "sold"];

    private static readonly string[] reopenedWords = ["reopened", "re opened", "reopen"];

    private static readonly string[] openingWords =
        ["opened", "open", "new", "created", "opportunity created", "deal created", "lead", "new lead"];

    private static readonly string[] stageWords =
        ["qualifying", "qualified", "qualification", "qualify", "prospecting", "prospect", "engaging", "discovery", "needs analysis",
            "initial contact", "nurturing", "presentation", "presentation scheduled", "demo", "demo scheduled", "appointment scheduled",
            "proposal", "proposal sent", "propose", "quote", "quote sent", "negotiation", "negotiating", "negotiation review",
            "contract sent", "decision maker bought in", "value proposition", "perception analysis", "develop", "closing"];

    public static bool IsReopened(string label) => reopenedWords.Contains(Of(label), StringComparer.Ordinal);

    /// <summary>Names itself a stage ("stage: proposal"), or is a word for one.</summary>
    public static bool IsCalledStage(string label) => Of(label).StartsWith("stage ", StringComparison.Ordinal);

    public static bool IsOpening(string label) => openingWords.Contains(Of(label), StringComparer.Ordinal);

    public static bool IsStageWord(string label) => IsOpening(label) || stageWords.Contains(Of(label), StringComparer.Ordinal);

    /// <summary>Null when nothing says that the label ends a case.</summary>
    public static Ending? EndingOf(string label)
    {
        var words = Of(label);
        if (Ends(words, noDecisionWords) || words.Contains("no decision", StringComparison.Ordinal)) return Ending.NoDecision;
        if (words is "declined by customer" or "not won" or "churned customer") return Ending.Lost;
        if (Ends(words, noGoWords)) return Ending.NoGo;
        if (words.StartsWith("not ", StringComparison.Ordinal)) return null;
        if (Ends(words, lostWords) || words.StartsWith("closed lost ", StringComparison.Ordinal)
            || words.StartsWith("lost to ", StringComparison.Ordinal)) return Ending.Lost;
        return Ends(words, wonWords) || wonAlone.Contains(words, StringComparer.Ordinal) ? Ending.Won : null;
    }

    /// <summary>Says won or lost outright, where other words only suggest it.</summary>
    public static bool IsOutright(string label) => Ends(Of(label), ["won", "lost", "closedwon", "closedlost"]);

    public static EndingLabels EndingsOf(IEnumerable<string> labels)
    {
        var by = labels.Distinct(StringComparer.Ordinal).Select(label => (Label: label, Ending: EndingOf(label))).ToList();
        ImmutableArray<string> Of(Ending ending) => [.. by.Where(each => each.Ending == ending).Select(each => each.Label)];
        return new EndingLabels(Of(Ending.Won), Of(Ending.Lost), Of(Ending.NoDecision), Of(Ending.NoGo));
    }

    /// <summary>The words with one space between them, without case; <c>noDecision</c> is two.</summary>
    public static string Of(string label)
    {
        var text = new StringBuilder(label.Length + 4);
        for (var i = 0; i < label.Length; i++)
        {
            if (!char.IsLetterOrDigit(label[i])) text.Append(' ');
            else
            {
                if (i > 0 && char.IsUpper(label[i]) && char.IsLower(label[i - 1])) text.Append(' ');
                text.Append(char.ToLowerInvariant(label[i]));
            }
        }
        return string.Join(' ', text.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    private static bool Ends(string words, string[] any) =>
        any.Any(each => words == each || words.EndsWith(" " + each, StringComparison.Ordinal));
}
