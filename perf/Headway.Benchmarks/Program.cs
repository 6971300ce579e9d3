using Headway.Benchmarks;

switch (args)
{
    case ["logs", .. var files] when files.Length > 0:
        return LogReadingBenchmark.Run(files);
    case ["pages"]:
        return await PagesBenchmark.Run();
    case ["smallest"]:
        return SmallestBenchmark.Run();
    default:
        Console.Error.WriteLine("usage: dotnet run -c Release --project perf/Headway.Benchmarks -- logs FILE.csv FILE.xes …");
        Console.Error.WriteLine("       dotnet run -c Release --project perf/Headway.Benchmarks -- pages");
        Console.Error.WriteLine("       dotnet run -c Release --project perf/Headway.Benchmarks -- smallest");
        return 2;
}
