using Headway.App.Design.Charts;

namespace Headway.App.Design.Gallery;

/// <summary>Invented values for the gallery: full, long-named, empty and extreme.</summary>
public static class GallerySamples
{
    public const string LongName = "Vereinigte Hafenumschlags- und Containerlogistikgesellschaft Bremen-Nordwest";

    public static readonly Measure Euro = new Measure.Money("EUR");

    public static readonly MenuItem[] Menu =
    [
        new("Today", "/design", 5, 't', true), new("Pipeline", "/pipeline", 23, 'p', true), new("Goals", "/goals", null, 'o', true),
        new("Forecast", "/forecast", null, 'f', true), new("Learn", "/learn", null, 'l'), new("Process", "/process"),
    ];

    public static readonly RoadGate[] Gates =
    [
        new("Qualifying", GateShape.Passed), new("Understanding", GateShape.Passed), new("Deciding", GateShape.Here), new("Agreeing",
            GateShape.Ahead), new("Closing", GateShape.Ahead),
    ];

    public static readonly RoadStage[] Stages =
    [
        new("Qualifying", GateShape.Passed, [OutcomeShape.Confirmed, OutcomeShape.Confirmed], true, false, "Go, 24 Sep, you"),
        new("Understanding", GateShape.Unsupported, [OutcomeShape.Confirmed, OutcomeShape.Stale, OutcomeShape.Confirmed], true, false,
            "no longer supported"),
        new("Deciding together with procurement", GateShape.Here, [OutcomeShape.Unknown, OutcomeShape.Confirmed, OutcomeShape.Stale,
            OutcomeShape.Claimed], false, true, "day 32, usual 12–30"),
        new("Agreeing", GateShape.Ahead, [OutcomeShape.Refuted, OutcomeShape.Unknown, OutcomeShape.Unknown, OutcomeShape.Unknown], false,
            false, "one thing learned early"),
        new("Closing", GateShape.Ahead, [OutcomeShape.Unknown], false, false, "expected 12 Dec"),
    ];

    public static readonly Choice[] People = [new("1", "Ingrid Vik"), new("2", "Tor Ness"), new("role:signs", "Somebody who signs")];

    public static readonly FindingRow[] Findings =
    [
        new(Gravity.Error, "Deciding · Meet the decision makers", "is an activity that pursues no outcome.",
            "Name what you want to know afterwards, or remove it.", "activity-without-outcome"),
        new(Gravity.Warning, "Demo done", "names what the seller did, not what the customer reached.",
            "Call the stage by its purpose: “Understanding”.", "stage-named-after-activity"),
        new(Gravity.Hint, "Closing", "has one outcome only; it could join Agreeing."),
    ];

    public static readonly FunnelStage[] Funnel =
    [
        new("Qualifying", 412, 236, 31, 0.62, 0.57, 0.67), new("Understanding", 236, 141, 38, 0.71, 0.65, 0.77),
        new("Deciding together with procurement and legal", 141, 62, 29, 0.55, 0.46, 0.64), new("Agreeing", 62, 41, 14, 0.85, 0.73, 0.92),
            new("Closing", 41, 3, 36, null, 0, 1),
    ];

    public static readonly FunnelStage[] ZeroFunnel = [new("Qualifying", 0, 0, 0, null, 0, 0), new("Understanding", 0, 0, 0, null, 0, 0)];

    public static readonly IncidenceCurve[] Curves =
    [
        Curve("Won", 0.25, 60), Curve("Lost", 0.31, 45), Curve("No decision", 0.19, 90), Curve("No-go", 0.17, 20),
    ];

    public static readonly AtRisk[] AtRisk = [.. Enumerable.Range(0, 7).Select(i => new AtRisk(i * 30,
        (int)(3412 * Math.Exp(-i * 0.5))))];

