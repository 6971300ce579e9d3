using System.Collections.Immutable;
using Headway.Histories;
using Headway.Statistics.Random;

namespace Headway.Tests.Learning;

/// <summary>Opportunities that collect calls for as long as the customer has not answered. A customer who answers is called no more and is
/// soon won; one who does not is lost at some time. What each doubling of the calls does to the chances is planted: nothing, by
/// default.</summary>
internal static class CollectedCalls
{
    public const string Call = "call", Answered = "answered";

    private static readonly DateTime last = new(2026, 6, 30, 0, 0, 0, DateTimeKind.Utc);
    private const int Answer = 2, Won = 3, Lost = 4;

    private static readonly string[] labels = ["stage", Call, Answered, "Won", "Lost"];

    /// <param name="perDoubling">Added to the log odds of winning among those that answered, per doubling of the calls so far.</param>
    public static History Of(ulong seed, int cases, double perDoubling = 0)
    {
        var made = new DatedCases(labels);
        for (var c = 0; c < cases; c++)
        {
            var random = Xoshiro256StarStar.For(seed, "calls", c);
            var opened = last.AddDays(-1 - random.NextBelow(300));
            var pace = 0.1 + 0.5 * random.NextUniform();
            var (answered, calls) = (false, 0);
            made.Add(opened, 0);
            for (var day = 0; opened.AddDays(day) < last; day++)
            {
                var at = opened.AddDays(day).AddHours(9);
                if (!answered && random.Chance(pace))
                {
                    made.Add(at, 1);
                    calls++;
                }
                var doublings = calls == 0 ? 0 : Math.Min(3, (int)Math.Log2(calls));
                var what = answered
                    ? !random.Chance(0.12) ? -1 : random.Chance(1 / (1 + Math.Exp(-1.6 - perDoubling * doublings))) ? Won : Lost
                    : random.Chance(0.057) ? Answer
                    : random.Chance(day < 21 ? 0.005 : 0.08) ? Lost : -1;
                if (what < 0) continue;
                made.Add(at.AddHours(1), what);
                if (what != Answer) break;
                answered = true;
            }
            made.EndCase();
        }
        return made.AsOf(
            last, [new NamedElement("stage", "Stage")], [new NamedElement(Answered, Answered)], [new NamedElement(Call, Call)],
            new Dictionary<string, LabelMeaning>
            {
                ["stage"] = new LabelMeaning.StageEntered(0),
                [Call] = new LabelMeaning.ActivityDone(0),
                [Answered] = new LabelMeaning.Evidence(0, true),
                ["Won"] = new LabelMeaning.Ended(Ending.Won),
                ["Lost"] = new LabelMeaning.Ended(Ending.Lost),
            });
    }
}
