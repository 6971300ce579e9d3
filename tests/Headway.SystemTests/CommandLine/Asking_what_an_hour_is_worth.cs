using System.Text.Json.Nodes;
using Xunit;

namespace Headway.SystemTests.CommandLine;

/// <summary>The invented example history, which names no gate's needs, so that it runs everywhere.</summary>
public sealed class Asking_what_an_hour_is_worth : IDisposable
{
    private const string Hours = "1.5,2.5,3,3,2,2";

    private readonly HeadwayProgram headway = new();

    public Asking_what_an_hour_is_worth() => Asked(headway.Run(
        "import", headway.CopyExample("examples/histories/nordhaven.csv"), "--map",
        headway.CopyExample("examples/mappings/nordhaven.mapping.yaml"), "--json"));

    public void Dispose() => headway.Dispose();

    [Fact]
    public void Is_refused_until_it_is_known_what_going_on_costs()
    {
        var refused = headway.Run("learn", "gates", "--json");
        Assert.Equal((1, "hours-not-set"), (refused.Code, (string)refused.Json["refusal"]!["code"]!));
        Assert.Equal(2, headway.Run("learn", "gates", "--hours", "1,none", "--capacity", "24").Code);
        var few = headway.Run("learn", "gates", "--hours", "1,2", "--capacity", "24", "--sellers", "2", "--json");
        Assert.Equal("hours-missing", (string)few.Json["refusal"]!["code"]!);
    }

    [Fact]
    public void Says_the_answer_first_and_then_floors_rules_and_limits()
    {
        var told = headway.Run("learn", "gates", "--hours", Hours, "--capacity", "8", "--sellers", "4");
        Assert.Equal(0, told.Code);
        Assert.Matches(@"^nordhaven\.csv as known on \d{4}-\d\d-\d\d: An hour is worth about ", told.Output);
        foreach (var part in new[] { "Gate's needs", "not said", "No-go by us says nothing", "Hours are estimates by stage." })
            Assert.Contains(part, told.Output, StringComparison.Ordinal);
        var asked = Asked(headway.Run("learn", "gates", "--hours", Hours, "--capacity", "8", "--sellers", "4", "--json"));
        Assert.Equal(296, (int)asked["n"]!);
        var verdicts = asked["verdicts"]!;
        Assert.Equal(asked["open"]!.AsArray().Count,
            new[] { "go", "discuss", "noGo" }.Sum(verdict => (int)verdicts[verdict]!));
        foreach (var open in asked["open"]!.AsArray())
            Assert.True((double)open!["worthLow"]! <= (double)open["worthHigh"]!, $"{open}");
        Assert.True((double)asked["price"]!["hoursAtPrice"]! <= 32 + 1e-6);
    }

    [Fact]
    public void Lets_everything_go_on_while_there_are_hours_enough()
    {
        var asked = Asked(headway.Run("learn", "gates", "--hours", Hours, "--capacity", "160", "--sellers", "1000", "--json"));
        Assert.Equal(0, (double)asked["price"]!["perHour"]!);
        Assert.Equal((0, 0), ((int)asked["verdicts"]!["discuss"]!, (int)asked["verdicts"]!["noGo"]!));
    }

    [Fact]
    public void Says_that_an_import_names_no_needs_and_keeps_no_hours_of_ours()
    {
        var one = (string)Asked(headway.Run("learn", "gates", "--hours", Hours, "--capacity", "8", "--sellers", "4", "--json"))["open"]![0]!
            ["case"]!;
        var without = headway.Run("learn", "gates", "--opportunity", one, "--json");
        Assert.Equal((1, "needs-not-said"), (without.Code, (string)without.Json["refusal"]!["code"]!));
        var told = headway.Run("learn", "gates", "--hours", Hours, "--capacity", "8", "--sellers", "4", "--opportunity", one).Output;
        Assert.StartsWith("nordhaven.csv does not say what a gate needs", told, StringComparison.Ordinal);
        Assert.DoesNotContain("pieces of evidence", told, StringComparison.Ordinal);
        Assert.DoesNotContain("as much confirmed", told, StringComparison.Ordinal);
        var hours = headway.Run("process", "hours");
        Assert.Equal(1, hours.Code);
        Assert.Contains("(nordhaven.csv)", hours.Messages, StringComparison.Ordinal);
        Assert.Contains("for an import give them each time", hours.Messages, StringComparison.Ordinal);
    }

    private static JsonNode Asked(Said said)
    {
        Assert.True(said.Code == 0, said.Messages);
        return said.Json;
    }
}

