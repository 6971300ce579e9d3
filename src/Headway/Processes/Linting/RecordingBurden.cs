namespace Headway.Processes.Linting;

/// <summary>How many minutes a week a seller spends on recording what was learned, estimated from the process before anybody uses
/// it.</summary>
/// <param name="OpenOpportunities">Open at a time, per seller.</param>
/// <param name="WeeksOpen">From opening to closing, of those that walk the whole road.</param>
/// <param name="SecondsAnEvidence">To write one sentence with its source.</param>
/// <param name="SecondsACapture">To fill in one captured field beside it.</param>
/// <param name="SecondsADecision">To decide one gate.</param>
/// <param name="ShareReachingAGate">Of the gates ahead, the share an opportunity comes to before it ends; most end early.</param>
/// <remarks>An estimate of the design, to be replaced by measured times. With 15 outcomes and 5 gates the usual values give 25 open × 1.5
/// pieces of evidence × 20 s and 5 decisions × 60 s, which is 17.5 minutes.</remarks>
public sealed record RecordingBurden(
    double OpenOpportunities, double WeeksOpen, double SecondsAnEvidence, double SecondsACapture, double SecondsADecision,
    double ShareReachingAGate)
{
    /// <summary>More than this and recording is put off, and then made up.</summary>
    public const double MostMinutesAWeek = 30;

    public static readonly RecordingBurden Usual = new(25, 10, 20, 6, 60, 0.4);

    private const double DaysAWeek = 7;
    private const double SecondsAMinute = 60;

    /// <summary>Minutes per seller and week. O(outcomes).</summary>
    public double MinutesAWeek(Process process) =>
        (process.Outcomes.Sum(outcome => MinutesAWeek(process, outcome))
            + OpenOpportunities / WeeksOpen * process.Stages.Length * ShareReachingAGate * SecondsADecision / SecondsAMinute);

    /// <summary>Of that, what one outcome costs.</summary>
    public double MinutesAWeek(Process process, Outcome outcome)
    {
        var seconds = SecondsAnEvidence + outcome.Captures.Length * SecondsACapture;
        return OpenOpportunities / WeeksOpen * Recordings(process, outcome) * seconds / SecondsAMinute;
    }

    /// <summary>Once, and again each time a needed answer goes stale before the last gate that asks for it; stages are taken to be of one
    /// length.</summary>
    public int Recordings(Process process, Outcome outcome)
    {
        if (outcome.FreshForDays is not { } fresh || process.StageOf(outcome.Key) is not { } home) return 1;
        var first = process.IndexOf(home.Key);
        var last = first;
        for (var s = first; s < process.Stages.Length; s++)
            if (process.Stages[s].Gate.AlsoNeeds.Contains(outcome.Key)) last = s;
        if (!outcome.Needed && last == first) return 1;
        var days = (last - first + 1) * WeeksOpen * DaysAWeek / process.Stages.Length;
        return 1 + (int)(days / fresh);
    }
}
