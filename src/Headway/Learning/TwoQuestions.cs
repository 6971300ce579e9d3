namespace Headway.Learning;

/// <summary>Why the contribution of an outcome and its place in the smallest process may differ; both pages say it in the same
/// words.</summary>
public static class TwoQuestions
{
    public const string Sentence =
        "Contribution asks of each outcome alone whether opportunities equally far, with and without it, ended differently, and is silent "
        + "where nearly all that went on had it. The smallest process asks which few together foretell whether an opportunity goes on or "
        + "ends, over all stages at once. So an outcome may have points in the smallest process and no word on contribution, or the "
        + "reverse.";
}