[Trait("Data", "bpic2012")]
public sealed class Asking_what_an_hour_at_the_bank_is_worth
{
    [Fact]
    public void Replays_the_loan_log_beside_two_simple_rules()
    {
        using var headway = new HeadwayProgram();
        var log = headway.Copy(HeadwayProgram.SharedLog("bpic2012/bpic2012-until-2011-12-31.xes.gz"), "loans.xes.gz");
        Assert.Equal(0, headway.Run("import", log, "--map", headway.CopyExample("examples/mappings/bpic2012.mapping.yaml")).Code);
        string[] question = ["learn", "gates", "--hours", "1,1,2,2", "--capacity", "40", "--sellers", "10"];
        var said = headway.Run([.. question, "--json"]);
        Assert.True(said.Code == 0, said.Messages);
        var asked = said.Json;
        Assert.Equal((7_455, 1_130), ((int)asked["n"]!, (int)asked["won"]!));
        var test = asked["backtest"]!;
        var (gate, byChance) = (test["gate"]!, test["byChance"]!);
        Assert.True((int)gate["stopped"]! > 100 && (int)gate["won"]! <= (int)gate["ended"]!);
        Assert.NotNull(test["byAge"]);
        // The rival frees the same hours: its last opportunity more or less apart.
        Assert.InRange((double)byChance["hoursFreed"]!, (double)gate["hoursFreed"]!, (double)gate["hoursFreed"]! * 1.02);
        var freed = test["curve"]!.AsArray().Select(point => (double)point!["outcome"]!["hoursFreed"]!).ToList();
        Assert.Equal(freed.Order(), freed);
        Assert.Contains("An assumption, not an observation", headway.Run(question).Output, StringComparison.Ordinal);
    }
}

/// <summary>The demo company, served once so that it is there, and asked from the command line.</summary>
public sealed class Setting_hours_from_the_command_line : IDisposable
{
    private readonly HeadwayProgram headway = new();
    private readonly Dictionary<string, string> emails = [];

    public Setting_hours_from_the_command_line()
    {
        using var demo = headway.Start([], "demo", "--port", "0");
        while (demo.StandardOutput.ReadLine() is { } line && !line.Contains("password", StringComparison.Ordinal))
            if (line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [var who, var email])
                emails[who] = email;
        demo.Kill(entireProcessTree: true);
        demo.WaitForExit();
    }

    public void Dispose() => headway.Dispose();

    [Fact]
    public void Shows_sets_and_refuses_them_as_the_pages_do()
    {
        var before = Json("process", "hours");
        Assert.Equal(5, before["stages"]!.AsArray().Count);
        Assert.Equal(9, (decimal)before["capacityPerSellerWeek"]!);

        Assert.Equal("person-missing", Refused("process", "hours", "--capacity", "20"));
        Assert.Equal("person-unknown", Refused("process", "hours", "--capacity", "20", "--by", "nobody@example.com"));
        Assert.Equal("not-yours", Refused("process", "hours", "--capacity", "20", "--by", emails["Seller"]));
        Assert.Equal("hours-missing", Refused("process", "hours", "--set", "1,2", "--by", emails["Process owner"]));
        Assert.Equal("margin-out-of-range", Refused("process", "hours", "--margin", "1.5", "--by", emails["Process owner"]));
        Assert.Equal(before.ToJsonString(), Json("process", "hours").ToJsonString());

        var after = Json("process", "hours", "--capacity", "8", "--margin", "0.4", "--by", emails["Process owner"]);
        Assert.Equal((8, 0.4, "set"),
            ((decimal)after["capacityPerSellerWeek"]!, (double)after["marginShare"]!, (string)after["marginFrom"]!));
        Assert.Equal(before["stages"]!.ToJsonString(), after["stages"]!.ToJsonString());
        Assert.Contains("Of an amount 40 % is margin", Run("process", "hours").Output, StringComparison.Ordinal);

        var warned = Run("process", "hours", "--capacity", "9", "--by", emails["Process owner"]);
        Assert.Contains("is kept but not in use, for logged effort replaces it", warned.Messages, StringComparison.Ordinal);
        // One source: what is in use by logged effort is known to versions too.
        Assert.Contains(after["stages"]!.AsArray(), stage => (string)stage!["from"]! == "logged");
        var version = Json("learn", "versions", "--history", "own")["cohorts"]![0]!;
        Assert.Equal("known", (string)version["hoursPerWin"]!["verdict"]!);
        var gates = Json("learn", "gates", "--history", "own");
        Assert.True((double)gates["price"]!["perHour"]! > 0);
        foreach (var open in gates["open"]!.AsArray().Where(each => (string)each!["verdict"]! == "discuss").Take(3)) Weighs(open!);
    }

    private void Weighs(JsonNode open)
    {
        var outlook = Json("learn", "gates", "--history", "own", "--opportunity", (string)open["case"]!)["outlook"]!;
        Assert.Equal((string)open["verdict"]!, (string)outlook["verdict"]!);
        Assert.Equal((double)open["worth"]!, (double)outlook["worth"]!, 6);
        foreach (var answer in outlook["answers"]!.AsArray())
        {
            Assert.True((int)answer!["confirmed"]! <= (int)answer["n"]!);
            Assert.Equal((string)answer["confirms"]!["verdict"]! == "known", answer["worthKnowing"] is not null);
            Assert.True((double)answer["ifConfirmed"]!["perHour"]! > 0);
        }
    }

    private Said Run(params string[] arguments) => headway.Run([.. arguments, "--data", Path.Combine(headway.Folder, "data", "demo")]);

    private JsonNode Json(params string[] arguments)
    {
        var said = Run([.. arguments, "--json"]);
        Assert.True(said.Code == 0, said.Output + said.Messages);
        return said.Json;
    }

    private string Refused(params string[] arguments)
    {
        var said = Run([.. arguments, "--json"]);
        Assert.Equal(1, said.Code);
        return (string)said.Json["refusal"]!["code"]!;
    }
}
