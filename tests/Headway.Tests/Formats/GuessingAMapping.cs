using System.Text;
using Headway.Formats.Mapping;
using Headway.Histories;
using Xunit;

namespace Headway.Tests.Formats;

public sealed class A_guessed_mapping
{
    [Theory]
    [InlineData("won", Ending.Won)]
    [InlineData("Closed Won", Ending.Won)]
    [InlineData("closedwon", Ending.Won)]
    [InlineData("Closed - Won", Ending.Won)]
    [InlineData("Customer", Ending.Won)]
    [InlineData("Closed Lost", Ending.Lost)]
    [InlineData("Lost to competitor", Ending.Lost)]
    [InlineData("Churned Customer", Ending.Lost)]
    [InlineData("Not won", Ending.Lost)]
    [InlineData("noDecision", Ending.NoDecision)]
    [InlineData("No decision", Ending.NoDecision)]
    [InlineData("no-decision", Ending.NoDecision)]
    [InlineData("Lost - no decision", Ending.NoDecision)]
    [InlineData("noGo", Ending.NoGo)]
    [InlineData("No-Go", Ending.NoGo)]
    [InlineData("NO_GO", Ending.NoGo)]
    [InlineData("Disqualified", Ending.NoGo)]
    public void Knows_an_ending_by_its_word(string label, Ending ending)
    {
        var guess = Guess($"case,activity,time\n1,stage:one,2026-01-01\n1,{label},2026-01-02\n");
        Assert.Equal([label], guess.Endings.ByEnding.Single(each => each.Ending == ending).Labels);
    }

    [Theory]
    [InlineData("Closed")]
    [InlineData("New customer")]
    [InlineData("Opened")]
    [InlineData("Will be won over")]
    public void Takes_nothing_else_for_an_ending(string label) =>
        Assert.Contains(MappingGap.Endings, Guess($"case,activity,time\n1,{label},2026-01-02\n").Unnamed);

    [Fact]
    public void Puts_stages_in_the_order_in_which_cases_meet_them()
    {
        var guess = Guess("case,activity,time,recorded\n9,stage:deal,2026-01-01,\n1,opened,2026-01-01,\n1,stage:ask,2026-01-02,\n"
            + "1,stage:deal,2026-01-03,\n1,won,2026-01-04,\n2,opened,2026-01-01,\n2,stage:ask,2026-01-02,\n2,stage:deal,2026-01-03,\n"
            + "2,reopened,2026-01-04,\n");
        Assert.Equal(["opened", "ask", "deal"], guess.Stages.Select(stage => stage.Key));
        Assert.Equal(("recorded", "reopened"), (guess.Columns.Recorded, Assert.Single(guess.Reopened)));
        Assert.Empty(guess.Unnamed);
    }

    [Fact]
    public void Says_first_when_nothing_says_what_was_won()
    {
        Assert.StartsWith("Nothing says which ended as won", MappingGaps.NoWon(
            Guess("case,activity,time\n1,stage:one,2026-01-01\n1,O_CANCELLED,2026-01-02\n")));
        Assert.Empty(MappingGaps.NoWon(Guess("case,activity,time\n1,stage:one,2026-01-01\n1,won,2026-01-02\n")));
    }

    [Fact]
    public void Tells_customers_apart_by_columns_called_like_it()
    {
        const string table = "id,product,account_sector,note,deal_stage,close_date\n"
            + "1,A,Food,x,Won,2026-01-05\n2,B,Steel,y,Lost,2026-01-06\n";
        Assert.Equal(["product", "account_sector"], Guess(table).Segments);
        // One value tells nobody apart.
        Assert.Equal(["account_sector"], Guess(table.Replace(",B,", ",A,", StringComparison.Ordinal)).Segments);
    }

