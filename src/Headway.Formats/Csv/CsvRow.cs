namespace Headway.Formats.Csv;

/// <summary>Walks the rows of a block. Fields are views into it, unless quotes have to be taken out.</summary>
internal ref struct CsvRow(CsvBlock block)
{
    private readonly ReadOnlySpan<byte> bytes = block.Span;
    private readonly ReadOnlySpan<int> ends = block.Ends.AsSpan(0, block.EndCount);
    private int firstEnd = -1;
    private int start;
    private int nextEnd;
    private int nextStart;

    public int Fields { get; private set; }

    /// <summary>The whole row without its line end.</summary>
    public readonly ReadOnlySpan<byte> Text => bytes[start..(nextStart - 1)].TrimEnd((byte)'\r');

    /// <summary>Line of the row; counting is dear, so only for what is reported.</summary>
    public readonly int Line => block.FirstLine + bytes[..start].Count((byte)'\n');

    public bool Next()
    {
        if (nextEnd >= ends.Length) return false;
        firstEnd = nextEnd;
        start = nextStart;
        while ((ends[nextEnd] & 1) == 0) nextEnd++;
        nextStart = (ends[nextEnd++] >> 1) + 1;
        Fields = nextEnd - firstEnd;
        return true;
    }

    /// <summary>A field without quotes around it and blanks at its ends; empty for a column the row does not have.</summary>
    public readonly ReadOnlySpan<byte> Field(int column)
    {
        if ((uint)column >= (uint)Fields) return default;
        var from = column == 0 ? start : (ends[firstEnd + column - 1] >> 1) + 1;
        var field = bytes[from..(ends[firstEnd + column] >> 1)];
        if (field.IsEmpty) return field;
        if (field[0] <= ' ' || field[^1] <= ' ') field = field.Trim(" \t\r"u8);
        return field.Length > 1 && field[0] == '"' && field[^1] == '"' ? Unquoted(field[1..^1]) : field;
    }

    private static ReadOnlySpan<byte> Unquoted(ReadOnlySpan<byte> field)
    {
        if (!field.Contains((byte)'"')) return field;
        var plain = new byte[field.Length];
        var length = 0;
        for (var i = 0; i < field.Length; i++)
        {
            plain[length++] = field[i];
            if (field[i] == '"' && i + 1 < field.Length && field[i + 1] == '"') i++;
        }
        return plain.AsSpan(0, length);
    }
}
