using Headway.Benchmarks;

const string Usage = "dotnet run -c Release --project perf/Headway.Benchmarks --";
switch (args)
{
    case ["logs", .. var files] when files.Length > 0:
        return LogReadingBenchmark.Run(files);
    case ["pages"]:
        return await PagesBenchmark.Run();
    case ["palette"]:
        return await PaletteBenchmark.Run();
    case ["dfg", var log, var peer]:
        return DirectlyFollowsBenchmark.Run(log, peer);
    case ["dfg-once", var log]:
        return DirectlyFollowsBenchmark.Once(log);
    case ["gates", .. { Length: 0 or 2 } log]:
        return GatesBenchmark.Run(log);
    case ["smallest"]:
        return SmallestBenchmark.Run();
    case ["contribution-power", .. var seeds]:
        return ContributionPowerBenchmark.Run(seeds);
    case ["contribution-facts", .. var seeds]:
        return ContributionFactsBenchmark.Run(seeds);
    case ["smallest-recovery", .. var seeds]:
        return SmallestRecoveryBenchmark.Run(seeds);
    case ["lint"]:
        return LintBenchmark.Run();
    case ["lint-precision", .. [] or ["--show"]]:
        return LintPrecisionBenchmark.Run(show: args.Length > 1);
    case ["contribution-speed"]:
        return ContributionSpeedBenchmark.Run();
    default:
        Console.Error.WriteLine($"usage: {Usage} logs FILE.csv FILE.xes …");
        Console.Error.WriteLine($"       {Usage} pages");
        Console.Error.WriteLine($"       {Usage} palette");
        Console.Error.WriteLine($"       {Usage} dfg FILE.csv 'PEER {{}}'");
        Console.Error.WriteLine($"       {Usage} gates [FILE.xes FILE.mapping.yaml]");
        Console.Error.WriteLine($"       {Usage} smallest");
        Console.Error.WriteLine($"       {Usage} smallest-recovery [SEEDS [FIRST [PAIRS [ROW]]]]");
        Console.Error.WriteLine($"       {Usage} contribution-power [SEEDS [FIRST]]");
        Console.Error.WriteLine($"       {Usage} contribution-facts [SEEDS [FIRST]]");
        Console.Error.WriteLine($"       {Usage} contribution-speed");
        Console.Error.WriteLine($"       {Usage} lint");
        Console.Error.WriteLine($"       {Usage} lint-precision [--show]");
        return 2;
}
