using System.Diagnostics;
using Headway.Formats.Xes;
using Headway.Formats.Mapping;

foreach (var file in args)
{
    for (var i = 0; i < 4; i++)
    {
        var clock = Stopwatch.StartNew();
        using var stream = File.OpenRead(file);
        var n = XesReader.Read(stream, file, XesOptions.Default).Match(r => r.Rows.Read, r => throw new InvalidOperationException(r.Findings[0].Message));
        Console.WriteLine($"{n} {n / clock.Elapsed.TotalSeconds:N0}/s peak {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MB");
    }
}
