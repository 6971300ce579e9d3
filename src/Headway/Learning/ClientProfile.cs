using System.Collections.Immutable;
using Headway.Histories;
using Headway.Statistics.Groups;
using Headway.Statistics.Intervals;

namespace Headway.Learning;

/// <summary>One kind of customer, beside the others.</summary>
/// <param name="Value">The value of the attribute.</param>
/// <param name="Own">Share won by the common day, from its own opportunities alone.</param>
/// <param name="Won">The same after it was drawn towards all, as far as chance alone would set groups apart.</param>
/// <param name="OwnWeight">Share of its own record in <paramref name="Won"/>; null without one.</param>
/// <param name="AmountMean">Mean amount of its wins.</param>
/// <param name="DaysOpenMean">Mean days one was open, counted up to the common day.</param>
/// <param name="WorthPerWeek">Won value per opportunity and week open: <paramref name="Won"/> x amount / weeks.</param>
public sealed record Segment(
    string Value, int Cases, int WonCases, int Open, Figure Own, Figure Won, double? OwnWeight, Figure AmountMean, Figure DaysOpenMean,
    Figure WorthPerWeek);

/// <summary>The customers by one attribute.</summary>
/// <param name="WithinDays">The day all shares are read at; null when no two segments were followed alike.</param>
/// <param name="DifferP">Chance of segments this far apart when all are alike (Cochran's Q); null with fewer than two to compare.</param>
/// <param name="Unknown">Opportunities for which it is not known.</param>
public sealed record SegmentTable(
    string Attribute, double? WithinDays, double? DifferP, ImmutableArray<Segment> Segments, int Unknown)
{
    /// <summary>By who sells: people are not ranked, and nobody is named on less than <see cref="Figure.LeastForShare"/> opportunities
    /// (methods 0.1, section 7).</summary>
    public bool IsOfSellers { get; init; }

    /// <summary>False: shares are of all that ended, whenever that was, and there is no time and nothing per time.</summary>
    public bool HasDates { get; init; } = true;

    /// <summary>Groups left out because they have too few.</summary>
    public int TooFew { get; init; }

    /// <summary>Whether two groups or more were followed long enough to stand beside each other.</summary>
    public bool Compares => (WithinDays is not null || !HasDates) && Segments.Count(segment => segment.Won is Figure.Known) > 1;

    /// <summary>With fewer the differences between them are hardly estimated.</summary>
    public const int FewSegments = 5;

    /// <summary>Differences in the share won smaller than this do not matter, in probability.</summary>
    public const double Smallest = 0.03;

    /// <summary>Share won of all that are compared together, each by its opportunities; null with fewer than two.</summary>
    public double? WonOfAll
    {
        get
        {
            List<Segment> known = [.. Segments.Where(segment => segment.Won is Figure.Known)];
            return known.Count < 2 ? null
                : known.Sum(segment => segment.Cases * ((Figure.Known)segment.Won).Value) / known.Sum(segment => segment.Cases);
        }
    }

    /// <summary>How a segment's share won stands to that of all. That no difference was found is no finding that there is none; that its
    /// whole range is too small to matter is one (equivalence by the interval, stricter than two one-sided tests at 5 %).</summary>
    public ContributionVerdict VerdictOf(Segment segment)
    {
        if (WonOfAll is not { } all || segment.Won is not Figure.Known { Interval: { } range })
            return ContributionVerdict.NotEnoughEvidence;
        if (range.Low - all > -Smallest && range.High - all < Smallest) return ContributionVerdict.NoMeaningfulAssociation;
        return !(DifferP < SellerDifferences.Alpha) ? ContributionVerdict.NotEnoughEvidence
            : range.Low > all ? ContributionVerdict.WithWinning
            : range.High < all ? ContributionVerdict.WithLosing : ContributionVerdict.NotEnoughEvidence;
    }

    /// <summary>The furthest that one's own range, before it was drawn towards all, reaches from the share of all.</summary>
    public double FurthestAlone => WonOfAll is not { } all ? 0 : Segments.Where(segment => segment.Won is Figure.Known)
        .Select(segment => segment.Own).OfType<Figure.Known>().Where(own => own.Interval is not null)
        .Select(own => Math.Max(own.Interval!.Value.High - all, all - own.Interval.Value.Low)).DefaultIfEmpty(0).Max();

    /// <summary>Every one that is compared differs too little to matter in how often it is won.</summary>
    public bool IsAlike => Compares && Segments.Where(segment => segment.Won is Figure.Known)
        .All(segment => VerdictOf(segment) == ContributionVerdict.NoMeaningfulAssociation);
}

