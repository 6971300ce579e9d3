namespace Headway.Learning;

/// <summary>Why three pages tell different hours: each says it in the same words.</summary>
public static class HoursCounted
{
    public const string Sentence =
        "Hours are counted in three ways. The smallest process counts seller-hours a win as weeks in each stage times the hours set or "
        + "logged for it, of all that closed, shared among those won. Versions count seller-hours a win as the hours logged with "
        + "activities, of the closed that have any, shared among those won. Gates count the hours still ahead of one opportunity that "
        + "enters a stage, until it ends or is best stopped, whether it is won or not.";
}
