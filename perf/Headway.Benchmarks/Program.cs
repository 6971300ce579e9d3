using Headway.Benchmarks;

if (args is not ["logs", .. var files] || files.Length == 0)
{
    Console.Error.WriteLine("usage: dotnet run -c Release --project perf/Headway.Benchmarks -- logs FILE.csv FILE.xes …");
    return 2;
}
return LogReadingBenchmark.Run(files);
