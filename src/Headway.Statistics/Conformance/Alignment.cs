using System.Collections.Immutable;

namespace Headway.Statistics.Conformance;

/// <summary>Who makes a move of an alignment.</summary>
public enum AlignedBy
{
    /// <summary>Log and model agree; costs nothing.</summary>
    Both,

    /// <summary>The log has it where the model does not allow it: out of order, repeated or unknown. Costs 1.</summary>
    LogOnly,

    /// <summary>The model needs it and the log does not have it here: skipped, or late. Costs 1.</summary>
    ModelOnly,
}

public readonly record struct AlignedMove(AlignedBy By, int Label);

/// <summary>The cheapest way to read a sequence as one the model allows.</summary>
/// <param name="Cost">Number of deviations: moves only the log or only the model makes.</param>
/// <param name="Moves">One cheapest alignment. There may be others of the same cost; compare costs. This one is always the same: of equal
/// ways the one found first, agreeing moves before moves of the model (the earliest step first) before moves of the log.</param>
/// <remarks>
/// Shortest path over (place in the sequence, steps taken, ended): at most length times reachable sets of steps. Adriansyah (2014).
/// Checked against PM4Py 2.7 alignments and a brute force over all words of the model: golden/12_conformance.json, exact.
/// </remarks>
public sealed record Alignment(int Cost, ImmutableArray<AlignedMove> Moves)
{
    /// <summary>Past this many states a model allows more orders than can be searched; about 100 MB.</summary>
    public const int MostStates = 1 << 20;

    /// <param name="isComplete">True: the sequence is over, and what is missing up to an end is a deviation. False: it goes on, and what
    /// is still to come costs nothing (prefix alignment).</param>
    /// <returns>Null: more than <see cref="MostStates"/> were needed, or no end can be reached.</returns>
    public static Alignment? Of(OrderedModel model, ReadOnlySpan<int> sequence, bool isComplete) =>
        new Search(model, sequence, isComplete).Run();

    /// <summary>1 - cost / (length + shortest path of the model): 1 = agrees, 0 = nothing in common. Of complete sequences only.</summary>
    public double Fitness(OrderedModel model, int length) =>
        length + model.ShortestPath == 0 ? 1 : 1 - (double)Cost / (length + model.ShortestPath);

    private readonly record struct State(int At, ulong Done, bool HasEnded);

    private sealed record Node(State State, int Cost, Node? Before, AlignedMove Move);

    private readonly ref struct Search(OrderedModel model, ReadOnlySpan<int> sequence, bool isComplete)
    {
        private readonly ReadOnlySpan<int> sequence = sequence;
        private readonly Dictionary<State, int> best = [];
        private readonly HashSet<State> settled = [];
        private readonly Queue<Node> now = [];
        private readonly Queue<Node> next = [];

        public Alignment? Run()
        {
            Reach(new State(0, 0, false), 0, null, default);
            while (now.Count > 0)
            {
                while (now.TryDequeue(out var node))
                {
                    if (!settled.Add(node.State)) continue;
                    if (node.State.At == sequence.Length && (node.State.HasEnded || !isComplete)) return Read(node);
                    if (settled.Count > MostStates) return null;
                    if (!node.State.HasEnded) Together(node);
                    if (!node.State.HasEnded) ByModel(node);
                    if (node.State.At < sequence.Length)
                        Reach(node.State with { At = node.State.At + 1 }, node.Cost + 1, node,
                            new AlignedMove(AlignedBy.LogOnly, sequence[node.State.At]));
                }
                while (next.TryDequeue(out var later)) now.Enqueue(later);
            }
            return null;
        }

        private void Together(Node node)
        {
            if (node.State.At == sequence.Length) return;
            var label = sequence[node.State.At];
            var move = new AlignedMove(AlignedBy.Both, label);
            for (var step = 0; step < model.Steps.Length; step++)
            {
                if (model.Steps[step].Label == label && model.MayTake(step, node.State.Done))
                    Reach(new State(node.State.At + 1, node.State.Done | 1UL << step, false), node.Cost, node, move);
            }
            foreach (var end in model.Ends)
            {
                if (end.Label == label && model.MayEnd(end, node.State.Done))
                    Reach(new State(node.State.At + 1, node.State.Done, true), node.Cost, node, move);
            }
        }

        private void ByModel(Node node)
        {
            for (var step = 0; step < model.Steps.Length; step++)
            {
                // A step that may be left out is left out for nothing.
                if (!model.Steps[step].IsMandatory || !model.MayTake(step, node.State.Done)) continue;
                Reach(node.State with { Done = node.State.Done | 1UL << step }, node.Cost + 1, node,
                    new AlignedMove(AlignedBy.ModelOnly, model.Steps[step].Label));
            }
            foreach (var end in model.Ends)
            {
                if (model.MayEnd(end, node.State.Done))
                    Reach(node.State with { HasEnded = true }, node.Cost + 1, node, new AlignedMove(AlignedBy.ModelOnly, end.Label));
            }
        }

        private void Reach(State state, int cost, Node? before, AlignedMove move)
        {
            if (best.TryGetValue(state, out var known) && known <= cost) return;
            best[state] = cost;
            (cost == (before?.Cost ?? 0) ? now : next).Enqueue(new Node(state, cost, before, move));
        }

        private static Alignment Read(Node last)
        {
            var moves = new List<AlignedMove>();
            for (var node = last; node.Before is not null; node = node.Before) moves.Add(node.Move);
            moves.Reverse();
            return new Alignment(last.Cost, [.. moves]);
        }
    }
}
