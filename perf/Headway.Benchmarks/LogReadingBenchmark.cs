using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Xml;
using Headway.Formats.Csv;
using Headway.Formats.Mapping;
using Headway.Formats.Ocel;
using Headway.Formats.Xes;
using Headway.Histories;

namespace Headway.Benchmarks;

/// <summary>Events a second from file to event log, warm: median of 5 after a warm-up, XES in turns with a bare XmlReader over the same
/// bytes.</summary>
/// <remarks>Peak memory is that of the whole process so far: measure a large file in a run of its own.</remarks>
internal static class LogReadingBenchmark
{
    private const int WarmUps = 2;
    private const int Runs = 5;

    private static readonly LogMapping csv =
        new(LogFormat.Csv, LogShape.Events, new ColumnMapping("case_id", "activity", "timestamp", Person: "resource"))
        {
            Amount =
            "amount"
        };

    /// <summary>As our own export has it, whichever log it was made of.</summary>
    private static readonly LogMapping ocel = new(LogFormat.Ocel, LogShape.Events,
        new ColumnMapping("Opportunity", "label", Recorded: "recorded", Person: "User"));

    public static int Run(string[] files)
    {
        var text = new StringBuilder();
        foreach (var file in files)
        {
            var xes = file.EndsWith(".xes", StringComparison.OrdinalIgnoreCase);
            var ours = new List<double>();
            var bare = new List<double>();
            var events = 0;
            for (var i = 0; i < WarmUps + Runs; i++)
            {
                ours.Add(Seconds(() => events = Read(file)));
                if (xes) bare.Add(Seconds(() => Walk(file)));
            }
            var seconds = Median(ours);
            var peak = Environment.ProcessId is var id ? Process.GetProcessById(id).PeakWorkingSet64 >> 20 : 0;
            var against = xes ? $"{Median(bare):F3} s" : "";
            text.Append(CultureInfo.InvariantCulture,
                $"| {Path.GetFileName(file)} | {new FileInfo(file).Length >> 20} | {events:N0} | ");
            text.Append(CultureInfo.InvariantCulture,
                $"{seconds:F3} s | {events / seconds:N0} | {against} | {peak} |\n");
        }
        Write(text.ToString());
        return 0;
    }

    private static int Read(string file)
    {
        using var stream = File.OpenRead(file);
        var reading = Path.GetExtension(file) switch
        {
            ".csv" => CsvReader.Read(stream, file, csv, EventLogLimits.Default),
            ".xes" => XesReader.Read(stream, file, XesOptions.Default),
            _ => OcelReader.Read(stream, file, ocel, EventLogLimits.Default),
        };
        return reading.Match(read => read.Rows.Read, refused => throw new InvalidDataException(refused.Findings[0].Message));
    }

    private static void Walk(string file)
    {
        using var reader = XmlReader.Create(File.OpenRead(file), new XmlReaderSettings { CloseInput = true, IgnoreWhitespace = true });
        while (reader.Read())
        {
        }
    }

    private static double Seconds(Action action)
    {
        GC.Collect();
        var clock = Stopwatch.StartNew();
        action();
        return clock.Elapsed.TotalSeconds;
    }

    private static double Median(List<double> all) => all.Skip(WarmUps).Order().ElementAt(Runs / 2);

    private static void Write(string rows)
    {
        var path = Results.PathOf("logs");
        if (!File.Exists(path))
        {
            File.WriteAllText(path,
                $"# Reading logs, {Results.Date}\n\n{Results.Machine()}. "
                + $"Median of {Runs} warm runs; the machine was shared, so single figures vary.\n\n"
                + "| file | MiB | events | time | events/s | bare XmlReader | peak MiB of the process |\n|---|---|---|---|---|---|---|\n");
        }
        File.AppendAllText(path, rows);
        Console.Write(rows);
    }
}
