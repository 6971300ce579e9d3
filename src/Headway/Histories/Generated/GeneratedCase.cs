namespace Headway.Histories.Generated;

/// <summary>One opportunity in a few columns, as the hazards made it: what learning sees, and what stays hidden from it.</summary>
/// <param name="Number">From 0, in order of opening.</param>
/// <param name="Seller">0 to 11; four to a team.</param>
/// <param name="Account">Its seller is Account modulo 12, its segment <see cref="SegmentOf"/>.</param>
/// <param name="Engaged">Hidden.</param>
/// <param name="Slow">Hidden.</param>
/// <param name="HelpfulWeek">Week at whose start the helpful outcome was confirmed, from 1; null = not in the first weeks, or closed
/// before.</param>
/// <param name="NullWeek">The same for the null outcome.</param>
/// <param name="ConfoundedWeek">The same for the confounded outcome.</param>
/// <param name="PhaseDays">Day on which each phase was entered; the first is the opening.</param>
/// <param name="WeekOfPhase">Weeks begun in the last phase, from 0.</param>
/// <param name="Ending">Null = open at the end of the span.</param>
/// <param name="EndedOn">Null while open.</param>
/// <param name="Void">A duplicate or test: no case of learning.</param>
public sealed record GeneratedCase(
    int Number, DateOnly OpenedOn, int Seller, int Account, decimal Amount, bool Engaged, bool Slow, int? HelpfulWeek, int? NullWeek,
    int? ConfoundedWeek, DateOnly[] PhaseDays, int WeeksSeen, int WeekOfPhase, Ending? Ending, DateOnly? EndedOn, bool Void)
{
    public const int Sellers = 12, Teams = 3, Segments = 5;

    /// <summary>The seller with the gap and the faster team.</summary>
    public const int SellerWithGap = 6, FasterTeam = 2;

    public int Team => TeamOf(Seller);

    public int Segment => SegmentOf(Account);

    public static int TeamOf(int seller) => seller / (Sellers / Teams);

    public static int SegmentOf(int account) => (account + account / Sellers) % Segments;
}

/// <summary>What the calendar does to everybody: a shock per quarter and the rush at its end.</summary>
public sealed class CalendarEffects(GroundTruthParameters parameters, ulong seed, Calendar calendar)
{
    private readonly Dictionary<string, double> shocks = [];

    public Calendar Calendar => calendar;

    /// <summary>Log of the factor, by quarter, as far as it was asked for.</summary>
    public IReadOnlyDictionary<string, double> ShockByQuarter => shocks;

    /// <summary>Factor on going on, in the week from this day on; with the rush when going on means winning.</summary>
    public double Factor(DateOnly day, bool winning)
    {
        var quarter = calendar.QuarterOf(day);
        if (!shocks.TryGetValue(quarter.Name, out var shock))
            shocks[quarter.Name] = shock = Statistics.Random.Draws.Normal(
                Statistics.Random.Xoshiro256StarStar.For(seed, "shock", quarter.Name), 0, parameters.ShockDeviation);
        var factor = Math.Exp(shock);
        if (!winning) return factor;
        if (quarter.Last.DayNumber - day.DayNumber < 14) return factor * parameters.RushFactor;
        return day.DayNumber - quarter.First.DayNumber < 21 ? factor * Math.Max(0.1, 1 - (parameters.RushFactor - 1) * 2 / 3) : factor;
    }
}
