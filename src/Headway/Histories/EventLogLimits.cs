namespace Headway.Histories;

/// <summary>What a log may hold. Every bound keeps one file from taking the machine.</summary>
/// <param name="MaxBytes">Unpacked bytes; 8 GiB reads a log of 40 million events in XES.</param>
/// <param name="MaxEvents">Rows or events; 100 million take about 4 GB in memory.</param>
/// <param name="MaxTextBytes">One value. A longer one is not a name of anything.</param>
/// <param name="MaxUnpackingRatio">Unpacked to packed bytes, judged after <paramref name="UnpackingFreeBytes"/>.</param>
/// <param name="UnpackingFreeBytes">Small files may pack better than the ratio.</param>
/// <param name="MaxDepth">Nested attributes in XES.</param>
/// <param name="MaxAttributes">Distinct case attributes.</param>
public sealed record EventLogLimits(
    long MaxBytes = 8L << 30, int MaxEvents = 100_000_000, int MaxTextBytes = 64 << 10, int MaxUnpackingRatio = 200,
    long UnpackingFreeBytes = 1 << 20, int MaxDepth = 64, int MaxAttributes = 256)
{
    public static readonly EventLogLimits Default = new();
}
