using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Headway.Formats.Csv;
using Headway.Formats.Mapping;
using Headway.Histories;
using Headway.Statistics.Conformance;

namespace Headway.Benchmarks;

/// <summary>From a CSV file to its directly-follows graph with counts, means and medians, in turns with a peer that does the
/// same.</summary>
/// <remarks>
/// Ours runs in a process of its own each time, like the peer, once to warm up and once measured, so that peak memory is that of this file
/// alone. The peer is a command that is not part of the project; it prints a line for loading and one for the graph with "wall S s", and
/// "edges E sum N".
/// </remarks>
internal static partial class DirectlyFollowsBenchmark
{
    private const int Rounds = 5;

    private static readonly LogMapping csv =
        new(LogFormat.Csv, LogShape.Events, new ColumnMapping("case_id", "activity", "timestamp", Person: "resource"))
        {
            Amount = "amount",
        };

    /// <param name="peer">A shell command; {} stands for the file.</param>
    public static int Run(string file, string peer)
    {
        var ours = new List<Measured>();
        var theirs = new List<Measured>();
        for (var round = 0; round < Rounds; round++)
        {
            ours.Add(Measure(Environment.ProcessPath!, [.. Self(), "dfg-once", file]));
            theirs.Add(Measure("/bin/sh", ["-c", peer.Replace("{}", $"'{file}'", StringComparison.Ordinal)]));
            Console.WriteLine($"{ours[^1].Seconds:F3} s and {theirs[^1].Seconds:F3} s");
        }
        if (ours.Concat(theirs).Select(each => (each.Edges, each.Total)).Distinct().Count() > 1)
            throw new InvalidDataException("The two do not find the same graph.");
        Write(file, ours, theirs);
        return 0;
    }

    /// <summary>One warm-up on the same file, then the measured run, said as the peer says it.</summary>
    public static int Once(string file)
    {
        _ = Graph(file, out _);
        GC.Collect();
        var clock = Stopwatch.StartNew();
        var graph = Graph(file, out var load);
        var all = clock.Elapsed.TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"load wall {load:F3}s"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"dfg wall {all - load:F3}s"));
        Console.WriteLine($"edges {graph.Edges.Length} sum {graph.Edges.Sum(edge => (long)edge.Count)}");
        return 0;
    }

    private static DirectlyFollows Graph(string file, out double loadSeconds)
    {
        var clock = Stopwatch.StartNew();
        using var stream = File.OpenRead(file);
        var log = CsvReader.Read(stream, file, csv, EventLogLimits.Default)
            .Match(read => read.Log, refused => throw new InvalidDataException(refused.Findings[0].Message));
        loadSeconds = clock.Elapsed.TotalSeconds;
        return DirectlyFollows.Of(log.CaseStart, log.Label, log.EffectiveTicks, log.Labels.Length);
    }

    private static string[] Self() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(DirectlyFollowsBenchmark).Assembly.Location] : [];

    private static Measured Measure(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var peak = 0L;
        var reading = process.StandardOutput.ReadToEndAsync();
        while (!process.WaitForExit(20)) peak = Math.Max(peak, PeakOf(process));
        var text = reading.GetAwaiter().GetResult();
        var walls = Wall().Matches(text).Select(match => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).ToList();
        if (process.ExitCode != 0 || walls.Count < 2 || Sum().Match(text) is not { Success: true } sum)
            throw new InvalidDataException($"{program} said: {text}");
        return new Measured(
            walls[0], walls[1], int.Parse(sum.Groups[1].Value, CultureInfo.InvariantCulture),
            long.Parse(sum.Groups[2].Value, CultureInfo.InvariantCulture), peak >> 20);
    }

    /// <summary>Of the process and those it started: a shell stands between us and the peer.</summary>
    private static long PeakOf(Process process)
    {
        var ids = new List<int> { process.Id };
        var children = $"/proc/{process.Id}/task/{process.Id}/children";
        try
        {
            if (File.Exists(children))
                ids.AddRange(File.ReadAllText(children).Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    .Select(id => int.Parse(id, CultureInfo.InvariantCulture)));
            return ids.Max(id => Process.GetProcessById(id).PeakWorkingSet64);
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or IOException)
        {
            return 0;
        }
    }

    private static void Write(string file, List<Measured> ours, List<Measured> theirs)
    {
        var path = Results.PathOf("dfg");
        var text = new StringBuilder();
        if (!File.Exists(path))
        {
            text.Append(CultureInfo.InvariantCulture,
                $"# From CSV to the directly-follows graph, {Results.Date}\n\n{Results.Machine()}.\n\nMedian of {Rounds} runs in turns ");
            text.Append("with the peer, each a process of its own: ours after one warm-up on the same file, the peer ");
            text.Append("(native code) at once; ");
            text.Append("counts, mean and median duration of every edge on both sides, and the ");
            text.Append("same edges and total. The machine was shared, so only the ratio is worth quoting. Peak is of the whole ");
            text.Append("process.\n\n| file | edges | total | ours: read + graph | peer: read + graph | ratio | peak MiB ours | peer |\n");
            text.Append("|---|---|---|---|---|---|---|---|\n");
        }
        var ratio = Median(theirs.Select(each => each.Seconds)) / Median(ours.Select(each => each.Seconds));
        text.Append(CultureInfo.InvariantCulture,
            $"| {Path.GetFileName(file)} | {ours[0].Edges} | {ours[0].Total:N0} | {Parts(ours)} | {Parts(theirs)} | {ratio:F1}x | ");
        text.Append(CultureInfo.InvariantCulture, $"{ours.Max(each => each.PeakMiB)} | {theirs.Max(each => each.PeakMiB)} |\n");
        File.AppendAllText(path, text.ToString());
        Console.Write(text);
    }

    private static string Parts(List<Measured> all) => string.Create(CultureInfo.InvariantCulture,
        $"{Median(all.Select(each => each.Seconds)):F3} s ({Median(all.Select(each => each.Load)):F3} + " +
        $"{Median(all.Select(each => each.Graph)):F3})");

    private static double Median(IEnumerable<double> all) => all.Order().ElementAt(Rounds / 2);

    [GeneratedRegex(@"wall ([\d.]+)s")]
    private static partial Regex Wall();

    [GeneratedRegex(@"edges (\d+) sum (\d+)")]
    private static partial Regex Sum();

    private sealed record Measured(double Load, double Graph, int Edges, long Total, long PeakMiB)
    {
        public double Seconds => Load + Graph;
    }
}
