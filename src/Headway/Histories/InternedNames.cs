using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Headway.Histories;

/// <summary>Distinct UTF-8 texts, numbered in the order they were first seen. Ten million lookups make no garbage.</summary>
/// <remarks>
/// Open addressing over one pool of bytes instead of a dictionary of strings: a string per row would cost more than all the rest of
/// reading.
/// The position of first sight lets tables filled on several cores be joined to the very table one core would have made.
/// </remarks>
internal sealed class InternedNames
{
    /// <summary>A slot holds the entry's number + 1 and 32 bits of hash, so that most misses never touch the pool.</summary>
    private ulong[] slots = new ulong[64];
    private int[] starts = new int[33];
    private long[] firstSeen = new long[32];
    private byte[] pool = new byte[512];
    private int last = -1;

    public int Count { get; private set; }

    public long FirstSeen(int index) => firstSeen[index];

    public ReadOnlySpan<byte> this[int index] => pool.AsSpan(starts[index], starts[index + 1] - starts[index]);

    public int Of(ReadOnlySpan<byte> text, long position)
    {
        // Rows of one case often follow one another.
        if (last >= 0 && text.SequenceEqual(this[last])) return last;
        var hash = HashOf(text);
        var mask = slots.Length - 1;
        var at = (int)hash & mask;
        while (slots[at] != 0)
        {
            if ((uint)(slots[at] >> 32) == hash)
            {
                var index = (int)(uint)slots[at] - 1;
                if (text.SequenceEqual(this[index])) return last = index;
            }
            at = (at + 1) & mask;
        }
        return last = Add(text, hash, at, position);
    }

    public int Of(ReadOnlySpan<char> text, long position)
    {
        const int OnStack = 512;
        var most = text.Length * 3;
        var bytes = most <= OnStack ? stackalloc byte[OnStack] : new byte[most];
        return Of(bytes[..Encoding.UTF8.GetBytes(text, bytes)], position);
    }

    public string[] ToStrings()
    {
        var strings = new string[Count];
        for (var i = 0; i < Count; i++) strings[i] = Encoding.UTF8.GetString(this[i]);
        return strings;
    }

    private int Add(ReadOnlySpan<byte> text, uint hash, int at, long position)
    {
        var index = Count++;
        if (index + 1 >= starts.Length)
        {
            Array.Resize(ref starts, firstSeen.Length * 2 + 1);
            Array.Resize(ref firstSeen, firstSeen.Length * 2);
        }
        var start = starts[index];
        if (start + text.Length > pool.Length) Array.Resize(ref pool, Math.Max(pool.Length * 2, start + text.Length));
        text.CopyTo(pool.AsSpan(start));
        starts[index + 1] = start + text.Length;
        firstSeen[index] = position;
        slots[at] = ((ulong)hash << 32) | (uint)(index + 1);
        if (Count * 2 > slots.Length) Grow();
        return index;
    }

    private void Grow()
    {
        var old = slots;
        slots = new ulong[old.Length * 2];
        var mask = slots.Length - 1;
        foreach (var slot in old)
        {
            if (slot == 0) continue;
            var at = (int)(slot >> 32) & mask;
            while (slots[at] != 0) at = (at + 1) & mask;
            slots[at] = slot;
        }
    }

    /// <summary>Eight bytes a step, multiplied and folded. Files come from an administrator, so the seed is fixed and runs are
    /// alike.</summary>
    internal static uint HashOf(ReadOnlySpan<byte> text)
    {
        const ulong Odd = 0x9E3779B97F4A7C15;
        var hash = (ulong)text.Length * Odd;
        while (text.Length >= 8)
        {
            hash = BitOperations.RotateLeft((hash ^ BinaryPrimitives.ReadUInt64LittleEndian(text)) * Odd, 29);
            text = text[8..];
        }
        ulong tail = 0;
        for (var i = 0; i < text.Length; i++) tail |= (ulong)text[i] << (8 * i);
        hash = (hash ^ tail) * Odd;
        hash ^= hash >> 32;
        hash *= 0xD6E8FEB86659FD93;
        return (uint)(hash >> 32);
    }
}
