using Headway.SystemTests.CommandLine;
using Xunit;

namespace Headway.SystemTests.Examples;

/// <summary>With HEADWAY_WRITE_EXAMPLES=1 these tests write the files anew instead of comparing them; look at the difference before
/// committing it.</summary>
public sealed class The_examples
{
    private static bool Writes => Environment.GetEnvironmentVariable("HEADWAY_WRITE_EXAMPLES") == "1";

    [Fact]
    public void Hold_the_log_that_the_generator_makes()
    {
        var (csv, mapping) = NordhavenLog.Make();
        Assert.InRange(csv.Length, 10_000, 400_000);
        Hold(NordhavenLog.CsvPath, csv);
        Hold(NordhavenLog.MappingPath, mapping);
    }

    [Fact]
    public void Say_what_the_worked_example_says()
    {
        using var headway = new HeadwayProgram();
        headway.CopyExample(NordhavenLog.CsvPath);
        headway.CopyExample(NordhavenLog.MappingPath);
        headway.CopyExample("examples/processes/complex-b2b.process.yaml");
        HoldDocument("docs/worked-example.md", headway);
    }

    [Fact]
    public void Say_what_the_page_on_real_logs_says()
    {
        using var headway = new HeadwayProgram();
        headway.Copy(HeadwayProgram.SharedLog("bpic2012/bpic2012-until-2011-12-31.xes.gz"), "bpic2012-until-2011-12-31.xes.gz");
        headway.Copy(HeadwayProgram.SharedLog("maven_crm/sales_pipeline_as_of_2017-10-01.csv"), "sales_pipeline.csv");
        headway.CopyExample("examples/mappings/bpic2012.mapping.yaml");
        headway.CopyExample("examples/mappings/maven-crm.mapping.yaml");
        HoldDocument("docs/on-a-real-log.md", headway);
    }

    private static void HoldDocument(string path, HeadwayProgram headway)
    {
        var before = File.ReadAllText(Path.Combine(HeadwayProgram.Repository, path));
        Hold(path, ConsoleDocument.RunAgain(before, headway));
    }

    private static void Hold(string path, string now)
    {
        var full = Path.Combine(HeadwayProgram.Repository, path);
        if (Writes) File.WriteAllText(full, now);
        else Assert.Equal(File.ReadAllText(full), now);
    }
}
