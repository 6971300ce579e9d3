using System.Diagnostics;
using System.Globalization;
using System.Text;
using Headway.Statistics.Random;
using Headway.Statistics.Selection;

namespace Headway.Benchmarks;

/// <summary>The smallest process at its largest exhaustive size: every set of up to 7 of 18 outcomes, and the same anew on both
/// halves of 50
/// splits. The limit is 60 s on 2 cores.</summary>
internal static class SmallestBenchmark
{
    private const int Rows = 2_000, Items = 18, Most = 7;

    public static int Run()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # The smallest process, {Results.Date}

            {Results.Machine()}.

            {Rows:N0} made-up rows, {Items} outcomes, sets of up to {Most} (63,004 sets), ridge 1, controls of stage (4) and
            doublings of weeks (4);
            then complementary-pairs stability: the best {Most} anew on each of 100 halves, 2 cores. The limit is 60 s for all of
            it. The machine
            was shared. "Four strong" plants four outcomes of log-odds 1; "nothing" plants none, which leaves the search little to rule out.

            | rows | every set s | 100 halves s | together s |
            |---|---|---|---|

            """);
        foreach (var (name, strong) in new[] { ("four strong", 4), ("nothing", 0) })
        {
            var (having, happened, controls) = Made(strong);
            var rules = new SubsetRules(Most) { Ridge = 1 };
            var clock = Stopwatch.StartNew();
            BestSubset.Path(ItemRows.Of(Items, having, happened, controls), rules);
            var path = clock.Elapsed.TotalSeconds;
            clock.Restart();
            StabilitySelection.Of(Items, having, happened, controls, [.. Enumerable.Range(0, Rows)], rules, seed: 1);
            var halves = clock.Elapsed.TotalSeconds;
            var line = string.Create(CultureInfo.InvariantCulture, $"| {name} | {path:0.0} | {halves:0.0} | {path + halves:0.0} |");
            Console.WriteLine(line);
            text.Append(line).Append('\n');
        }
        File.WriteAllText(Results.PathOf("smallest"), text.ToString());
        return 0;
    }

    private static (ulong[] Having, bool[] Happened, double[][] Controls) Made(int strong)
    {
        var random = Xoshiro256StarStar.For(1, "smallest benchmark");
        var (having, happened, controls) = (new ulong[Rows], new bool[Rows], new double[Rows][]);
        for (var i = 0; i < Rows; i++)
        {
            having[i] = random.NextBits() >> (64 - Items);
            int stage = random.NextBelow(4), weeks = random.NextBelow(4);
            controls[i] = [stage == 1 ? 1 : 0, stage == 2 ? 1 : 0, stage == 3 ? 1 : 0, weeks];
            var score = -1.2 - strong / 2.0 + stage * 0.3 - weeks * 0.1;
            for (var j = 0; j < strong; j++) score += having[i] >> j & 1;
            happened[i] = random.Chance(1 / (1 + Math.Exp(-score)));
        }
        return (having, happened, controls);
    }
}
