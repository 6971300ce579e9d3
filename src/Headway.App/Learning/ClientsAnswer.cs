using System.Globalization;
using Headway.App.Histories;
using Headway.App.Serving;
using Headway.Learning;

namespace Headway.App.Learning;

/// <summary>Which customers to pursue, for people and for programs.</summary>
internal static class ClientsAnswer
{
    private const int MostShown = 25;

    public static void Text(OpenedHistory opened, ClientProfile profile)
    {
        Console.WriteLine($"{opened.Heading}: {Sentence(profile)}");
        foreach (var table in profile.Tables)
        {
            if (table.TooFew > 0)
                Console.WriteLine($"{table.TooFew:N0} {(table.TooFew == 1 ? "seller is" : "sellers are")} not named: not enough history.");
            if (table.Segments.IsEmpty) continue;
            string[] timed = table.HasDates ? ["Days open", "Value a week"] : [];
            TextOutput.Table(
                [table.Attribute, "Cases", "Won", $"{WonHeading(table)} (95 %)", "Mean amount won", .. timed],
                Shown(opened, table).Take(MostShown).Select(segment => (string[])
                [
                    NameOf(opened, table, segment), $"{segment.Cases:N0}", $"{segment.WonCases:N0}", FigureText.Share(segment.Won),
                    Money(segment.AmountMean),
                    .. table.HasDates ? [FigureText.Days(segment.DaysOpenMean), Money(segment.WorthPerWeek)] : Array.Empty<string>(),
                ]));
            if (table.Segments.Length > MostShown) Console.WriteLine($"{table.Segments.Length - MostShown} more, each with fewer.");
            if (table.Unknown > 0) Console.WriteLine($"{table.Unknown:N0} opportunities have no {table.Attribute} known at this date.");
            if (table.Segments.Length < SegmentTable.FewSegments)
                Console.WriteLine("With so few groups it is hardly known how far they differ beyond chance.");
        }
        Console.WriteLine(RoadSentences.Of(profile.Sellers));
    }

    public static object Json(OpenedHistory opened, ClientProfile profile) => new
    {
        History = opened.Id,
        opened.Name,
        profile.AsOf,
        N = profile.Cases,
        Sentence = Sentence(profile),
        Tables = profile.Tables.Select(table => new
        {
            table.Attribute,
            table.WithinDays,
            table.HasDates,
            table.DifferP,
            table.Unknown,
            table.TooFew,
            Segments = Shown(opened, table).Select(segment => new
            {
                Value = NameOf(opened, table, segment),
                N = segment.Cases,
                segment.WonCases,
                segment.Open,
                Own = FigureText.Json(segment.Own),
                Won = FigureText.Json(segment.Won),
                segment.OwnWeight,
                AmountMean = FigureText.Json(segment.AmountMean),
                DaysOpenMean = FigureText.Json(segment.DaysOpenMean),
                WorthPerWeek = FigureText.Json(segment.WorthPerWeek),
            }),
        }),
        Sellers = new
        {
            N = profile.Sellers.Closed,
            profile.Sellers.Sellers,
            ChiSquare = profile.Sellers.Test?.Statistic,
            profile.Sellers.Test?.DegreesOfFreedom,
            profile.Sellers.Test?.P,
            Sentence = RoadSentences.Of(profile.Sellers),
        },
    };

    public static string WonHeading(SegmentTable table) => !table.HasDates ? "Won of the ended"
        : table.WithinDays is { } day ? $"Won by day {day:0}" : "Won";

    /// <summary>People in the order of their names, as they are called here.</summary>
    private static IEnumerable<Segment> Shown(OpenedHistory opened, SegmentTable table) => !table.IsOfSellers ? table.Segments
        : table.Segments.OrderBy(segment => NameOf(opened, table, segment), StringComparer.Ordinal);

    /// <summary>Our own history names people by their ids.</summary>
    private static string NameOf(OpenedHistory opened, SegmentTable table, Segment segment) =>
        table.IsOfSellers ? opened.PersonName(segment.Value) : segment.Value;

    /// <param name="money">Writes an amount for the reader; null = plain.</param>
    public static string Sentence(ClientProfile profile, Func<double, string>? money = null) =>
        profile.Cases == 0 ? "no opportunity was known then."
        : profile.Tables.IsEmpty ? "nothing is recorded by which customers could be told apart; name an attribute with --by, or name "
            + "segments in the mapping of the import."
        : string.Join(" ", profile.Tables.SelectMany(table => new[]
        {
            WorthSentences.Of(table, money ?? (amount => amount.ToString("N0", CultureInfo.InvariantCulture))), RoadSentences.Of(table),
        }).Where(each => each.Length > 0));

    public static string Money(Figure figure) => figure.Match(
        known => known.Interval is { } range ? $"{known.Value:N0} ({range.Low:N0} to {range.High:N0})" : $"{known.Value:N0}",
        _ => "not reached", few => $"not enough ({few.Have} of {few.Need})");
}
