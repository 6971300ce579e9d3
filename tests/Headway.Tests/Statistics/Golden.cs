using System.Globalization;
using System.Text.Json;
using Xunit;

namespace Headway.Tests.Statistics;

/// <summary>Numbers made by R, etm, numpy and scoringRules; the files in golden/ are their output.</summary>
internal static class Golden
{
    internal static JsonElement Json(string name) => JsonDocument.Parse(File.ReadAllText(PathOf(name + ".json"))).RootElement;

    /// <summary>The rows of a CSV after its header, quotes removed.</summary>
    internal static string[][] Csv(string name) => File.ReadLines(PathOf(name + ".csv")).Skip(1)
        .Select(line => line.Replace("\"", "", StringComparison.Ordinal).Split(',')).ToArray();

    internal static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    internal static double[] Numbers(this JsonElement array) => array.EnumerateArray().Select(x => x.GetDouble()).ToArray();

    internal static double[][] Rows(this JsonElement array) => array.EnumerateArray().Select(Numbers).ToArray();

    internal static JsonElement At(this JsonElement element, string path)
    {
        foreach (var name in path.Split('.'))
            element = element.GetProperty(name);
        return element;
    }

    internal static void Near(double expected, double actual, double tolerance, string what = "") =>
        Assert.True(
            Math.Abs(expected - actual) <= tolerance, $"{what}: expected {expected:R}, got {actual:R}, apart {expected - actual:E2}");

    internal static void Near(IReadOnlyList<double> expected, IReadOnlyList<double> actual, double tolerance, string what = "")
    {
        Assert.Equal(expected.Count, actual.Count);
        for (var i = 0; i < expected.Count; i++)
            Near(expected[i], actual[i], tolerance, $"{what}[{i}]");
    }

    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "golden", file);
}
