using System.Collections.Immutable;
using System.Text.Json;
using Headway.Statistics.Conformance;
using Xunit;

namespace Headway.Tests.Statistics;

/// <summary>Ten cases and a model, as PM4Py 2.7 has them and as a brute force over every word of the model confirms.</summary>
public sealed class Comparing_a_log_with_a_model
{
    private static readonly JsonElement golden = Golden.Json("12_conformance");

    private static readonly string[] names =
        ["Qualified", "Discovery", "DecisionProcess", "Proposal", "Negotiation", "Won", "Lost", "Demo"];

    private static readonly ImmutableArray<int[]> traces = [.. golden.GetProperty("cases").EnumerateArray()
        .Select(each => Numbers(each.GetProperty("trace")))];

    /// <summary>Qualified, then Discovery and DecisionProcess in any order, Proposal, perhaps Negotiation; Lost also right after
    /// Qualified.</summary>
    private static readonly OrderedModel model = new(
        [new(0, true, 0), new(1, true, 0b1), new(2, true, 0b1), new(3, true, 0b111), new(4, false, 0b1111)],
        [new(6, 0b1, 0b11110), new(5, 0b1111, 0), new(6, 0b1111, 0)]);

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, 10)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Finds_as_many_deviations_as_the_nearest_word_of_the_model_is_away(int number)
    {
        var expected = golden.GetProperty("cases")[number];
        var alignment = Alignment.Of(model, traces[number], isComplete: true)!;
        Assert.Equal(expected.GetProperty("brute_force_deviations").GetInt32(), alignment.Cost);
        Assert.Equal(expected.GetProperty("align_deviations").GetInt32(), alignment.Cost);
        Golden.Near(expected.GetProperty("align_fitness").GetDouble(), alignment.Fitness(model, traces[number].Length), 1e-9);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Reads_the_log_on_one_side_and_a_word_of_the_model_on_the_other(int number)
    {
        var alignment = Alignment.Of(model, traces[number], isComplete: true)!;
        Assert.Equal(traces[number], alignment.Moves.Where(move => move.By != AlignedBy.ModelOnly).Select(move => move.Label));
        int[] word = [.. alignment.Moves.Where(move => move.By != AlignedBy.LogOnly).Select(move => move.Label)];
        Assert.Equal(0, Alignment.Of(model, word, isComplete: true)!.Cost);
        Assert.Equal(alignment.Cost, alignment.Moves.Count(move => move.By != AlignedBy.Both));
    }

    [Fact]
    public void Has_PM4Pys_average_fitness() => Golden.Near(
        golden.At("log_align_fitness.averageFitness").GetDouble(),
        traces.Average(trace => Alignment.Of(model, trace, isComplete: true)!.Fitness(model, trace.Length)), 1e-9);

    [Fact]
    public void Holds_nothing_that_is_still_to_come_against_a_case_that_is_open()
    {
        Assert.Equal(2, Alignment.Of(model, traces[9], isComplete: true)!.Cost);
        Assert.Equal(0, Alignment.Of(model, traces[9], isComplete: false)!.Cost);
        Assert.Equal(1, Alignment.Of(model, [0, 3], isComplete: false)!.Cost);
    }

    /// <summary>Token replay calls this one perfect (golden: 1.0), because it does not see what the model does not know.</summary>
    [Fact]
    public void Sees_an_event_the_model_does_not_know()
    {
        Assert.Equal(1, golden.GetProperty("cases")[8].At("token.trace_fitness").GetDouble());
        Assert.Contains(new AlignedMove(AlignedBy.LogOnly, 7), Alignment.Of(model, traces[8], isComplete: true)!.Moves);
    }

    [Fact]
    public void Takes_of_two_equal_ways_always_the_same()
    {
        // One of the two repeats goes; the first one is kept, since agreeing comes before setting aside.
        var moves = Alignment.Of(model, [0, 1, 1, 2, 3, 5], isComplete: true)!.Moves;
        Assert.Equal(
            [new(AlignedBy.Both, 0), new(AlignedBy.Both, 1), new(AlignedBy.LogOnly, 1), new(AlignedBy.Both, 2), new(AlignedBy.Both, 3),
                new(AlignedBy.Both, 5)],
            moves.ToArray());
    }

    [Fact]
    public void Refuses_a_model_that_cannot_end_or_whose_steps_wait_for_later_ones()
    {
        Assert.Throws<ArgumentException>(() => new OrderedModel([new(0, true, 0)], [new(1, 0b10, 0)]));
        Assert.Throws<ArgumentException>(() => new OrderedModel([new(0, true, 0b1)], [new(1, 0, 0)]));
    }

    [Fact]
    public void Has_PM4Pys_graph_with_its_starts_and_ends()
    {
        var (start, label, time) = Log();
        var graph = DirectlyFollows.Of(start, label, time, names.Length);
        var expected = golden.GetProperty("dfg").EnumerateArray()
            .ToDictionary(edge => (edge[0].GetString()!, edge[1].GetString()!), edge => edge[2].GetInt32());
        Assert.Equal(expected, graph.Edges.ToDictionary(edge => (names[edge.From], names[edge.To]), edge => edge.Count));
        Assert.All(expected, edge => Assert.Equal(
            edge.Value, graph.Count(Array.IndexOf(names, edge.Key.Item1), Array.IndexOf(names, edge.Key.Item2))));
        Assert.Equal<int>(Counts("start"), graph.Starts);
        Assert.Equal<int>(Counts("end"), graph.Ends);
        Assert.All(graph.Edges, edge => Assert.Equal((1.0, 1.0), (edge.MeanDuration, edge.MedianDuration)));
    }

    [Fact]
    public void Has_PM4Pys_variants()
    {
        var (start, label, _) = Log();
        var expected = golden.GetProperty("variants").EnumerateArray()
            .Select(each => (string.Join(">", each[0].EnumerateArray().Select(name => name.GetString())), each[1].GetInt32()));
        Assert.Equal(
            expected.Order(),
            Variants.Of(start, label)
                .Select(each => (string.Join(">", each.Labels.Select(one => names[one])), each.Cases.Length)).Order());
    }

    private static int[] Counts(string which) =>
        [.. names.Select(name => golden.GetProperty(which).TryGetProperty(name, out var count) ? count.GetInt32() : 0)];

    private static (int[] Start, int[] Label, long[] Time) Log()
    {
        var start = new int[traces.Length + 1];
        for (var c = 0; c < traces.Length; c++) start[c + 1] = start[c] + traces[c].Length;
        return (start, [.. traces.SelectMany(trace => trace)], [.. traces.SelectMany(trace => trace.Select((_, k) => (long)k))]);
    }

    private static int[] Numbers(JsonElement trace) =>
        [.. trace.EnumerateArray().Select(name => Array.IndexOf(names, name.GetString()))];
}

