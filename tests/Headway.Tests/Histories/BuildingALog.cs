using Headway.Histories;
using Headway.Statistics.Random;
using Xunit;

namespace Headway.Tests.Histories;

public sealed class Building_a_log
{
    /// <summary>Blocks are kept as narrow as they allow: whole seconds, whole milliseconds, any instant; few labels, more than two bytes
    /// count.</summary>
    [Theory]
    [InlineData(TimeSpan.TicksPerSecond, 1_000_000, 20)]
    [InlineData(TimeSpan.TicksPerMillisecond, 1_000_000, 20)]
    [InlineData(TimeSpan.TicksPerMillisecond, 2_000_000_000_000, 20)]
    [InlineData(1, 1_000_000_000, 20)]
    [InlineData(TimeSpan.TicksPerSecond, 200_000_000_000, 70_000)]
    public void Loses_nothing_of_any_event(long unit, long range, int labels)
    {
        const int Events = 150_000;
        var random = Xoshiro256StarStar.For(20_261_124, "building", labels);
        var builder = new EventLogBuilder();
        EventLogPart[] parts = [builder.NewPart(), builder.NewPart()];
        var expected = new List<(int Case, long Ticks, int Order, string Label, string Person)>();
        for (var i = 0; i < Events; i++)
        {
            // Blocks take turns, as threads that read do.
            var part = parts[i / 1_000 % 2];
            if (i % 1_000 == 0) part.BeginBlock(i / 1_000);
            var (c, ticks) = (random.NextBelow(500), unit * (long)(random.NextUniform() * range));
            var (label, person) = ($"l{random.NextBelow(labels)}", i % 3 == 0 ? "" : $"p{i % 7}");
            part.Add(part.Case($"c{c}"), part.Label(label), ticks, part.Person(person), EventLog.Assumed, 0);
            expected.Add((c, ticks, i, label, person));
        }
        var log = builder.Build().Log;
        var cases = Enumerable.Range(0, log.Cases).SelectMany(c =>
            Enumerable.Range(log.CaseStart[c], log.CaseStart[c + 1] - log.CaseStart[c]).Select(i => (Case: log.CaseIds[c], Ticks:
                log.EffectiveTicks[i], Label: log.Labels[log.Label[i]], Person: log.Person[i] < 0 ? "" : log.People[log.Person[i]])));
        var sorted = expected.GroupBy(each => each.Case).SelectMany(group => group.OrderBy(each => each.Ticks).ThenBy(each => each.Order))
            .Select(each => (Case: $"c{each.Case}", each.Ticks, each.Label, each.Person));
        Assert.Equal(sorted, cases);
    }
}