/// <summary>Which customers to pursue: share won x value x time, by each attribute the history holds of them.</summary>
/// <remarks>Shares are Aalen-Johansen, shrunken with DerSimonian and Laird's variance between groups. The interval of the worth is
/// approximate: share, amount and time are taken as independent. Segments are chosen by nobody at random, and sellers choose whom to
/// pursue, so nothing here says that another segment would do the same for you.</remarks>
public sealed record ClientProfile(DateTimeOffset AsOf, int Cases, ImmutableArray<SegmentTable> Tables, SellerDifferences Sellers)
{
    /// <summary>Shares are read at the first of these to which nearly all were followed.</summary>
    private static readonly ImmutableArray<double> days = [365, 270, 180, 150, 120, 90, 60, 30];

    /// <summary>A day that leaves out more of the opportunities than this leaves would be read from too few groups.</summary>
    private const double MostFollowed = 0.95;

    /// <summary>Fewer wins with an amount give no mean worth telling.</summary>
    private const int LeastAmounts = 10;

    /// <param name="attributes">Null = those the history's shape names as segments.</param>
    public static ClientProfile Of(History history, ImmutableArray<string>? attributes = null) => new(
        new DateTimeOffset(history.AsOfTicks, TimeSpan.Zero), history.Cases,
        [.. (attributes ?? history.Shape.SegmentAttributes).Select(attribute => TableOf(history, attribute))],
        SellerDifferences.Of(history));

    private static SegmentTable TableOf(History history, string attribute)
    {
        var groups = Enumerable.Range(0, history.Cases).Select(c => (Case: c, Value: history.TextOf(attribute, c)))
            .Where(each => !string.IsNullOrWhiteSpace(each.Value)).GroupBy(each => each.Value!, each => each.Case, StringComparer.Ordinal)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new Group(history, group.Key, [.. group])).ToList();
        var enough = groups.Where(group => group.Cases.Length >= Figure.LeastForShare).ToList();
        var day = enough.Count == 0 || !history.HasDates ? 0 : days.FirstOrDefault(each =>
            enough.Where(group => group.Clock.IsFollowedTo(each)).Sum(group => group.Cases.Length)
                >= MostFollowed * enough.Sum(group => group.Cases.Length));
        var compared = !history.HasDates ? enough.Where(group => group.Clock.Ended.Share is Figure.Known).ToList()
            : day == 0 ? [] : enough.Where(group => group.Clock.IsFollowedTo(day)).ToList();
        var wins = compared.ConvertAll(group => history.HasDates ? group.Clock.At(day, orEarlier: false) : group.Clock.Ended);
        var effects = compared.Count < 2 ? null : EffectsOf(wins);
        var segments = groups.Select(group =>
        {
            var index = compared.IndexOf(group);
            return SegmentOf(history, group, day, index < 0 ? null : wins[index], index < 0 ? null : effects?.Groups[index]);
        });
        var table = new SegmentTable(
            attribute, day == 0 ? null : day, effects?.DifferP, [.. segments], history.Cases - groups.Sum(group => group.Cases.Length))
        { HasDates = history.HasDates };
        return attribute == history.Shape.OwnerAttribute ? OfSellers(table) : table;
    }

    /// <summary>By name and not by rank, without those who have too few; without anybody where nothing can be compared.</summary>
    private static SegmentTable OfSellers(SegmentTable table)
    {
        ImmutableArray<Segment> kept = [.. table.Segments.Where(segment => table.Compares && segment.Won is Figure.Known)
            .OrderBy(segment => segment.Value, StringComparer.Ordinal)];
        return table with { IsOfSellers = true, Segments = kept, TooFew = table.Segments.Length - kept.Length };
    }

    /// <summary>With its own error a group of few wins looks sure of its low share, and chance passes for a difference. So each is given
    /// the error it would have at the share of all, from as many opportunities as its own error is worth; without censoring that is
    /// Pearson's chi-square.</summary>
    private static RandomEffects EffectsOf(List<WinIncidence> wins)
    {
        double[] shares = [.. wins.Select(win => ((Figure.Known)win.Share).Value)];
        double[] worth = [.. wins.Select((win, g) =>
        {
            var share = shares[g] is > 0 and < 1 ? shares[g] : (shares[g] * win.Cases + 2) / (win.Cases + 4);
            return Math.Min(win.Cases, share * (1 - share) / (win.StandardError!.Value * win.StandardError.Value));
        })];
        var all = Math.Clamp(shares.Zip(worth, (share, n) => share * n).Sum() / worth.Sum(), 1e-6, 1 - 1e-6);
        return RandomEffects.Of(shares, [.. worth.Select(n => Math.Sqrt(all * (1 - all) / n))]);
    }

    private static Segment SegmentOf(History history, Group group, double day, WinIncidence? own, ShrunkenGroup? shrunken)
    {
        own ??= history.HasDates ? group.Clock.At(day == 0 ? days[^1] : day, orEarlier: false) : group.Clock.Ended;
        // Without dates the share is a plain one with its own range.
        if (!history.HasDates) shrunken = null;
        var won = shrunken is { } drawn && own.Share is Figure.Known
            ? new Figure.Known(Math.Clamp(drawn.Value, 0, 1), Around(drawn.Value, drawn.StandardError, 0, 1), group.Cases.Length)
            : own.Share;
        var amount = AmountOf(history, group.Cases);
        Figure time = !history.HasDates ? Figure.NoDates
            : day > 0 && group.Cases.Length >= Figure.LeastForShare && group.Clock.DaysOpenUpTo(day) is { } mean
            ? new Figure.Known(mean.Mean, Around(mean.Mean, mean.StandardError, 0, day), group.Cases.Length)
            : new Figure.NotEnoughHistory(group.Cases.Length, Figure.LeastForShare, "followed long enough");
        var wonCases = group.Cases.Count(c => history.EndingOf(c) == Ending.Won);
        return new Segment(
            group.Value, group.Cases.Length, wonCases, group.Clock.Open, own.Share, won, shrunken?.OwnWeight, amount, time,
            WorthOf(won, amount, time, group.Cases.Length));
    }

    private static Figure AmountOf(History history, int[] cases)
    {
        double[] amounts = [.. cases.Where(c => history.EndingOf(c) == Ending.Won && !double.IsNaN(history.Columns.Amount[c]))
            .Select(c => history.Columns.Amount[c])];
        if (amounts.Length < LeastAmounts) return new Figure.NotEnoughHistory(amounts.Length, LeastAmounts, "wins with an amount");
        var mean = amounts.Average();
        var error = Math.Sqrt(amounts.Sum(amount => (amount - mean) * (amount - mean)) / (amounts.Length - 1) / amounts.Length);
        return new Figure.Known(mean, Around(mean, error, 0, double.MaxValue), amounts.Length);
    }

    /// <summary>The error of a product on the scale of its logarithm: relative variances add up.</summary>
    private static Figure WorthOf(Figure won, Figure amount, Figure days, int cases)
    {
        foreach (var part in new[] { won, amount, days })
            if (part is Figure.NotEnoughHistory few) return few;
        if (won is not Figure.Known { Value: > 0 } share || amount is not Figure.Known { Value: > 0 } money
            || days is not Figure.Known { Value: > 0 } time) return new Figure.NotEnoughHistory(0, 1, "wins with an amount above 0");
        var value = share.Value * money.Value / (time.Value / 7);
        var error = Math.Sqrt(Relative(share) + Relative(money) + Relative(time));
        var range = WinIncidence.Z95 * error;
        return new Figure.Known(value, new Interval(value * Math.Exp(-range), value * Math.Exp(range)), cases);
    }

    private static double Relative(Figure.Known figure) =>
        figure.Interval is { } interval ? Math.Pow(interval.Width / (2 * WinIncidence.Z95) / figure.Value, 2) : 0;

    private static Interval Around(double value, double error, double least, double most) =>
        new(Math.Clamp(value - WinIncidence.Z95 * error, least, most), Math.Clamp(value + WinIncidence.Z95 * error, least, most));

    private sealed class Group
    {
        public Group(History history, string value, int[] cases)
        {
            (Value, Cases, Clock) = (value, cases, new WinClock(history));
            foreach (var c in cases) Clock.Add(c);
        }

        public string Value { get; }

        public int[] Cases { get; }

        public WinClock Clock { get; }
    }
}

