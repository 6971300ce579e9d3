using Headway.Statistics.Intervals;

namespace Headway.Learning;

/// <summary>How often the first of the three estimates calls an exposure associated that was made up: a trial of that estimate, and no
/// count of false findings.</summary>
/// <param name="MadeUp">Exposures made up and estimated: up to three for each element tested (<see cref="PlaceboCheck"/>).</param>
/// <param name="Alarms">Of them, those that the estimate by landmarks calls associated at 5 %.</param>
/// <param name="Tested">Elements with an estimate.</param>
/// <param name="Found">Of them, those called associated with winning or losing.</param>
/// <remarks>Given the record, each exposure is drawn by itself, so the alarms are independent. A finding is tested on the weekly hazards
/// and needs the other two to point the same way, so the share of alarms bounds nothing. The weekly hazards are not tried on what was made
/// up: dates dealt out anew among those at risk at a landmark are by lot from then on only, and the hazards begin before it.</remarks>
public sealed record ChanceFindings(int MadeUp, int Alarms, int Tested, int Found)
{
    /// <summary>The level at which an exposure is called associated: what luck alone comes to.</summary>
    public const double Level = 0.05;

    /// <summary>In [0,1]; 0 when none was made up.</summary>
    public double AlarmShare => MadeUp == 0 ? 0 : (double)Alarms / MadeUp;

    /// <summary>So many of the tested would that estimate call associated if none were; with its 95 % interval.</summary>
    public double Expected => AlarmShare * Tested;

    /// <inheritdoc cref="Expected"/>
    public Interval Interval
    {
        get
        {
            var share = Wilson.Of(Alarms, MadeUp);
            return new Interval(share.Low * Tested, share.High * Tested);
        }
    }

    /// <summary>More was called associated where there is nothing than luck explains, so that no finding is held to be firm.</summary>
    /// <remarks>Exact, because few are made up: an estimate that keeps its level is suspected in at most 2.5 of 100 runs.</remarks>
    public bool IsTooMuch => MadeUp > 0 && ClopperPearson.Of(Alarms, MadeUp).Low > Level;
}
