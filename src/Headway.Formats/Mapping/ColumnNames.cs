using Headway.Formats.Csv;

namespace Headway.Formats.Mapping;

/// <summary>What columns are usually called, the surest names first, from the exports of the common CRMs and from event logs.</summary>
internal static class ColumnNames
{
    public static readonly string[] Case =
        ["case:concept:name", "case_id", "case", "opportunity id", "opportunity number", "record id", "deal - id", "deal id", "id",
            "opportunityid", "(Do Not Modify) Opportunity"];

    public static readonly string[] Activity = ["concept:name", "activity", "event", "label", "task"];

    public static readonly string[] Time = ["time:timestamp", "timestamp", "time", "date", "effective_at", "event time"];

    public static readonly string[] Recorded =
        ["recorded", "recorded_at", "recorded time", "time recorded", "entered_at", "entry time", "logged_at", "known_at"];

    public static readonly string[] Person = ["org:resource", "resource", "user", "person", "performed by"];

    public static readonly string[] Lifecycle = ["lifecycle:transition", "lifecycle"];

    public static readonly string[] Status =
        ["deal_stage", "deal stage", "stage", "stagename", "deal - status", "deal - stage", "status", "opportunity result", "statecode",
            "result", "sales stage", "outcome"];

    public static readonly string[] Opened =
        ["engage_date", "created date", "createddate", "create date", "created on", "createdon", "deal - deal created", "deal - add time",
            "opened", "lead acquisition date"];

    public static readonly string[] Closed =
        ["close_date", "close date", "closedate", "closed", "actual close date", "actualclosedate", "deal - deal closed on",
            "deal - won time"];

    public static readonly string[] Amount =
        ["amount", "close_value", "case:amount", "deal - value", "value", "est. revenue", "estimatedvalue", "opportunity amount usd",
            "deal value", "AMOUNT_REQ"];

    public static readonly string[] Owner =
        ["owner", "sales_agent", "deal owner", "deal - owner", "ownerid", "opportunity owner", "seller"];

    /// <summary>What customers and their purchases are usually told apart by.</summary>
    private static readonly string[] segments =
        ["segment", "product", "product line", "product group", "supplies group", "sector", "industry", "region", "country", "territory",
            "account", "company size", "comp size", "customer type", "account type", "deal type", "opportunity type", "channel",
            "lead source", "route to market"];

    public static bool IsSegment(string column)
    {
        var words = LabelWords.Of(column);
        return segments.Contains(words, StringComparer.Ordinal)
            || segments.Any(name => words == "account " + name || words == "customer " + name);
    }

    private static readonly (string Sign, string Code)[] signs =
        [("$", "USD"), ("€", "EUR"), ("£", "GBP"), ("¥", "JPY")];

    private static readonly string[] codes =
        ["USD", "EUR", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "JPY", "CAD", "AUD", "NZD", "INR", "BRL", "CNY"];

    /// <summary>The currency a header names, as in "Deal Value, $" or "amount (GBP)"; null when it names none.</summary>
    public static string? CurrencyIn(string? header)
    {
        if (header is null) return null;
        foreach (var (sign, code) in signs)
            if (header.Contains(sign, StringComparison.Ordinal)) return code;
        var words = LabelWords.Of(header).ToUpperInvariant().Split(' ');
        return codes.FirstOrDefault(code => words.Contains(code, StringComparer.Ordinal));
    }

    /// <summary>The column of amounts, by its name with or without a currency behind it, as in "Amount (GBP)".</summary>
    public static string? FindAmount(IReadOnlyCollection<string> columns) => Find(columns, Amount)
        ?? columns.FirstOrDefault(column => CurrencyIn(column) is { } code && Amount.Any(name => CsvHead.Plain(name) + CsvHead.Plain(code)
            == CsvHead.Plain(column)));

    /// <summary>The column that has one of these names, the surest first.</summary>
    public static string? Find(IEnumerable<string> columns, string[] names) => names
        .Select(name => columns.FirstOrDefault(column => CsvHead.Plain(column) == CsvHead.Plain(name)))
        .FirstOrDefault(found => found is { Length: > 0 });
}
