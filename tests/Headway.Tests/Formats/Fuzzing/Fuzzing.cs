using System.Globalization;
using Headway.Statistics.Random;
using Xunit;

namespace Headway.Tests.Formats.Fuzzing;

/// <summary>Files are imported or refused, whatever is in them: no crash, no hang, no half import. The seed of a find is in its message; a
/// minimised find becomes a test of its own.</summary>
public sealed class A_spoilt_file
{
    private const int Inputs = 20_000;
    private const int LongInputs = 1_000_000;

    public static TheoryData<string> Readers => [.. FuzzedReaders.All.Select(reader => reader.Name).Distinct()];

    [Theory]
    [MemberData(nameof(Readers))]
    public void Is_imported_or_refused(string name)
    {
        var isLong = Environment.GetEnvironmentVariable("HEADWAY_TEST_LONG") == "1";
        var seed = Environment.GetEnvironmentVariable("HEADWAY_FUZZ_SEED") is { } said ? ulong.Parse(said, CultureInfo.InvariantCulture)
            : 20_261_124UL;
        var reader = FuzzedReaders.All.Single(each => each.Name == name);
        var others = FuzzedReaders.All.SelectMany(each => each.Seeds).ToList();
        var inputs = (isLong ? LongInputs : Inputs) / FuzzedReaders.All.Length + 1;
        var finds = new List<string>();
        using var watchdog = new Watchdog();
        for (var i = 0; i < inputs && finds.Count < 5 && !watchdog.IsLost; i++)
        {
            var input = new Mutator(Xoshiro256StarStar.For(seed, name, i), others).Of(reader.Seeds[i % reader.Seeds.Length]);
            if (watchdog.Of(reader.Read, input) is { } find) finds.Add($"input {i} of seed {seed} ({input.Length} bytes): "
                + $"{find}\n{Path(name, i, input)}");
        }
        Assert.True(finds.Count == 0, $"{name}:\n{string.Join("\n", finds)}");
    }

    [Fact]
    public void Would_be_found_if_its_reader_crashed_took_memory_or_slept()
    {
        using var watchdog = new Watchdog();
        Assert.Null(watchdog.Of(_ => null, []));
        Assert.StartsWith("System.IO.IOException: spoilt", watchdog.Of(_ => throw new IOException("spoilt"), []), StringComparison.Ordinal);
        Assert.Equal("half an import", watchdog.Of(_ => "half an import", []));
        Assert.StartsWith("allocated 513 MiB", watchdog.Of(_ => new byte[Watchdog.MostBytes + (1 << 20)].Length > 0 ? null : "", []),
            StringComparison.Ordinal);
        var times = 0;
        string? Sleeps(int most)
        {
            // A reader that hangs is what the watchdog is there for, and it measures real time: only sleeping longer than allowed shows it.
            if (times++ < most) Thread.Sleep(Watchdog.MostTime + TimeSpan.FromMilliseconds(50));
            return null;
        }
        Assert.Null(watchdog.Of(_ => Sleeps(1), []));
        times = 0;
        Assert.EndsWith("s, twice", watchdog.Of(_ => Sleeps(2), []), StringComparison.Ordinal);
    }

    /// <summary>Keeps the input for whoever mends the find.</summary>
    private static string Path(string name, int number, byte[] input)
    {
        var folder = Environment.GetEnvironmentVariable("HEADWAY_FUZZ_KEEP") ?? System.IO.Path.GetTempPath();
        var path = System.IO.Path.Combine(folder, $"spoilt-{number}-{name}");
        File.WriteAllBytes(path, input);
        return path;
    }
}
