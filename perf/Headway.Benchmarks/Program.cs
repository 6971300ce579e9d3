using Headway.Benchmarks;

switch (args)
{
    case ["logs", .. var files] when files.Length > 0:
        return LogReadingBenchmark.Run(files);
    case ["pages"]:
        return await PagesBenchmark.Run();
    case ["contribution-power", .. var seeds]:
        return ContributionPowerBenchmark.Run(seeds);
    case ["contribution-speed"]:
        return ContributionSpeedBenchmark.Run();
    default:
        Console.Error.WriteLine("usage: dotnet run -c Release --project perf/Headway.Benchmarks -- logs FILE.csv FILE.xes …");
        Console.Error.WriteLine("       dotnet run -c Release --project perf/Headway.Benchmarks -- pages");
        Console.Error.WriteLine("       … -- contribution-power [SEEDS] · … -- contribution-speed");
        return 2;
}
