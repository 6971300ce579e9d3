namespace Headway.Statistics.Association;

/// <summary>Rows of a design in which most columns are 0, as with dummies of categories: only what is not 0 is kept.</summary>
/// <param name="Start">Length n + 1: row i holds entries [Start[i], Start[i + 1]).</param>
/// <param name="Column">Per entry, 0 to <paramref name="Width"/> - 1; no column twice in a row.</param>
/// <param name="Value">Per entry, finite.</param>
/// <param name="Width">P, number of columns; there is no intercept unless one is among them.</param>
public sealed record SparseRows(int[] Start, int[] Column, double[] Value, int Width)
{
    public int Count => Start.Length - 1;

    /// <summary>Every column of every row, after a column of ones.</summary>
    /// <param name="columns">n by <paramref name="width"/>, row after row.</param>
    public static SparseRows WithIntercept(ReadOnlySpan<double> columns, int width)
    {
        var n = width == 0 ? 0 : columns.Length / width;
        var rows = new SparseRowsBuilder(width + 1);
        for (var i = 0; i < n; i++)
        {
            rows.Add(0, 1);
            for (var j = 0; j < width; j++)
                rows.Add(j + 1, columns[i * width + j]);
            rows.EndRow();
        }
        return rows.ToRows();
    }

    /// <summary>x'b of a row.</summary>
    public double Dot(int row, ReadOnlySpan<double> beta)
    {
        var sum = 0.0;
        for (var e = Start[row]; e < Start[row + 1]; e++)
            sum += Value[e] * beta[Column[e]];
        return sum;
    }

    /// <summary>Adds weight times x to a vector.</summary>
    internal void AddTo(double[] sum, int row, double weight)
    {
        for (var e = Start[row]; e < Start[row + 1]; e++)
            sum[Column[e]] += weight * Value[e];
    }

    /// <summary>Adds weight times x x' to the lower triangle; columns of a row ascend.</summary>
    internal void AddSquareTo(double[,] sum, int row, double weight)
    {
        for (var e = Start[row]; e < Start[row + 1]; e++)
        {
            var weighted = weight * Value[e];
            for (var f = Start[row]; f <= e; f++)
                sum[Column[e], Column[f]] += weighted * Value[f];
        }
    }

    internal static void Mirror(double[,] lower)
    {
        for (var i = 0; i < lower.GetLength(0); i++)
        {
            for (var j = 0; j < i; j++)
                lower[j, i] = lower[i, j];
        }
    }
}

/// <summary>Fills <see cref="SparseRows"/> row by row.</summary>
public sealed class SparseRowsBuilder(int width)
{
    private readonly List<int> _start = [0];
    private readonly List<int> _column = [];
    private readonly List<double> _value = [];

    /// <param name="column">Above the columns the row has so far.</param>
    /// <param name="value">0 is left out.</param>
    public void Add(int column, double value)
    {
        if (column < 0 || column >= width || (_column.Count > _start[^1] && _column[^1] >= column))
            throw new ArgumentOutOfRangeException(nameof(column), column, "Columns of a row ascend and lie within the width.");
        if (!double.IsFinite(value)) throw new ArgumentException($"A column holds {value}.", nameof(value));
        if (value == 0) return;
        _column.Add(column);
        _value.Add(value);
    }

    public void EndRow() => _start.Add(_column.Count);

    public SparseRows ToRows() => new([.. _start], [.. _column], [.. _value], width);
}
