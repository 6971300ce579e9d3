namespace Headway.Forecasting;

/// <summary>What is asked: bookings and wins of a period, as known at the date of the history.</summary>
/// <param name="From">Start of the period: wins since then are booked already.</param>
/// <param name="By">End of the period. At or before the date of the history, the answer is what is closed.</param>
/// <param name="Goal">Bookings to reach, in the history's currency; null = none is asked for.</param>
/// <param name="WinsGoal">Wins to reach; null = none is asked for.</param>
/// <param name="Seed">For the draws behind intervals of single chances; the totals are exact and do not depend on it.</param>
public sealed record ForecastQuestion(DateTimeOffset From, DateTimeOffset By, double? Goal = null, int? WinsGoal = null, ulong Seed = 1)
{
    /// <summary>Standard deviation of the log of the common shock of a quarter before any past forecast was scored.</summary>
    public const double PriorShock = 0.20;

    /// <summary>Scored or not, no quarter is assumed calmer than this.</summary>
    public const double LeastShock = 0.10;

    /// <summary>Of the log of the factor that multiplies every chance to win in a quarter; at least <see cref="LeastShock"/>.</summary>
    public double Shock { get; init; } = PriorShock;

    /// <summary><see cref="Shock"/>, not under <see cref="LeastShock"/>.</summary>
    public double ShockUsed => Math.Max(Shock, LeastShock);

    /// <summary>Past forecasts of this kind that have been scored; from 8 on the spread is not widened.</summary>
    public int ScoredOrigins { get; init; }

    /// <summary>For how many of the largest opportunities the goal is computed with and without them. Each costs as much as the
    /// forecast.</summary>
    public int Sensitivities { get; init; } = 3;
}

/// <summary>A forecast, or what is missing for one.</summary>
public abstract record ForecastAnswer
{
    private ForecastAnswer()
    {
    }

    public TResult Match<TResult>(Func<Forecast, TResult> known, Func<NotEnoughHistory, TResult> notEnough) => this switch
    {
        Known k => known(k.Forecast),
        NotEnoughHistory few => notEnough(few),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public sealed record Known(Forecast Forecast) : ForecastAnswer;

    public sealed record NotEnoughHistory(int Have, int Need, string What) : ForecastAnswer;
}

/// <summary>A total with its goal, or why it cannot be told (bookings without any known amount).</summary>
public abstract record TotalAnswer
{
    private TotalAnswer()
    {
    }

    public TResult Match<TResult>(Func<Known, TResult> known, Func<NotEnoughHistory, TResult> notEnough) => this switch
    {
        Known k => known(k),
        NotEnoughHistory few => notEnough(few),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <param name="ChanceOfGoal">In [0,1]; null when no goal was asked for.</param>
    /// <param name="FromOpen">Expected from the open opportunities.</param>
    /// <param name="FromArrivals">Expected from those not yet here.</param>
    public sealed record Known(Total Total, double? Goal, double? ChanceOfGoal, double FromOpen, double FromArrivals) : TotalAnswer;

    public sealed record NotEnoughHistory(int Have, int Need, string What) : TotalAnswer;
}

/// <summary>What one open opportunity adds.</summary>
/// <param name="Case">Row of the history's columns.</param>
/// <param name="Expected">Chance by the date times the amount.</param>
/// <param name="AmountFilled">The amount is the median of won ones.</param>
public sealed record Contribution(int Case, string CaseId, int Stage, int WeeksInStage, double Amount, bool AmountFilled, double Chance,
    double Expected);

/// <summary>How the chance of the goal hangs on one opportunity.</summary>
public sealed record GoalHangsOn(Contribution Opportunity, double ChanceIfWon, double ChanceIfNot);

/// <param name="Code">Stable, lower case with hyphens.</param>
public sealed record Assumption(string Code, string Sentence);
