using System.Collections.Immutable;
using System.Numerics;

namespace Headway.Statistics.Selection;

/// <summary>One search for the best sets of every size.</summary>
internal sealed class SubsetSearch
{
    // A bound costs about as much as this many small fits.
    private const int WorthABound = 100;

    // Items drop out of a signed fit and seldom come back; beyond this the looser bound is taken.
    private const int MostSignedFits = 40;
    private const double Rounding = 1e-9;
    private readonly ItemRows _rows;
    private readonly SubsetRules _rules;
    private readonly bool _secondBest;
    private readonly CellLogit _logit;
    private readonly SubsetFit?[] _best;
    private readonly double[] _second;
    private readonly int[] _order;
    private readonly Dictionary<ulong, bool> _tried = [];

    internal SubsetSearch(ItemRows rows, SubsetRules rules, bool secondBest)
    {
        _rows = rows;
        _rules = rules;
        _secondBest = secondBest;
        _logit = new CellLogit(rows, rules.Ridge);
        var most = Math.Min(rules.MostChosen, rows.Items);
        _best = new SubsetFit?[most + 1];
        _second = new double[most + 1];
        Array.Fill(_second, double.NegativeInfinity);
        _order = Strongest();
    }

    /// <summary>A set no better than a smaller one is left out; an item that everybody has gains by rounding alone, in one order of the
    /// rows and not in another.</summary>
    internal ImmutableArray<SubsetFit?> Path() => [.. _best.Select((fit, k) => fit is null || !Gains(fit, BestUpTo(k - 1)) ? null
        : _secondBest && double.IsFinite(_second[k]) ? fit with { SecondBest = _second[k] } : fit)];

    private static bool Gains(SubsetFit fit, double over) => fit.Objective > over + Rounding * Math.Abs(fit.Objective);

    private double BestUpTo(int size)
    {
        var best = double.NegativeInfinity;
        for (var k = 0; k <= size; k++) best = Math.Max(best, _best[k]?.Objective ?? best);
        return best;
    }

    /// <summary>Every set, unless a fit on all it could still contain shows that it cannot be better.</summary>
    internal void Everything()
    {
        if (TryAdd(_rules.Obligatory, []) is { } start) Extend(_rules.Obligatory, start, 0, _best.Length - 1);
    }

    internal void Beam(int width)
    {
        var level = new List<SubsetFit>();
        if (TryAdd(_rules.Obligatory, []) is not null && Feasible(_rules.Obligatory) is { } first) level.Add(first);
        for (var size = BitOperations.PopCount(_rules.Obligatory); size + 1 < _best.Length && level.Count > 0; size++)
        {
            var next = new List<SubsetFit>();
            foreach (var from in level)
            {
                foreach (var item in _order)
                {
                    var items = from.Items | 1UL << item;
                    if (items == from.Items || !_tried.TryAdd(items, true)) continue;
                    if (TryAdd(items, Widened(from, items)) is { } beta) next.Add(BestSubset.Made(_rows, _logit, items, beta));
                }
            }
            level = [.. next.OrderByDescending(fit => fit.Objective).ThenBy(fit => fit.Items).Take(width)];
        }
        for (var size = 0; size < _best.Length; size++)
            while (_best[size] is { } now && Swap(now)) { }
    }

    private bool Swap(SubsetFit from)
    {
        foreach (var leaves in SubsetFit.Bits(from.Items & ~_rules.Obligatory))
        {
            foreach (var enters in _order)
            {
                var items = from.Items & ~(1UL << leaves) | 1UL << enters;
                if (BitOperations.PopCount(items) == from.Size && _tried.TryAdd(items, true)) TryAdd(items, []);
            }
        }
        return _best[from.Size]!.Items != from.Items;
    }

    private SubsetFit? Feasible(ulong items) => _best[BitOperations.PopCount(items)] is { } fit && fit.Items == items ? fit : null;

    /// <summary>Items by how far they move the fit of all of them, so that good sets are seen first.</summary>
    private int[] Strongest()
    {
        var all = Enumerable.Range(0, _rows.Items).ToArray();
        var beta = new double[1 + _rows.Controls + _rows.Items];
        var every = _rows.Items == 0 ? 0 : ulong.MaxValue >> (64 - _rows.Items);
        if (!_logit.Fit(every, beta)) Array.Clear(beta);
        var total = _rows.HappenedTotal + _rows.MissedTotal;
        double Strength(int item)
        {
            var having = 0.0;
            for (var i = 0; i < _rows.Patterns; i++)
                if ((_rows.Having[i] >> item & 1) != 0) having += _rows.Happened[i] + _rows.Missed[i];
            var share = having / total;
            return beta[1 + _rows.Controls + item] * Math.Sqrt(share * (1 - share));
        }
        return [.. all.Where(item => (_rules.Obligatory >> item & 1) == 0).OrderByDescending(Strength).ThenBy(item => item)];
    }

