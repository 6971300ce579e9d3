using Headway.Statistics.Intervals;

namespace Headway.Learning;

/// <summary>How many of the findings chance alone may have made, told from exposures that were made up.</summary>
/// <param name="MadeUp">Exposures made up and estimated: up to three for each element tested (<see cref="PlaceboCheck"/>).</param>
/// <param name="Alarms">Of them, those called associated at 5 %.</param>
/// <param name="Tested">Elements with an estimate.</param>
/// <param name="Found">Of them, those called associated with winning or losing.</param>
/// <remarks>Given the record, each exposure is drawn by itself, so the alarms are independent and Wilson's interval is if anything too
/// wide. At most: it takes every tested element for one without association, and a finding has to pass more than the one estimate that an
/// alarm passes.</remarks>
public sealed record ChanceFindings(int MadeUp, int Alarms, int Tested, int Found)
{
    /// <summary>In [0,1]; 0 when none was made up.</summary>
    public double AlarmShare => MadeUp == 0 ? 0 : (double)Alarms / MadeUp;

    /// <summary>So many of the findings, of as many as were found; with its 95 % interval.</summary>
    public double Expected => Math.Min(Found, AlarmShare * Tested);

    /// <inheritdoc cref="Expected"/>
    public Interval Interval
    {
        get
        {
            var share = Wilson.Of(Alarms, MadeUp);
            return new Interval(Math.Min(Found, share.Low * Tested), Math.Min(Found, share.High * Tested));
        }
    }

    /// <summary>More was called associated where there is nothing than was asked for among the findings.</summary>
    public bool IsAbove(double asked) => MadeUp > 0 && AlarmShare > asked;
}
