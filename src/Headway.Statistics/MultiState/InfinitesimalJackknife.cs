namespace Headway.Statistics.MultiState;

/// <summary>Standard errors of state occupancy by the infinitesimal jackknife over cases; they stay right when a case has several
/// rows.</summary>
/// <remarks>
/// The occupancy is p(t) = p(0) prod (I + dA(u)). Each case's weight is varied a little: its influence U obeys
/// U(u) = U(u-)(I + dA(u)) + p(u-) D(u), where D holds (its own events - its share of the risk set x dA) / Y, and the variance is the
/// sum of squared influences. Where every case has one row and enters at 0 this equals the closed form of
/// <see cref="MultiStateAalenJohansen"/>; with delayed entry or several rows a case they differ, and this one does not assume that rows
/// are independent.
/// O(event times x rows + event times x cases x states^2). Therneau, survival vignette "methods".
/// Checked against R survival 3.5 survfit: golden/01_survival.json (multistate_AJ, deals_small_lefttrunc), 1e-9.
/// </remarks>
public static class InfinitesimalJackknife
{
    private sealed record Rows(int[] From, double[] Entry, double[] Exit, int[] To, int[] Case);

    /// <param name="from">Length n. State the row is at risk in, 0 to <paramref name="states"/> - 1.</param>
    /// <param name="entry">Length n. At risk in (entry, exit].</param>
    /// <param name="exit">Length n. After its entry.</param>
    /// <param name="to">Length n. State moved to at the exit, or <see cref="MultiStateAalenJohansen.Censored"/>.</param>
    /// <param name="caseOf">Length n. Which case the row belongs to, 0 upward.</param>
    /// <param name="start">Length states. Occupancy at time 0, known and not estimated.</param>
    /// <param name="until">The time asked for.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a case is below 0.</exception>
    public static Occupancy OccupancyAt(
        ReadOnlySpan<int> from, ReadOnlySpan<double> entry, ReadOnlySpan<double> exit, ReadOnlySpan<int> to, ReadOnlySpan<int> caseOf,
        int states, ReadOnlySpan<double> start, double until)
    {
        if (entry.Length != from.Length || exit.Length != from.Length || to.Length != from.Length || caseOf.Length != from.Length)
            throw new ArgumentException("All columns need one entry per row.", nameof(from));
        if (start.Length != states) throw new ArgumentException($"The start needs {states} shares.", nameof(start));
        foreach (var one in caseOf) ArgumentOutOfRangeException.ThrowIfNegative(one, nameof(caseOf));
        var rows = new Rows(from.ToArray(), entry.ToArray(), exit.ToArray(), to.ToArray(), caseOf.ToArray());
        var occupancy = start.ToArray();
        var influence = new double[rows.Case.Length == 0 ? 0 : rows.Case.Max() + 1, states];
        foreach (var time in rows.Exit.Where((t, i) => rows.To[i] >= 0 && t <= until).Distinct().Order())
            Step(rows, time, occupancy, influence);
        var errors = new double[states];
        for (var k = 0; k < states; k++)
        {
            for (var i = 0; i < influence.GetLength(0); i++) errors[k] += influence[i, k] * influence[i, k];
            errors[k] = Math.Sqrt(errors[k]);
        }
        return new Occupancy(occupancy, errors);
    }

    private static void Step(Rows rows, double time, double[] occupancy, double[,] influence)
    {
        var states = occupancy.Length;
        var (atRisk, moves) = (new double[states], new double[states, states]);
        for (var i = 0; i < rows.From.Length; i++)
        {
            if (rows.Entry[i] >= time || rows.Exit[i] < time) continue;
            atRisk[rows.From[i]]++;
            if (rows.Exit[i] == time && rows.To[i] >= 0) moves[rows.From[i], rows.To[i]]++;
        }
        for (var c = 0; c < influence.GetLength(0); c++) Carry(influence, c, atRisk, moves);
        for (var i = 0; i < rows.From.Length; i++)
        {
            if (rows.Entry[i] >= time || rows.Exit[i] < time) continue;
            var (h, c) = (rows.From[i], rows.Case[i]);
            for (var j = 0; j < states; j++)
            {
                if (j == h) continue;
                var own = rows.Exit[i] == time && rows.To[i] == j ? 1.0 : 0;
                var change = occupancy[h] * (own - moves[h, j] / atRisk[h]) / atRisk[h];
                influence[c, j] += change;
                influence[c, h] -= change;
            }
        }
        Move(occupancy, atRisk, moves);
    }

    /// <summary>What the case changed before is carried on like the occupancy itself.</summary>
    private static void Carry(double[,] influence, int c, double[] atRisk, double[,] moves)
    {
        var row = new double[atRisk.Length];
        for (var k = 0; k < row.Length; k++) row[k] = influence[c, k];
        Move(row, atRisk, moves);
        for (var k = 0; k < row.Length; k++) influence[c, k] = row[k];
    }

    private static void Move(double[] shares, double[] atRisk, double[,] moves)
    {
        var before = (double[])shares.Clone();
        for (var h = 0; h < shares.Length; h++)
        {
            for (var j = 0; j < shares.Length; j++)
            {
                if (j == h || moves[h, j] == 0) continue;
                var moved = before[h] * moves[h, j] / atRisk[h];
                shares[j] += moved;
                shares[h] -= moved;
            }
        }
    }
}
