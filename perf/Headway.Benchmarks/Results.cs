using System.Globalization;
using System.Runtime.InteropServices;
using Headway.Statistics.Intervals;

namespace Headway.Benchmarks;

/// <summary>Where results are kept, and on what machine they were measured.</summary>
internal static class Results
{
    public static string Date { get; } = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Machine()
    {
        var model = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(
                ':')[1].Trim()
            : RuntimeInformation.ProcessArchitecture.ToString();
        return $"{model}, {Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB, "
            + $"{RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}";
    }

    /// <summary>So many of so many in percent, with the range of Wilson, 95 %.</summary>
    public static string Share(int count, int of)
    {
        var range = Wilson.Of(count, of);
        return string.Create(CultureInfo.InvariantCulture, $"{100.0 * count / of:0.0} % ({100 * range.Low:0.0} to {100 * range.High:0.0})");
    }

    public static string PathOf(string what) =>
        Path.Combine(Directory.CreateDirectory(Path.Combine(Repository(), "perf", "results")).FullName, $"{Date}-{what}.md");

    public static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Headway.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? Environment.CurrentDirectory;
    }
}
