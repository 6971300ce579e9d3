using System.Numerics;
using System.Text;

namespace Headway.Statistics.Random;

/// <summary>A pseudo-random generator with named substreams: the same seed, purpose and entity give the same numbers on every
/// platform.</summary>
/// <remarks>xoshiro256** of Blackman and Vigna (2018), state filled by splitmix64; checked against the reference sequence for state 1,
/// 2, 3, 4.
/// Not for secrets. Naming the stream by what it is for keeps random numbers common across what-ifs: one case more does not move the
/// others'.</remarks>
public sealed class Xoshiro256StarStar
{
    private ulong _s0, _s1, _s2, _s3;

    private Xoshiro256StarStar(ulong s0, ulong s1, ulong s2, ulong s3) => (_s0, _s1, _s2, _s3) = (s0, s1, s2, s3);

    /// <summary>The substream of a purpose ("arrivals") and an entity (an id, or "" when there is but one).</summary>
    public static Xoshiro256StarStar For(ulong seed, string purpose, string entity = "")
    {
        // The lengths keep ("ab", "c") and ("a", "bc") apart.
        var state = Hash(Hash(seed, purpose), entity);
        return new Xoshiro256StarStar(SplitMix(ref state), SplitMix(ref state), SplitMix(ref state), SplitMix(ref state));
    }

    /// <summary>The substream of a purpose and a numbered entity, such as a path.</summary>
    public static Xoshiro256StarStar For(ulong seed, string purpose, long entity) =>
        For(seed, purpose, entity.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>A generator in a given state; not all four may be 0.</summary>
    public static Xoshiro256StarStar FromState(ulong s0, ulong s1, ulong s2, ulong s3) => (s0 | s1 | s2 | s3) != 0
        ? new Xoshiro256StarStar(s0, s1, s2, s3)
        : throw new ArgumentException("A state of zeros gives zeros for ever.");

    /// <summary>64 random bits.</summary>
    public ulong NextBits()
    {
        var result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        var t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>Uniform on [0, 1), a multiple of 2⁻⁵³.</summary>
    public double NextUniform() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform on 0, 1, ... <paramref name="bound"/> - 1, without bias (Lemire 2019).</summary>
    public int NextBelow(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        var range = (ulong)bound;
        var high = Math.BigMul(NextBits(), range, out ulong low);
        if (low < range)
        {
            var refuse = (0UL - range) % range;
            while (low < refuse)
                high = Math.BigMul(NextBits(), range, out low);
        }
        return (int)high;
    }

    private static ulong Hash(ulong seed, string text)
    {
        // FNV-1a over the length and the UTF-8 bytes, started from a scrambled seed.
        var state = seed;
        var hash = SplitMix(ref state) ^ 14695981039346656037UL;
        var bytes = Encoding.UTF8.GetBytes(text);
        hash = (hash ^ (ulong)bytes.Length) * 1099511628211UL;
        foreach (var b in bytes)
            hash = (hash ^ b) * 1099511628211UL;
        return hash;
    }

    private static ulong SplitMix(ref ulong state)
    {
        var z = state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
