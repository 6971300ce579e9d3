using System.Collections.Immutable;
using Headway.Histories;
using Headway.Processes;
using Headway.Statistics.Selection;

namespace Headway.Learning;

/// <summary>What is asked when the smallest process is looked for.</summary>
/// <param name="MostOutcomes">The budget C of the whole process.</param>
/// <param name="WithinDays">Won within this many days of a look; null = the longest of 90, 60, 30 and 14 that the history is long enough
/// for.</param>
public sealed record SmallestQuestion(int MostOutcomes = 7, int? WithinDays = null)
{
    /// <summary>Outcomes that stay whatever history says, for example for law or safety.</summary>
    public ImmutableArray<string> Obligatory { get; init; } = [];

    /// <summary>The process in use, if the history is our own: for stages and for minutes.</summary>
    public Process? Process { get; init; }

    public ulong Seed { get; init; } = 1;

    public int Pairs { get; init; } = StabilitySelection.UsualPairs;
}

/// <summary>One outcome that was considered.</summary>
/// <param name="Confirmed">Rows in which it was confirmed.</param>
/// <param name="Share">Of the halves of the history in which it was chosen, in [0,1].</param>
/// <param name="LogOdds">In the suggested set; null when it is not in it.</param>
/// <param name="Points">The same as whole points that can be added up.</param>
/// <param name="Minutes">Seller's minutes an opportunity of the activities that pursue it, each whole; null when nobody said.</param>
public sealed record ConsideredOutcome(
    int Index, NamedElement Outcome, int Confirmed, double Share, double? LogOdds, int? Points, double? Minutes, bool IsObligatory)
{
    public bool IsSuggested => LogOdds is not null;
}

/// <summary>The loss of the best set of each size on rows it was not fitted to.</summary>
/// <param name="LogLoss">Mean over the folds.</param>
public sealed record SizeLoss(int Size, double LogLoss);

/// <summary>The smallest process that says as much about winning as the history lets us see.</summary>
/// <param name="Outcomes">Candidates, strongest first.</param>
/// <param name="Sizes">From 0 outcomes up.</param>
/// <param name="StandardError">Of the best size's loss over the folds.</param>
/// <param name="ChosenSize">Smallest within that error.</param>
/// <param name="SizeAsGoodAsAll">Smallest number of outcomes, up to five, within one standard error of all of them together; null = five
/// are not enough.</param>
/// <param name="LossOfAll">Loss of all candidates together over the folds, with its standard error.</param>
public sealed record SmallestProcess(
    int Rows, int Wins, int Losses, bool HasTimeTest, int Folds, int WithinDays, ImmutableArray<ConsideredOutcome> Outcomes,
    ImmutableArray<NotACandidate> Refused, ImmutableArray<SizeLoss> Sizes, double StandardError, int ChosenSize, int? SizeAsGoodAsAll,
    (double LogLoss, double StandardError) LossOfAll, ImmutableArray<ModelScore> Models, StabilityShares Stability, bool IsExhaustive)
{
    /// <summary>An outcome chosen in fewer of the halves is not suggested.</summary>
    public const double LeastShare = 0.75;

    public const int LeastWins = 100, LeastLosses = 100, WinsPerCoefficient = 10, LeastTestWins = 50, LeastOrigins = 4;

    /// <summary>Dropping an outcome from a process asks that more than a handful be enough.</summary>
    public const int FewEnough = 5;

    /// <summary>Seller's minutes an opportunity of every activity of the process in use; null when it does not say.</summary>
    public double? MinutesNow { get; init; }

    /// <summary>Stages that were left, on which the outcomes were chosen; without dates the rows themselves.</summary>
    public int Steps { get; init; }

    /// <summary>Test periods of the steps.</summary>
    public int StepFolds { get; init; }

    /// <summary>Log-loss on what the outcomes are chosen by when everybody is told the overall share; mean over the folds, as that of the
    /// sizes.</summary>
    public required double ChoiceLossOfNothing { get; init; }

    /// <summary>Of the rows in the test periods, how many were really won, in [0,1].</summary>
    public double ShareWon { get; init; }

    /// <summary>Whether whole points do as well as the slopes; null when nothing is suggested.</summary>
    public PointsCheck? Points { get; init; }

    /// <summary>The last test period by itself; null without dates.</summary>
    public LastOrigin? Last { get; init; }

    /// <summary>Outcomes that come together, so that one stands for the others.</summary>
    public ImmutableArray<OutcomesTogether> Together { get; init; } = [];

    /// <summary>Outcomes the history asks for, those that could not be judged too.</summary>
    public int Asked => Outcomes.Length + Refused.Length;

    public IEnumerable<ConsideredOutcome> Suggested => Outcomes.Where(outcome => outcome.IsSuggested);

    /// <summary>Outcomes that a search in each half would keep by luck, at most, by the bound of Meinshausen and Buhlmann.</summary>
    public double MostExpectedFalse => Stability.MostExpectedFalse(LeastShare);

    /// <param name="progress">Share done, in [0,1]; from any thread.</param>
    /// <remarks>Seconds to a minute: a choice on each fold and on 100 halves.</remarks>
    public static Answer<SmallestProcess> Of(History history, SmallestQuestion question, Action<double>? progress = null,
        CancellationToken stop = default) =>
        Search(history, question, stop).Match<Answer<SmallestProcess>>(search => search.Run(progress, stop), why => why);

    /// <summary>The search that has enough history, or what is missing for one: what a history can teach promises the same.</summary>
    internal static Answer<SmallestSearch> Search(History history, SmallestQuestion question, CancellationToken stop)
    {
        if (history.Shape.Outcomes.Length is 0 or > ItemRows.MostItems)
            return new Refusal("smallest-no-outcomes", history.Shape.Outcomes.IsEmpty
                ? "This history knows no outcomes. Name some under 'outcomes' in its mapping, or record what you learn."
                : $"This history has {history.Shape.Outcomes.Length} outcomes; more than {ItemRows.MostItems} cannot be searched.");
        if (question.Obligatory.FirstOrDefault(key => history.Shape.Outcomes.All(outcome => outcome.Key != key)) is { } unknown)
            return new Refusal("smallest-unknown-outcome",
                $"There is no outcome “{unknown}”; there are {string.Join(", ", history.Shape.Outcomes.Select(outcome => outcome.Key))}.");
        if (question.MostOutcomes < Math.Max(1, question.Obligatory.Length))
            return new Refusal("smallest-budget", "Allow at least one outcome, and as many as must stay.");
        (Refusal Why, double Reached)? nearest = null;
        int[] horizons = question.WithinDays is { } asked ? [asked] : [90, 60, 30, 14];
        foreach (var days in horizons)
        {
            stop.ThrowIfCancellationRequested();
            var search = new SmallestSearch(history, question, SmallestRows.Of(history, days));
            if (search.Floors() is { } missing)
            {
                // What a shorter horizon nearly has is told, not what a longer one lacks.
                if (nearest is null || missing.Reached > nearest.Value.Reached) nearest = missing;
                if (!SmallestRows.IsDated(history)) break;
                continue;
            }
            return search;
        }
        return nearest!.Value.Why;
    }
}
