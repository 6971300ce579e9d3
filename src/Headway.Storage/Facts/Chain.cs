using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Headway.Storage.Rows;

namespace Headway.Storage.Facts;

/// <summary>
/// The hash chain: every fact's hash covers its own bytes and the hash before it, so no fact can be edited, moved or left out unseen.
/// </summary>
public static class Chain
{
    public static readonly byte[] Start = new byte[32];

    public static byte[] Next(byte[] previous, FactRow row)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(previous);
        Add(hash, row.Position);
        Add(hash, row.Stream);
        Add(hash, row.Version);
        Add(hash, row.Name);
        Add(hash, row.EffectiveAt);
        Add(hash, row.RecordedAt);
        Add(hash, row.AppendedAt);
        Add(hash, row.Person?.ToString("N") ?? "");
        Add(hash, row.Cause);
        Add(hash, row.Payload);
        return hash.GetHashAndReset();
    }

    private static void Add(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        hash.AppendData(bytes);
    }

    // The length before the text keeps "a" + "bc" apart from "ab" + "c".
    private static void Add(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Add(hash, bytes.Length);
        hash.AppendData(bytes);
    }
}
