using System.Diagnostics;
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
    private const long MostBytes = 512L << 20;
    private static readonly TimeSpan mostTime = TimeSpan.FromSeconds(2);

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
        for (var i = 0; i < inputs && finds.Count < 5; i++)
        {
            var input = new Mutator(Xoshiro256StarStar.For(seed, name, i), others).Of(reader.Seeds[i % reader.Seeds.Length]);
            if (Try(reader, input) is { } find) finds.Add($"input {i} of seed {seed} ({input.Length} bytes): "
                + $"{find}\n{Path(name, i, input)}");
        }
        Assert.True(finds.Count == 0, $"{name}:\n{string.Join("\n", finds)}");
    }

    private static string? Try(FuzzedReader reader, byte[] input)
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();
        try
        {
            if (reader.Read(input) is { } wrong) return wrong;
        }
        catch (Exception crash)
        {
            return crash.ToString();
        }
        // All that was allocated, not only what was held at once: stricter than the bound, and the same on every machine.
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        if (allocated > MostBytes) return $"took {allocated >> 20} MiB";
        return clock.Elapsed > mostTime ? $"took {clock.Elapsed.TotalSeconds:N1} s" : null;
    }

    /// <summary>Where the input is kept, for whoever mends the find; nothing is kept unless asked.</summary>
    private static string Path(string name, int number, byte[] input)
    {
        if (Environment.GetEnvironmentVariable("HEADWAY_FUZZ_KEEP") is not { } folder) return "(HEADWAY_FUZZ_KEEP=folder keeps it)";
        var path = System.IO.Path.Combine(folder, $"{number}-{name}");
        File.WriteAllBytes(path, input);
        return path;
    }
}
