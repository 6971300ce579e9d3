using Headway.Forecasting.Gates;
using Headway.Histories;
using Headway.Opportunities;
using Headway.Statistics.Random;
using Headway.Tests.Histories;
using Xunit;

namespace Headway.Tests.Forecasting;

/// <summary>Own facts with everything that can change later: answers that come late, contradict each other or are retracted, amounts that
/// move, endings that are taken back.</summary>
public sealed class A_replay_of_the_gates
{
    private const int LastDay = 560, WeeksDeleted = 16;

    private static readonly GateHours Hours = new([2, 4, 4], 8);

    private static IReadOnlyList<StoredFact> Facts(int seed)
    {
        var random = Xoshiro256StarStar.For((ulong)seed, "replayed facts");
        var happened = new List<(double Recorded, Action<MadeFacts> Add)>();
        void On(double day, Action<MadeFacts> add) => happened.Add((day, add));
        var evidence = 0;
        for (var i = 0; i < 300; i++)
        {
            var (number, open, amount) = (i, i * 1.8, 2_000 + 18_000m * (decimal)random.NextUniform());
            On(open, made => made.Open(number, open, MadeFacts.Mara, MadeFacts.Euro(decimal.Round(amount))));
            for (var answers = random.NextBelow(3); answers > 0; answers--)
            {
                var (piece, yes) = (evidence++, random.Chance(0.6));
                var (day, late) = (open + 2 + 30 * random.NextUniform(), 20 * random.NextUniform());
                On(day + late, made => made.Learn(number, piece, yes, day, day + late));
                var back = day + late + 40 * random.NextUniform();
                if (random.Chance(0.2))
                    On(back, made => made.Add(number, new EvidenceRetracted(MadeFacts.Evidence(piece), "Wrong."), back));
            }
            var (changed, end) = (open + 25 * random.NextUniform(), open + 30 + 60 * random.NextUniform());
            var more = new AmountChanged(MadeFacts.Euro(decimal.Round(amount * 1.3m)));
            if (random.Chance(0.4)) On(changed, made => made.Add(number, more, changed));
            var go = open + 8 + 20 * random.NextUniform();
            if (random.Chance(0.6)) On(go, made => made.Go(number, MadeFacts.Qualifying, go));
            var day2 = DateOnly.FromDateTime(MadeLog.Day(end).UtcDateTime);
            if (random.Chance(0.35)) On(end, made => made.Win(number, decimal.Round(amount), end));
            else
            {
                On(end, made => made.Add(number, new OpportunityClosed(new Closing.Lost(day2, "Price")), end));
                if (random.Chance(0.1)) On(end + 30, made => made.Add(number, new OpportunityReopened("They called."), end + 30));
            }
        }
        var all = new MadeFacts();
        foreach (var (_, add) in happened.OrderBy(each => each.Recorded)) add(all);
        return all.Facts;
    }

    private static GateReplay Replay(IEnumerable<StoredFact> facts, DateTimeOffset asOf)
    {
        var history = OwnFacts.Of(facts, MadeFacts.Process, "EUR").AsOf(asOf);
        var needed = NeededOutcomes.Of(MadeFacts.Process, history.Shape, Calendar.Utc);
        return GateReplay.Of(
            history, then => GateModel.Fit(then, needed, Hours, 1).Match<GateModel?>(model => model, _ => null),
            cancel: TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Decides_the_same_in_every_week_when_everything_recorded_after_it_is_deleted(int seed)
    {
        var facts = Facts(seed);
        var (end, then) = (MadeLog.Day(LastDay), MadeLog.Day(LastDay - 7 * WeeksDeleted));
        var whole = Replay(facts, end);
        var before = Replay(facts.Where(stored => stored.RecordedAt <= then), then);
        Assert.True(before.Fits > 1 && before.Looks.Count > 100, $"seed {seed}: {before.Fits} fits, {before.Looks.Count} looks");
        Assert.Contains(before.Looks, look => look.WorthToPrice <= 1);
        Assert.True(whole.Looks.Count > before.Looks.Count);
        Assert.Equal(before.Looks, whole.Looks.Where(look => look.AtTicks < then.UtcTicks));
    }
}
