namespace Headway.Histories;

/// <summary>
/// How one attribute of every case changed, so that a history at a date sees the value known then and never a later one (rule 3). A case
/// attribute holds one value without a time; this holds each value with the time it was recorded.
/// </summary>
/// <param name="Start">Length cases + 1: changes of case c are [Start[c], Start[c + 1]), in the order they were recorded.</param>
/// <param name="Values">Distinct texts.</param>
/// <param name="Value">Per change, index into <paramref name="Values"/>; -1 = taken away: not known from then on.</param>
/// <param name="RecordedTicks">Per change, ascending within a case.</param>
public sealed record ValueChanges(string Name, int[] Start, string[] Values, int[] Value, long[] RecordedTicks)
{
    /// <summary>The value known at a date; null when none was.</summary>
    public string? Of(int caseIndex, long asOfTicks)
    {
        for (var i = Start[caseIndex + 1] - 1; i >= Start[caseIndex]; i--)
            if (RecordedTicks[i] <= asOfTicks) return Value[i] < 0 ? null : Values[Value[i]];
        return null;
    }
}
