using System.Diagnostics;
using Headway.Formats.Xes;
using Headway.Formats.Csv;
using Headway.Formats.Mapping;
using Headway.Histories;

foreach (var file in args)
{
    for (var i = 0; i < 6; i++)
    {
        var clock = Stopwatch.StartNew();
        using var stream = File.OpenRead(file);
        var m = new LogMapping(LogFormat.Csv, LogShape.Events, new ColumnMapping("case_id", "activity", "timestamp", null, "resource")) { Amount = "amount" };
        var n = (file.EndsWith("xes") ? XesReader.Read(stream, file, XesOptions.Default) : CsvReader.Read(stream, file, m, EventLogLimits.Default)).Match(r => r.Rows.Read, r => throw new InvalidOperationException(r.Findings[0].Message));
        Console.WriteLine($"{n} {n / clock.Elapsed.TotalSeconds:N0}/s peak {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MB");
    }
}
