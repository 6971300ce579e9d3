using Headway.Formats.Mapping;
using Headway.Histories;

namespace Headway.App.Histories;

/// <summary>What the histories' pages say after a refusal; an address carries its code only, so that no link can put words in our
/// mouth.</summary>
internal static class ImportSentences
{
    public static string? Of(string? code) => code switch
    {
        null => null,
        "upload-too-large" => $"The file is larger than {ImportDrafts.MostBytes >> 20} MiB. Pack it with gzip, or have it imported with "
            + "`headway import` on the server.",
        "file-missing" => "Choose a file first: XES, OCEL, CSV, Excel or a ZIP of an export.",
        "file-empty" => "That file is empty: it has 0 bytes, so there is nothing to read. Export it again, and look at its size before you "
            + "choose it.",
        "form-stale" => "The page was open for too long; choose the file again.",
        "mapping-too-large" => "The mapping is larger than 256 KiB.",
        "import-two-at-once" => "Two of your files are being read already; wait for one of them.",
        "import-files-full" or "import-queue-full" => "Others are importing as many files as this machine takes at once; try again in some "
            + "minutes.",
        "import-busy" => "This file is being read already; wait until that is done.",
        "changed-since-you-looked" => "The mapping changed since this page was shown; look at what it brings now.",
        "reason-missing" => ImportedHistories.ReasonMissing.Sentence,
        "history-unknown" => ImportedHistories.Unknown.Sentence,
        "import-undone" => "That import was undone already.",
        "import-changed" => "Somebody else changed that import a moment ago; look again.",
        _ => "The upload broke off, or was no form with a file; try again.",
    };

    /// <summary>What a file can and cannot teach, the gaps that no date or label shows among them.</summary>
    public static IEnumerable<DepthLine> Depth(ImportReport report)
    {
        foreach (var line in report.Depth) yield return line;
        if (report.Endings.Open == 0) yield return new DepthLine("open", false,
            "No case is open: there is nothing to forecast, and an export of closed ones alone leaves out those that take long.");
        if (report.Endings is { Won: 0 } and not { Lost: 0, NoDecision: 0, NoGo: 0 }) yield return new DepthLine("won", false,
            "Nothing says which ended as won: say below which label means it, or nothing can be learned about winning.");
        if (report.Endings is { Won: 0, Lost: 0, NoDecision: 0, NoGo: 0 }) yield return new DepthLine("endings", false,
            "No case has an ending: say below which labels mean won, lost, no decision or no-go.");
    }

    public static EndingCounts EndingsOf(History history)
    {
        int Count(Ending ending) => history.Columns.Endings.Count(each => each == (byte)ending);
        return new EndingCounts(Count(Ending.Won), Count(Ending.Lost), Count(Ending.NoDecision), Count(Ending.NoGo),
            history.Columns.Endings.Count(each => each == 0));
    }

    public static string Of(EndingCounts counts) => string.Join(", ", new (int Count, string Word)[]
    {
        (counts.Won, "won"), (counts.Lost, "lost"), (counts.NoDecision, "no decision"), (counts.NoGo, "no-go"), (counts.Open, "open"),
    }.Where(part => part.Count > 0).Select(part => $"{part.Count:N0} {part.Word}"));

    /// <summary>The answer of the page, before the details.</summary>
    public static string Answer(ImportReport report)
    {
        var (rows, endings) = (report.Rows, report.Endings);
        var aside = rows.SetAside == 0 ? ""
            : $"{rows.SetAside:N0} of the accepted are set aside: a lifecycle state that does not count, or deleted, planned, "
            + $"something else. ";
        return $"{rows.Read:N0} rows read: {rows.Accepted:N0} accepted, {rows.Merged:N0} merged, {rows.Rejected:N0} rejected. "
            + $"{aside}They make {report.Cases:N0} opportunities with {report.Events:N0} events: {endings.Won:N0} won, "
            + $"{endings.Lost:N0} lost, {endings.NoDecision:N0} without a decision, {endings.NoGo:N0} no-go, {endings.Open:N0} open.";
    }
}
