namespace Headway.Formats.ProcessFile;

/// <summary>How alike two words are, for "perhaps you mean".</summary>
public static class Spelling
{
    // Keys and field names are at most 60 characters; anything longer is not a slip of the pen.
    private const int MaxLength = 80;

    /// <summary>Edit distance (insert, remove, replace); a length beyond the bound counts as unlike.</summary>
    public static int Distance(string a, string b)
    {
        if (a.Length > MaxLength || b.Length > MaxLength) return int.MaxValue;
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.Length];
    }
}