    private void Extend(ulong items, double[] beta, int from, int deepest)
    {
        var size = BitOperations.PopCount(items);
        for (var i = from; i < _order.Length && size < deepest; i++)
        {
            if (Leaves(_order.Length - i, deepest - size) >= WorthABound) deepest = Reachable(items, i, size, deepest);
            if (size >= deepest) return;
            var next = items | 1UL << _order[i];
            var widened = Widened(items, beta, next);
            if (TryAdd(next, widened) is { } fitted) Extend(next, fitted, i + 1, deepest);
        }
    }

    /// <summary>The largest size at which a set from here on can still be better than the best known.</summary>
    private int Reachable(ulong items, int from, int size, int deepest)
    {
        var all = items;
        for (var i = from; i < _order.Length; i++) all |= 1UL << _order[i];
        var bound = Most(all);
        while (deepest > size && (bound <= BestUpTo(deepest - 1) + 1e-9
            || bound <= (_secondBest ? _second[deepest] : _best[deepest]?.Objective ?? double.NegativeInfinity))) deepest--;
        return deepest;
    }

    /// <summary>The largest objective any subset can have: that of the whole set, with no coefficient below 0 where that is the
    /// rule.</summary>
    private double Most(ulong all)
    {
        var active = all;
        var loosest = double.PositiveInfinity;
        for (var fit = 0; fit < MostSignedFits; fit++)
        {
            var beta = new double[1 + _rows.Controls + BitOperations.PopCount(active)];
            if (!_logit.Fit(active, beta)) return loosest;
            if (fit == 0) loosest = _logit.Objective;
            if (!_rules.NonNegative) return loosest;
            var at = 1 + _rows.Controls;
            var wrong = SubsetFit.Bits(active).Where(item => beta[at++] <= 0 && (_rules.Obligatory >> item & 1) == 0)
                .Aggregate(0UL, (set, item) => set | 1UL << item);
            active &= ~wrong;
            if (wrong != 0) continue;
            var most = _logit.Objective;
            if (Wanting(all & ~active, active, beta) is not { } back)
            {
                // It is a set like any other, and often the best.
                if (BitOperations.PopCount(active) < _best.Length) TryAdd(active, beta);
                return most;
            }
            active |= 1UL << back;
        }
        return loosest;
    }

    /// <summary>The item left out that would enter with a positive coefficient, the strongest; null when none would.</summary>
    private int? Wanting(ulong left, ulong active, double[] beta)
    {
        var fit = new SubsetFit(active, _rows.Controls, [.. beta], 0, 0);
        var slope = new double[_rows.Items];
        for (var i = 0; i < _rows.Patterns; i++)
        {
            var p = fit.Probability(_rows.Having[i], _rows.Strata[_rows.Stratum[i]]);
            var residual = _rows.Happened[i] * (1 - p) - _rows.Missed[i] * p;
            foreach (var item in SubsetFit.Bits(_rows.Having[i] & left)) slope[item] += residual;
        }
        var most = SubsetFit.Bits(left).Select(item => (int?)item).MaxBy(item => slope[item!.Value]);
        return most is { } found && slope[found] > 1e-7 ? most : null;
    }

    private static double Leaves(int items, int chosen)
    {
        var (sum, choose) = (0.0, 1.0);
        for (var k = 0; k <= Math.Min(items, chosen); k++)
        {
            sum += choose;
            choose = choose * (items - k) / (k + 1);
        }
        return sum;
    }

    private double[] Widened(SubsetFit from, ulong items) => Widened(from.Items, [.. from.Coefficients], items);

    private double[] Widened(ulong had, double[] beta, ulong items)
    {
        var wide = new double[1 + _rows.Controls + BitOperations.PopCount(items)];
        Array.Copy(beta, wide, 1 + _rows.Controls);
        var (at, to) = (1 + _rows.Controls, 1 + _rows.Controls);
        foreach (var item in SubsetFit.Bits(items))
        {
            if ((had >> item & 1) != 0) wide[to] = beta[at++];
            to++;
        }
        return wide;
    }

    /// <summary>Fits the set and keeps it when it is among the best two of its size.</summary>
    /// <returns>The coefficients, to start larger sets from; null when the set has no fit or is not allowed.</returns>
    private double[]? TryAdd(ulong items, double[] start)
    {
        if (!_rules.Allows(items)) return null;
        var beta = start.Length > 0 ? start : new double[1 + _rows.Controls + BitOperations.PopCount(items)];
        if (!_logit.Fit(items, beta)) return null;
        // One item with a wrong sign: the best the set can do is a smaller set, and that one is looked at by itself.
        if (_rules.NonNegative && HasWrongSign(items, beta)) return beta;
        var size = BitOperations.PopCount(items);
        if (_best[size] is not { } best || _logit.Objective > best.Objective)
        {
            _second[size] = _best[size]?.Objective ?? double.NegativeInfinity;
            _best[size] = BestSubset.Made(_rows, _logit, items, beta);
        }
        else if (_logit.Objective > _second[size] && items != best.Items) _second[size] = _logit.Objective;
        return beta;
    }

    private bool HasWrongSign(ulong items, double[] beta)
    {
        var at = 1 + _rows.Controls;
        foreach (var item in SubsetFit.Bits(items))
            if (beta[at++] <= 0 && (_rules.Obligatory >> item & 1) == 0) return true;
        return false;
    }
}
