using System.Text.Json.Nodes;
using Xunit;

namespace Headway.SystemTests.CommandLine;

[Trait("Data", "real")]
public sealed class Asking_about_real_logs
{
    /// <summary>Counts: shared/data/README.md and, case by case, bpic2012/endings.csv.</summary>
    [Theory]
    [InlineData("bpic2012/bpic2012-until-2011-12-31.xes.gz", "bpic2012", "2012-03-31", 138_797, 7_455, 1_130, 1_346, 4_334, 645)]
    [InlineData("maven_crm/sales_pipeline_as_of_2017-10-01.csv", "maven-crm", "2017-12-31", 7_135, 7_135, 3_042, 1_684, 0, 2_409)]
    public void Finds_the_known_counts(string log, string mapping, string by, int read, int cases, int won, int lost, int noGo, int open)
    {
        using var headway = new HeadwayProgram();
        var file = headway.Copy(HeadwayProgram.SharedLog(log), Path.GetFileName(log));
        var import = Asked(headway.Run("import", file, "--map", headway.CopyExample($"examples/mappings/{mapping}.mapping.yaml"),
            "--json"));
        var endings = import["endings"]!;
        Assert.Equal((read, cases), ((int)import["read"]!, (int)import["cases"]!));
        Assert.Equal((won, lost, noGo, open), ((int)endings["won"]!, (int)endings["lost"]!, (int)endings["noGo"]!, (int)endings["open"]!));

        var funnel = Asked(headway.Run("learn", "funnel", "--json"));
        Assert.Equal((cases, open), ((int)funnel["n"]!, (int)funnel["open"]!));
        foreach (var stage in funnel["stages"]!.AsArray())
            Assert.Equal((int)stage!["entered"]!,
                new[] { "passed", "lost", "noDecision", "noGo", "open" }.Sum(part => (int)stage[part]!));

        var forecast = Asked(headway.Run("forecast", "--by", by, "--goal", "1000000", "--json"));
        Assert.Equal(open, (int)forecast["open"]!);
        var quantiles = forecast["quantiles"]!.AsObject().Select(each => (double)each.Value!).ToList();
        Assert.Equal(9, quantiles.Count);
        Assert.Equal(quantiles.Order(), quantiles);
        Assert.InRange((double)forecast["probability"]!, 0, 1);
        Assert.Equal((string)forecast["fingerprint"]!, (string)Asked(headway.Run("forecast", "--by", by, "--goal", "1000000",
            "--json"))["fingerprint"]!);
    }

    private static JsonNode Asked(Said said)
    {
        Assert.True(said.Code == 0, said.Messages);
        return said.Json;
    }
}