/// <summary>Whether sellers' shares of closed opportunities won differ by more than chance. No names: nobody is ranked.</summary>
/// <param name="Sellers">With at least one that ended.</param>
/// <param name="Test">Chi-square over all of them; null when it cannot be done.</param>
/// <param name="Lowest">Lowest share won among those with at least 10 that ended; null when there are none.</param>
public sealed record SellerDifferences(int Sellers, int Closed, ChiSquareHomogeneity? Test, double? Lowest, double? Highest)
{
    /// <summary>Below it the chi-square of expected counts is rough.</summary>
    public const double LeastExpected = 5;

    public const double Alpha = 0.05;

    public static SellerDifferences Of(History history)
    {
        if (history.Shape.OwnerAttribute is not { } owner) return new SellerDifferences(0, 0, null, null, null);
        var sellers = Enumerable.Range(0, history.Cases).Where(c => history.EndingOf(c) is not null)
            .Select(c => (Case: c, Seller: history.TextOf(owner, c))).Where(each => !string.IsNullOrWhiteSpace(each.Seller))
            .GroupBy(each => each.Seller!, each => history.EndingOf(each.Case) == Ending.Won, StringComparer.Ordinal)
            .Select(group => (Won: group.Count(won => won), Closed: group.Count())).ToList();
        var shares = sellers.Where(each => each.Closed >= Figure.LeastForShare).Select(each => (double)each.Won / each.Closed).ToList();
        return new SellerDifferences(
            sellers.Count, sellers.Sum(each => each.Closed),
            ChiSquareHomogeneity.Of([.. sellers.Select(each => each.Won)], [.. sellers.Select(each => each.Closed)]),
            shares.Count == 0 ? null : shares.Min(), shares.Count == 0 ? null : shares.Max());
    }
}
