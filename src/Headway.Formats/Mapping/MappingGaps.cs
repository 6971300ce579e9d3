using System.Collections.Immutable;

namespace Headway.Formats.Mapping;

/// <summary>The words a mapping uses for what is not there: <c>none</c> is a person's word and stands; <c>unknown</c> is a guess's and is
/// refused, so that nobody learns from a history without endings unawares.</summary>
public static class MappingGaps
{
    internal const string Rule = "mapping-unnamed";
    internal const string Unknown = "unknown";
    private const string None = "none";

    /// <summary>True when the field is one of the two words, with a finding for <c>unknown</c>.</summary>
    internal static bool IsNone(MappingFields fields, string name, MappingGap gap)
    {
        if (fields.Word(name) is not (None or Unknown)) return false;
        if (fields.Word(name) == Unknown) Refuse(fields, name, gap);
        return true;
    }

    internal static void Refuse(MappingFields fields, string name, MappingGap gap) =>
        fields.Wrong(Rule, fields.LineOf(name), name, Missing(gap), HowToName(gap));

    internal static ImmutableArray<MappingGap> In(MappingFields fields, MappingFields columns) =>
    [
        .. fields.Word("stages") == Unknown ? [MappingGap.Stages] : Array.Empty<MappingGap>(),
        .. fields.Word("endings") == Unknown ? [MappingGap.Endings] : Array.Empty<MappingGap>(),
        .. columns.Word("closed") == Unknown ? [MappingGap.Closed] : Array.Empty<MappingGap>(),
    ];

    /// <summary>The gaps that are left after somebody filled in a form.</summary>
    public static LogMapping Filled(LogMapping mapping) => mapping with
    {
        Unnamed = [.. mapping.Unnamed.Where(gap => gap switch
        {
            MappingGap.Stages => mapping.Stages.IsEmpty,
            MappingGap.Endings => mapping.Endings.ByEnding.All(each => each.Labels.IsEmpty),
            MappingGap.Closed => mapping.Columns.Closed is null or Unknown,
        })],
    };

    /// <summary>What was not found and what follows from it.</summary>
    public static string Missing(MappingGap gap) => gap switch
    {
        MappingGap.Stages => "No label or value was recognised as a stage.",
        MappingGap.Endings => "No label or value was recognised as won, lost, no decision or no-go: every case would count as open.",
        MappingGap.Closed => "The rows that ended have no closing date that was recognised: they would close on the day they opened.",
    };

    /// <summary>What must be known before a guess is believed: a history that wins nothing teaches nothing. Empty where something is won,
    /// or no ending was recognised at all, which is a gap of its own.</summary>
    public static string NoWon(LogMapping guess) => guess.Endings is { Won.IsEmpty: true } endings
        && endings.ByEnding.Any(each => !each.Labels.IsEmpty)
        ? "Nothing says which ended as won: name the label under 'endings', as in 'endings: {won: [Signed]}', and look whether those "
            + "guessed as lost are the end of the opportunity or only of a part of it, as an offer is. " : "";

    /// <summary>How to write it into the mapping.</summary>
    public static string HowToName(MappingGap gap) => gap switch
    {
        MappingGap.Stages => "Name them, as in 'stages: [{key: proposal, name: Proposal, labels: [Proposal sent]}]', or write "
            + "'stages: none'.",
        MappingGap.Endings => "Name them, as in 'endings: {won: [Signed], lost: [Gone]}', or write 'endings: none'.",
        MappingGap.Closed => "Name the column with the closing dates, or take the line 'closed' out.",
    };
}
