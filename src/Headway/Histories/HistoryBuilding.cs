namespace Headway.Histories;

internal static class HistoryBuilding
{
    public static HistoryColumns Build(EventLog log, HistoryShape shape, LabelMeaning[] meaning, long asOfTicks) =>
        throw new InvalidOperationException($"{log.Cases} {shape.Currency} {meaning.Length} {asOfTicks}");
}
