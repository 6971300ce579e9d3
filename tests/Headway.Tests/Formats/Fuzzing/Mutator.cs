using System.IO.Compression;
using System.Text;
using Headway.Statistics.Random;

namespace Headway.Tests.Formats.Fuzzing;

/// <summary>Spoils files in the ways in which files are spoilt, and in some in which somebody would do it on purpose.</summary>
/// <param name="others">To splice with.</param>
internal sealed class Mutator(Xoshiro256StarStar random, IReadOnlyList<byte[]> others)
{
    private const int MostMutations = 4;
    private const int GiantBytes = 70_000;
    private const int Nesting = 5_000;

    /// <summary>Larger than anything the seeds unpack to, and packed to almost nothing.</summary>
    private const int BombBytes = 24 << 20;

    private static readonly string[] tokens =
    [
        "\"", "\"\"", ",", ";", "\n", "\r\n", "\0", "\uFEFF", "=cmd|' /C calc'!A0", "-1", "1e308", "NaN", "99999999999999999999",
            "0001-01-01",
        "9999-12-31", "2026-02-30", "31/31/2026", "<!DOCTYPE x [<!ENTITY a \"b\">]>", "&a;", "]]>", "<!--", "*a", "&a", "!!x", "{", "[",
            "\\u0000",
        "\uD800", "İ", "../../x", "%00",
    ];

    public byte[] Of(byte[] seed)
    {
        if (IsZip(seed) && Chance(2)) return InArchive(seed);
        if (seed.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]) && Chance(2)) return Packed(Plain(Unpacked(seed)));
        return Plain(seed);
    }

    private byte[] Plain(byte[] bytes)
    {
        for (var times = 1 + Next(MostMutations); times > 0; times--) bytes = Once(bytes);
        return bytes;
    }

    private byte[] Once(byte[] bytes) => bytes.Length == 0 ? Token() : Next(10) switch
    {
        0 => Flipped(bytes),
        1 => bytes[..Next(bytes.Length)],
        2 => [.. bytes[..Next(bytes.Length)], .. others[Next(others.Count)][Next(4)..]],
        3 => Lines(bytes, whole: true),
        4 => Lines(bytes, whole: false),
        5 => Put(bytes, Token()),
        6 => Put(bytes, Next(20) == 0 ? [.. Enumerable.Repeat((byte)('a' + Next(3)), GiantBytes)] : Token()),
        7 => Next(20) == 0 ? Put(bytes, Nested()) : Flipped(bytes),
        8 => Without(bytes),
        _ => Put(bytes, Piece(bytes)),
    };

    private byte[] Piece(byte[] bytes)
    {
        var from = Next(bytes.Length);
        return bytes[from..Math.Min(bytes.Length, from + 1 + Next(400))];
    }

    private byte[] Flipped(byte[] bytes)
    {
        var flipped = bytes.ToArray();
        for (var times = 1 + Next(8); times > 0; times--) flipped[Next(flipped.Length)] ^= (byte)(1 << Next(8));
        return flipped;
    }

    /// <summary>A line, or one column of every line, twice or not at all.</summary>
    private byte[] Lines(byte[] bytes, bool whole)
    {
        var lines = Encoding.Latin1.GetString(bytes).Split('\n').ToList();
        var twice = Chance(2);
        if (whole)
        {
            var at = Next(lines.Count);
            if (twice) lines.Insert(Next(lines.Count), lines[at]);
            else lines.RemoveAt(at);
        }
        else
        {
            var column = Next(12);
            for (var i = 0; i < lines.Count; i++)
            {
                var cells = lines[i].Split(',').ToList();
                if (column >= cells.Count) continue;
                if (twice) cells.Insert(column, cells[column]);
                else cells.RemoveAt(column);
                lines[i] = string.Join(',', cells);
            }
        }
        return Encoding.Latin1.GetBytes(string.Join('\n', lines));
    }

    private byte[] Put(byte[] bytes, byte[] piece)
    {
        var at = Next(bytes.Length + 1);
        return [.. bytes[..at], .. piece, .. bytes[at..]];
    }

    private byte[] Without(byte[] bytes)
    {
        var from = Next(bytes.Length);
        return [.. bytes[..from], .. bytes[Math.Min(bytes.Length, from + 1 + Next(40))..]];
    }

    private byte[] Nested() => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(
        Next(4) switch { 0 => "[", 1 => "{\"a\":", 2 => "<list>", _ => "- " }, Nesting)));

    private byte[] Token() => Encoding.UTF8.GetBytes(tokens[Next(tokens.Length)]);

    /// <summary>One file of the archive is spoilt and packed again, so that its checksum holds; now and then it is a bomb.</summary>
    private byte[] InArchive(byte[] seed)
    {
        using var from = new ZipArchive(new MemoryStream(seed));
        var chosen = Next(from.Entries.Count);
        var packed = new MemoryStream();
        using (var to = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (var i = 0; i < from.Entries.Count; i++)
            {
                using var entry = from.Entries[i].Open();
                using var bytes = new MemoryStream();
                entry.CopyTo(bytes);
                var content = i != chosen ? bytes.ToArray() : Next(400) == 0 ? new byte[BombBytes] : Plain(bytes.ToArray());
                if (i == chosen && Next(20) == 0) continue;
                using var made = to.CreateEntry(from.Entries[i].FullName, CompressionLevel.Fastest).Open();
                made.Write(content);
            }
        }
        return packed.ToArray();
    }

    private static byte[] Unpacked(byte[] packed)
    {
        using var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        gzip.CopyTo(bytes);
        return bytes.ToArray();
    }

    public static byte[] Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(bytes);
        return packed.ToArray();
    }

    private static bool IsZip(byte[] bytes) => bytes.AsSpan().StartsWith("PK\x03\x04"u8);

    private bool Chance(int oneIn) => Next(oneIn) == 0;

    private int Next(int below) => random.NextBelow(below);
}