public sealed class A_directly_follows_graph
{
    private const int Labels = 7;

    /// <summary>More than the bound from which all cores are used, with odd and even medians and repeats.</summary>
    [Fact]
    public void Equals_plain_counting_on_a_log_of_300_000_events()
    {
        const int Seed = 20261124;
        var random = new Random(Seed);
        var start = new List<int> { 0 };
        var (label, time) = (new List<int>(), new List<long>());
        while (label.Count < 300_000)
        {
            var at = random.NextInt64(1_000_000);
            for (var i = random.Next(0, 14); i > 0; i--)
            {
                label.Add(random.Next(Labels));
                time.Add(at += random.NextInt64(0, 50));
            }
            start.Add(label.Count);
        }
        var graph = DirectlyFollows.Of([.. start], [.. label], [.. time], Labels);
        var plain = new Dictionary<(int, int), List<long>>();
        for (var c = 0; c + 1 < start.Count; c++)
        {
            for (var i = start[c] + 1; i < start[c + 1]; i++)
            {
                if (!plain.TryGetValue((label[i - 1], label[i]), out var durations)) plain[(label[i - 1], label[i])] = durations = [];
                durations.Add(time[i] - time[i - 1]);
            }
        }
        Assert.Equal(plain.Count, graph.Edges.Length);
        foreach (var edge in graph.Edges)
        {
            var durations = plain[(edge.From, edge.To)];
            durations.Sort();
            var n = durations.Count;
            Assert.True(n == edge.Count, $"seed {Seed}");
            Golden.Near(durations.Average(), edge.MeanDuration, 1e-9, $"mean, seed {Seed}");
            Golden.Near((durations[(n - 1) / 2] + durations[n / 2]) / 2.0, edge.MedianDuration, 0, $"median, seed {Seed}");
        }
    }

    [Fact]
    public void Of_no_cases_has_no_edges()
    {
        Assert.Empty(DirectlyFollows.Of([0], [], [], 3).Edges);
        Assert.Empty(DirectlyFollows.Of([0, 0, 1], [2], [5], 3).Edges);
    }

    [Fact]
    public void Refuses_more_labels_than_a_table_holds() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => DirectlyFollows.Of([0], [], [], DirectlyFollows.MostLabels + 1));
}
