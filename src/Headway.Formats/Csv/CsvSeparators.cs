using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Headway.Formats.Csv;

/// <summary>Where fields end in a block of whole rows (RFC 4180). An end is its position * 2, plus 1 when the row ends there too.</summary>
internal static class CsvSeparators
{
    /// <param name="ends">Grown as needed.</param>
    /// <returns>How many ends; the text behind the last row end, if any, has none.</returns>
    public static int Find(ReadOnlySpan<byte> block, byte delimiter, ref int[] ends) =>
        block.Contains((byte)'"') ? FindQuoted(block, delimiter, ref ends) : FindPlain(block, delimiter, ref ends);

    private static int FindPlain(ReadOnlySpan<byte> block, byte delimiter, ref int[] ends)
    {
        // At worst every byte is an end; blocks are bounded, so the array is too, and it is kept from block to block.
        if (ends.Length < block.Length + Vector256<byte>.Count) ends = new int[block.Length + Vector256<byte>.Count];
        ref var target = ref MemoryMarshal.GetArrayDataReference(ends);
        ref var source = ref MemoryMarshal.GetReference(block);
        var count = 0;
        var at = 0;
        var delimiters = Vector256.Create(delimiter);
        var newlines = Vector256.Create((byte)'\n');
        for (; at + Vector256<byte>.Count <= block.Length; at += Vector256<byte>.Count)
        {
            var bytes = Vector256.LoadUnsafe(ref source, (nuint)at);
            var rows = Vector256.Equals(bytes, newlines).ExtractMostSignificantBits();
            var all = Vector256.Equals(bytes, delimiters).ExtractMostSignificantBits() | rows;
            while (all != 0)
            {
                var bit = BitOperations.TrailingZeroCount(all);
                System.Runtime.CompilerServices.Unsafe.Add(ref target, count++) = ((at + bit) << 1) | (int)((rows >> bit) & 1);
                all &= all - 1;
            }
        }
        for (; at < block.Length; at++)
        {
            if (block[at] == delimiter) ends[count++] = at << 1;
            else if (block[at] == '\n') ends[count++] = (at << 1) | 1;
        }
        return count;
    }

    /// <summary>A quote opens only at the start of a field; anywhere else it is a letter.</summary>
    private static int FindQuoted(ReadOnlySpan<byte> block, byte delimiter, ref int[] ends)
    {
        if (ends.Length < block.Length) ends = new int[block.Length];
        var count = 0;
        var at = 0;
        while (at < block.Length)
        {
            if (block[at] == '"')
            {
                at = AfterQuoted(block, at + 1);
                if (at < 0) return count;
            }
            var next = block[at..].IndexOfAny(delimiter, (byte)'\n');
            if (next < 0) return count;
            at += next;
            ends[count++] = (at << 1) | (block[at] == '\n' ? 1 : 0);
            at++;
        }
        return count;
    }

    private static int AfterQuoted(ReadOnlySpan<byte> block, int at)
    {
        while (true)
        {
            var quote = block[at..].IndexOf((byte)'"');
            if (quote < 0) return -1;
            at += quote + 1;
            if (at >= block.Length || block[at] != '"') return at;
            at++;
        }
    }
}
