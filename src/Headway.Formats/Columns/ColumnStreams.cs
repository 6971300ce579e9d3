using System.Text;

namespace Headway.Formats.Columns;

internal sealed class ColumnWriter(Stream to)
{
    public void Texts(ReadOnlySpan<string> texts)
    {
        Unsigned((ulong)texts.Length);
        foreach (var text in texts)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            Unsigned((ulong)bytes.Length);
            to.Write(bytes);
        }
    }

    public void Numbers(ReadOnlySpan<int> numbers)
    {
        Unsigned((ulong)numbers.Length);
        var before = 0;
        foreach (var number in numbers)
        {
            Signed((long)number - before);
            before = number;
        }
    }

    public void Ticks(ReadOnlySpan<long> ticks)
    {
        Unsigned((ulong)ticks.Length);
        var before = 0L;
        foreach (var tick in ticks)
        {
            // Wraps around on purpose: the marks at both ends of the range come back by wrapping again.
            Signed(unchecked(tick - before));
            before = tick;
        }
    }

    private void Signed(long value) => Unsigned(unchecked((ulong)(value << 1) ^ (ulong)(value >> 63)));

    private void Unsigned(ulong value)
    {
        for (; value >= 0x80; value >>= 7) to.WriteByte((byte)(value | 0x80));
        to.WriteByte((byte)value);
    }
}

internal sealed class ColumnReader(Stream from, int maxLength)
{
    public string[] Texts()
    {
        var texts = new string[Length()];
        for (var i = 0; i < texts.Length; i++)
        {
            var bytes = new byte[Length()];
            from.ReadExactly(bytes);
            texts[i] = Encoding.UTF8.GetString(bytes);
        }
        return texts;
    }

    public int[] Numbers()
    {
        var numbers = new int[Length()];
        var before = 0;
        for (var i = 0; i < numbers.Length; i++) numbers[i] = before = checked((int)(before + Signed()));
        return numbers;
    }

    public long[] Ticks()
    {
        var ticks = new long[Length()];
        var before = 0L;
        for (var i = 0; i < ticks.Length; i++) ticks[i] = before = unchecked(before + Signed());
        return ticks;
    }

    private int Length() => Unsigned() is var length && length <= (ulong)maxLength ? (int)length
        : throw new InvalidDataException("A length in a kept log is beyond its bound.");

    private long Signed()
    {
        var value = Unsigned();
        return unchecked((long)(value >> 1) ^ -(long)(value & 1));
    }

    private ulong Unsigned()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = from.ReadByte();
            if (next < 0) throw new InvalidDataException("A kept log ends in the middle.");
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80) return value;
        }
        throw new InvalidDataException("A number in a kept log is too long.");
    }
}