    [Fact]
    public void Counts_the_values_of_a_status_over_the_whole_table()
    {
        var rows = string.Concat(Enumerable.Range(0, 3_000).Select(i => $"{i},Won,2026-01-05\n")) + "x,Engaging,\n";
        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes("id,deal_stage,close_date\n" + rows));
        var labels = FileGlance.Of(bytes, "table.csv", EventLogLimits.Default).Labels;
        Assert.Contains(("Won", 3_000), labels);
        Assert.Contains(("Engaging", 1), labels);
    }

    [Fact]
    public void Looks_at_the_whole_file_for_endings()
    {
        var rows = string.Concat(Enumerable.Range(0, 500).Select(i => $"{i},stage:one,2026-01-01\n"));
        Assert.Equal(["noGo"], Guess("case,activity,time\n" + rows + "7,noGo,2026-02-01\n").Endings.NoGo);
    }

    [Theory]
    [InlineData("\"Deal Value, $\"", "USD")]
    [InlineData("Amount (GBP)", "GBP")]
    [InlineData("Value €", "EUR")]
    public void Takes_the_currency_from_the_header(string header, string currency) =>
        Assert.Equal(currency, Guess($"Name,Status,{header}\na,Won,5\nb,Open,6\n").Currency);

    [Fact]
    public void Takes_for_the_case_what_differs_in_every_row() =>
        Assert.Equal("Organization", Guess("Country,Organization,Status,Amount\nNL,Ada,Won,5\nNL,Ben,Open,6\n").Columns.Case);

    [Fact]
    public void That_found_no_endings_is_refused_until_a_person_says_so()
    {
        var text = MappingFile.Write(Guess("case,activity,time\n1,Closed,2026-01-02\n"));
        var findings = MappingFile.Read(text, "m").Findings;
        Assert.Equal(["endings", "stages"], findings.Select(finding => finding.Place.Element).Order());
        Assert.All(findings, finding => Assert.Equal("mapping-unnamed", finding.Rule));
        var said = MappingFile.Read(text.Replace("unknown", "none", StringComparison.Ordinal), "m");
        Assert.Empty(said.Findings);
        Assert.Empty(said.Mapping!.Stages);
    }

    [Theory]
    [InlineData("format: csv\nsegments: [product, account\ncurrency: USD\n")]
    [InlineData("format: csv\n--- \nformat: xes\n")]
    public void That_does_not_end_or_goes_on_after_its_end_is_refused(string text) =>
        Assert.Equal("yaml-broken", Assert.Single(MappingFile.Read(text, "m").Findings).Rule);

    [Fact]
    public void Does_not_take_a_column_of_closing_dates_that_the_ended_rows_do_not_have()
    {
        var guess = Guess("Id,Stage,Created on,Actual close date\n1,Won,2026-01-01,\n2,Lost,2026-01-01,\n3,Opened,2026-01-01,2026-02-01\n");
        Assert.Equal([MappingGap.Closed], guess.Unnamed);
        Assert.Contains("closed: unknown", MappingFile.Write(guess), StringComparison.Ordinal);
    }

    /// <summary>Counts: shared/data/README.md.</summary>
    [Fact]
    [Trait("Data", "real")]
    public void Of_the_maven_export_counts_as_its_readme_does() =>
        Assert.Equal(new EndingCounts(3_042, 1_684, 0, 0, 2_409),
            Glance("maven_crm/sales_pipeline_as_of_2017-10-01.csv").Report!.Endings);

    [Fact]
    [Trait("Data", "real")]
    public void Of_the_c17_list_finds_case_currency_and_endings()
    {
        var guess = Glance("crm_pipelines_c17/CRM-and-Sales-Pipelines.csv").Guess;
        Assert.Equal(("Organization", "Stage", "USD"), (guess.Columns.Case, guess.Columns.Status, guess.Currency));
        Assert.Equal(("Won", "Lost"), (Assert.Single(guess.Endings.Won), Assert.Single(guess.Endings.Lost)));
        Assert.Equal([MappingGap.Closed], guess.Unnamed);
    }

    [Theory]
    [Trait("Data", "real")]
    [InlineData("receipt/receipt.csv")]
    [InlineData("helpdesk/helpdesk.xes.gz")]
    public void Of_a_log_that_is_no_sale_says_what_is_missing(string name) =>
        Assert.Equal([MappingGap.Stages, MappingGap.Endings], Glance(name).Guess.Unnamed);

    private static FileGlance Glance(string name)
    {
        using var stream = File.OpenRead(SharedLogs.Path(name));
        return FileGlance.Of(stream, name, EventLogLimits.Default);
    }

    private static LogMapping Guess(string csv) =>
        FileGlance.Of(new MemoryStream(Encoding.UTF8.GetBytes(csv)), "log.csv", EventLogLimits.Default).Guess;
}
