namespace Headway.Histories;

/// <summary>A number that rows alike in every byte share. Compared only among events of one case, label, person and instant.</summary>
public static class RowFingerprint
{
    /// <summary>Never 0, which stands for "do not merge".</summary>
    public static uint Of(ReadOnlySpan<byte> row) => InternedNames.HashOf(row) | 1;
}
