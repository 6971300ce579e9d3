namespace Headway.Histories.Generated;

/// <summary>What differs between customers, as far as the hazards see it.</summary>
/// <param name="Engaged">Hidden: nobody records it.</param>
/// <param name="Speed">Factor on all hazards, above 0.</param>
/// <param name="HelpfulFromWeek">Week from whose start on the helpful outcome is confirmed, from 1; null = never.</param>
public readonly record struct HazardTraits(bool Engaged, double Speed, int? HelpfulFromWeek);

/// <summary>
/// The customer's hidden road: as many phases as the process has stages; each week he goes on, ends it, or stays. Losses fall early and
/// wins late because a win needs every phase. Known outcomes and engagement work on the hazard of ending without a win, and on nothing
/// else.
/// </summary>
/// <param name="Phases">At least 1.</param>
/// <param name="LossLevel">Factor on all hazards of ending; found so that the win rate is as asked.</param>
/// <param name="LogHelpful">Taken from the log hazard of ending while the helpful outcome is confirmed.</param>
/// <param name="LogEngaged">Taken from it for an engaged customer, and added for one who is not.</param>
public sealed record WeeklyHazards(int Phases, double LossLevel, double LogHelpful, double LogEngaged)
{
    // A bound, never reached in practice: the recursion stops once nothing worth counting is open.
    private const int Horizon = 5_000;
    private const double Nothing = 1e-12;

    // The plan of the first three weeks, also used for the population's average.
    internal static ReadOnlySpan<double> ExposureWeekShares => [0.5, 0.3, 0.2];

    /// <summary>Chance to go on to the next phase (from the last one: to win) and to end without a win, in one week.</summary>
    /// <param name="firstWeek">The first week of a phase has half the hazard.</param>
    /// <param name="calendarFactor">On going on; 1 = an average week.</param>
    public (double Advance, double End) Week(int phase, bool firstWeek, HazardTraits traits, int week, double calendarFactor = 1)
    {
        var along = Phases == 1 ? 1 : phase / (Phases - 1.0);
        var leave = (0.42 - 0.12 * along) * Phases / 5.0 * (firstWeek ? 0.5 : 1) * traits.Speed;
        var pass = 0.62 + 0.25 * along;
        var log = (traits.Engaged ? -LogEngaged : LogEngaged) - (traits.HelpfulFromWeek <= week ? LogHelpful : 0);
        var (advance, end) = (leave * pass * calendarFactor, leave * (1 - pass) * LossLevel * Math.Exp(log));
        var most = Math.Max(1, (advance + end) / 0.9);
        return (advance / most, end / most);
    }

    /// <summary>How it ends when it ends without a win in a phase: we walk away early, rivals win in the middle, silence at any
    /// time.</summary>
    public Ending EndingIn(int phase, double uniform)
    {
        var along = Phases == 1 ? 1 : phase / (Phases - 1.0);
        var lost = 0.42 + 0.30 * along;
        return uniform < lost ? Ending.Lost : uniform < lost + 0.22 ? Ending.NoDecision : Ending.NoGo;
    }

    /// <summary>Chance ever to be won, exactly, in an average calendar.</summary>
    /// <param name="openAtWeek">Condition on being open at the end of this week; 0 = from the opening.</param>
    public double ChanceToWin(HazardTraits traits, int openAtWeek = 0)
    {
        Span<double> first = stackalloc double[Phases], later = stackalloc double[Phases];
        first[0] = 1;
        double won = 0, open = 1;
        for (var week = 1; week <= Horizon; week++)
        {
            var arriving = 0.0;
            for (var phase = 0; phase < Phases; phase++)
            {
                var (a1, e1) = Week(phase, true, traits, week);
                var (a2, e2) = Week(phase, false, traits, week);
                var going = first[phase] * a1 + later[phase] * a2;
                later[phase] = first[phase] * (1 - a1 - e1) + later[phase] * (1 - a2 - e2);
                first[phase] = arriving;
                arriving = going;
            }
            won += arriving;
            var still = 0.0;
            for (var phase = 0; phase < Phases; phase++) still += first[phase] + later[phase];
            if (week == openAtWeek) (won, open) = (0, still);
            if (week >= openAtWeek && still < Nothing) break;
        }
        return won / open;
    }

    /// <summary>Hazards under which the win rate and both effects are as asked, to nine decimals.</summary>
    public static WeeklyHazards Calibrated(GroundTruthParameters asked, int phases)
    {
        var hazards = new WeeklyHazards(phases, 1, 0, 0);
        for (var round = 0; round < 8; round++)
        {
            hazards = hazards with
            {
                LossLevel =
                Solve(x => asked.WinRate - (hazards with { LossLevel = x }).Average(asked.ExposureShare), 0.05, 20)
            };
            hazards = hazards with
            {
                LogHelpful =
                Solve(x => (hazards with { LogHelpful = x }).HelpfulEffect() - asked.HelpfulPoints, -6, 6)
            };
            hazards = hazards with
            {
                LogEngaged =
                Solve(x => (hazards with { LogEngaged = x }).EngagementEffect(asked.ExposureShare) - asked.EngagementPoints, -6, 6)
            };
        }
        return hazards;
    }

    /// <summary>Known from the opening on against never, over both kinds of customer.</summary>
    public double HelpfulEffect(int openAtWeek = 0) => Half(engaged =>
        ChanceToWin(new HazardTraits(engaged, 1, 1), openAtWeek) - ChanceToWin(new HazardTraits(engaged, 1, null), openAtWeek));

    public double EngagementEffect(double exposureShare) => Over(exposureShare, true) - Over(exposureShare, false);

    /// <summary>Chance to win over both kinds of customer, when the helpful outcome comes to light with this share.</summary>
    public double Average(double exposureShare) => Half(engaged => Over(exposureShare, engaged));

    private static double Half(Func<bool, double> of) => (of(true) + of(false)) / 2;

    private double Over(double exposureShare, bool engaged)
    {
        var chance = (1 - exposureShare) * ChanceToWin(new HazardTraits(engaged, 1, null));
        for (var i = 0; i < ExposureWeekShares.Length; i++)
            chance += exposureShare * ExposureWeekShares[i] * ChanceToWin(new HazardTraits(engaged, 1, i + 1));
        return chance;
    }

    /// <summary>Root of an increasing function by bisection; rounded so that no platform's last bit decides a draw.</summary>
    private static double Solve(Func<double, double> increasing, double low, double high)
    {
        for (var i = 0; i < 36; i++)
        {
            var middle = (low + high) / 2;
            if (increasing(middle) < 0) low = middle;
            else high = middle;
        }
        return Math.Round((low + high) / 2, 9);
    }
}