    public static readonly StageTime[] Times =
    [
        new("Qualifying", 381, 9, 2, 5, 16, 28), new("Understanding", 198, 21, 8, 14, 33, 52), new("Deciding together with procurement",
            112, 24, 7, 12, 30, 47, 52),
        new("Agreeing", 48, 26, 9, 15, 40, 71), new("Closing", 5, null, 0, 0, 0, 0),
    ];

    public static readonly Ends Ends = Bell(4.32e6, 0.43e6, 4.2e6, 0.62, 2.46e6);

    public static readonly Ends HugeEnds = Bell(8.1e11, 2.2e11, 1.9e12, 0.0004, null);

    public static readonly Pace Pace = Quarter(new(2026, 11, 24), 1, 4.2e6);

    public static readonly Pace EmptyPace = new(new(2026, 10, 1), new(2026, 12, 31), new(2026, 10, 1), [], [], [], [], null);

    public static readonly ForestRow[] Forest =
    [
        new("Decision process told by the customer", 12, 8, 16, 1204, Verdict.WithWinning), new("Cost of doing nothing, in their figures",
            9, 5, 13, 988, Verdict.WithWinning),
        new("The person who signs above fifty thousand has seen the case and says yes", 6, 2, 10, 640, Verdict.WithWinning),
            new("Current supplier named", 0, -3, 3, 2210, Verdict.NoDifference),
        new("Tender received before first meeting", -8, -12, -4, 310, Verdict.WithLosing), new("Success criteria written by the customer",
            5, 0, 11, 300, Verdict.NotEnough, 490),
    ];

    public static readonly ChanceSteps Chance = new(
        [new(new(2026, 9, 8), .14), new(new(2026, 9, 22), .17), new(new(2026, 10, 6), .24), new(new(2026, 10, 20), .30), new(new(2026, 11,
            16), .27), new(new(2026, 11, 23), .31)],
        new(2026, 11, 24), .43, "if we know");

    static IncidenceCurve Curve(string name, double end, double speed) => new(name,
        [.. Enumerable.Range(1, 9).Select(i => i * 20).Select(day => (Day: day, Share: end * (1 - Math.Exp(-day / speed))))
            .Select(p => new CurvePoint(p.Day, p.Share, p.Share * 0.9, p.Share * 1.1))]);

    static Ends Bell(double middle, double spread, double goal, double reaches, double? done) => new(
        [.. Enumerable.Range(-9, 19).Select(i => i / 3.0).Select(z => new DensityPoint(middle + (z * spread), Math.Exp(-z * z / 2)))],
        middle - (1.28 * spread), middle, middle + (1.28 * spread), goal, reaches, done);

    static Pace Quarter(DateOnly today, double scale, double goal)
    {
        var from = new DateOnly(2026, 10, 1);
        var to = new DateOnly(2026, 12, 31);
        var done = Enumerable.Range(0, 12).Select(i => new DayValue(from.AddDays(i * 5), scale * 2.46e6 * Math.Pow(i / 10.8,
            1.4))).Where(d => d.Day <= today).ToList();
        var last = done[^1].Value;
        var days = to.DayNumber - today.DayNumber;
        var bands = Enumerable.Range(0, days + 1).Select(i => (Day: today.AddDays(i), Middle: last + (1.75e6 * scale * i / days),
            Spread: 0.42e6 * scale * Math.Sqrt(i / (double)days)))
            .Select(b => new DayBand(b.Day, b.Middle - (1.96 * b.Spread), b.Middle - (1.28 * b.Spread), b.Middle - (0.67 * b.Spread),
                b.Middle,
                b.Middle + (0.67 * b.Spread), b.Middle + (1.28 * b.Spread), b.Middle + (1.96 * b.Spread)));
        var needed = Enumerable.Range(0, 14).Select(i => new DayValue(from.AddDays(i * 7), goal * Math.Pow(i / 13.0, 1.3)));
        return new(from, to, today, done, [.. bands], [.. needed], [new(new(2026, 10, 31), 0.9e6 * scale), new(new(2026, 11, 30),
            2.7e6 * scale)], goal);
    }
}
