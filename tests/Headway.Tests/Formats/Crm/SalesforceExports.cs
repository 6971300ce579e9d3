using System.Text;
using Headway.Formats.Crm;
using Headway.Formats.Mapping;
using Headway.Histories;
using Xunit;
using static Headway.Tests.Formats.Crm.MadeExports;

namespace Headway.Tests.Formats.Crm;

public sealed class A_Salesforce_export
{
    private static LogImport.Imported Whole() => Import(Zip(
        ("Task.csv", SalesforceTasks), ("OpportunityHistory.csv", SalesforceChanges), ("Opportunity.csv", SalesforceRows)));

    [Fact]
    public void Is_recognised_by_its_headers_and_needs_no_mapping()
    {
        var guess = Glance(Zip(("a.csv", SalesforceChanges), ("b.csv", SalesforceRows))).Guess;
        Assert.Equal(CrmSource.Salesforce, guess.Source);
        Assert.Empty(guess.Unnamed);
        Assert.Equal(["Closed Won"], guess.Endings.Won);
        Assert.Equal(["Closed Lost"], guess.Endings.Lost);
        Assert.Equal(["qualify", "proposal"], guess.Stages.Select(stage => stage.Key));
    }

    [Fact]
    public void Counts_every_row_of_every_file_once()
    {
        var read = Whole();
        // 4 opportunities, 10 changes, 4 tasks; merged: the change of amount and date; rejected: the change of an opportunity that is in no
        // file; set aside: the deleted opportunity and its change, the planned task and the one about an account.
        Assert.Equal(new RowCounts(18, 16, 1, 1, 4), read.Report.Rows);
        Assert.Equal(new EndingCounts(1, 1, 0, 0, 1), read.Report.Endings);
        var rejected = Assert.Single(read.Report.Rejected.Listed);
        Assert.Equal(("OpportunityHistory.csv", 11, "OpportunityId", "crm-unknown-opportunity"),
            (rejected.File, rejected.Line, rejected.Field, rejected.Code));
    }

    [Fact]
    public void Merges_rows_that_were_written_because_only_amount_or_close_date_changed() => Assert.Equal(
        [("Opportunity created", "2026-01-05 09:00"), ("Qualify", "2026-01-05 09:00"), ("Task: Call", "2026-01-05 09:00"),
            ("Proposal", "2026-01-20 09:00"), ("Task: Call", "2026-02-10 00:00"), ("Closed Won", "2026-03-10 15:00")],
        EventsOf(Whole(), "006A0000001AAAAAA2"));

    [Fact]
    public void Knows_each_amount_from_its_change_on_though_the_amount_before_is_empty()
    {
        var read = Whole();
        double On(string day) => read.History.AsOf(DateTimeOffset.Parse(day + "T12:00Z", null)).Columns.Amount[0];
        Assert.Equal((40_000, 40_000, 52_000), (On("2026-01-06"), On("2026-02-02"), On("2026-02-04")));
        Assert.StartsWith("Amounts as they were at the time: 4 values", Depth(read, "amount-history").Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Finds_the_opportunity_by_15_or_18_characters() =>
        Assert.Equal(3, Whole().History.Cases);

    [Fact]
    public void Closes_on_the_day_that_was_typed_in_and_says_when_that_was_written_down_later()
    {
        var read = Whole();
        Assert.Equal(("Closed Lost", "2026-02-01 23:59"), EventsOf(read, "006A0000001BBBBBB2")[^1]);
        Assert.StartsWith("1 of 2 closings", Depth(read, "back-dated").Sentence, StringComparison.Ordinal);
        // On 1 March nobody knew yet that it was lost.
        Assert.Null(read.History.AsOf(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero)).EndingOf(1));
    }

    [Fact]
    public void Leaves_out_what_was_deleted_and_says_so() =>
        Assert.StartsWith("Deleted in the source and left out: 1 opportunity.", Depth(Whole(), "deleted").Sentence,
            StringComparison.Ordinal);

    [Fact]
    public void Of_opportunities_alone_says_that_no_stage_can_be_learned()
    {
        var read = Import(Text(SalesforceRows));
        Assert.False(Depth(read, "stage-history").Teaches);
        Assert.Contains("OpportunityHistory.csv", Depth(read, "stage-history").Sentence, StringComparison.Ordinal);
        Assert.Equal(new EndingCounts(1, 1, 0, 0, 1), read.Report.Endings);
    }

    [Fact]
    public void Of_field_history_reads_the_stage_before_the_first_change_and_orders_changes_of_one_second()
    {
        const string fields = """
            Id,IsDeleted,OpportunityId,CreatedById,CreatedDate,Field,OldValue,NewValue
            1,false,006A0000001AAAA,005A,2026-02-01T09:00:00Z,StageName,Develop,Propose
            2,false,006A0000001AAAA,005A,2026-02-01T09:00:00Z,StageName,Qualify,Develop
            3,false,006A0000001AAAA,005A,2026-02-05T09:00:00Z,Amount,40000,52000
            4,false,006A0000001AAAA,005A,2026-02-05T09:00:00Z,NextStep,call,write
            """;
        var read = Import(Zip(("Opportunity.csv", SalesforceRows), ("OpportunityFieldHistory.csv", fields)));
        Assert.Equal(["Opportunity created", "Qualify", "Develop", "Propose", "Closed Won"],
            EventsOf(read, "006A0000001AAAAAA2").Select(each => each.Label));
        Assert.Contains("18 to 24 months", read.Report.Depth.Last(line => line.Topic == "stage-history").Sentence,
            StringComparison.Ordinal);
    }

    [Fact]
    public void That_was_reopened_counts_as_open_again()
    {
        const string reopened = """
            OpportunityId,CreatedDate,StageName,Amount,CloseDate
            006A0000001CCCC,2026-02-02T09:00:00Z,Qualify,30000,2026-06-30
            006A0000001CCCC,2026-02-10T09:00:00Z,Closed Lost,30000,2026-02-10
            006A0000001CCCC,2026-03-01T09:00:00Z,Proposal,30000,2026-06-30
            """;
        var read = Import(Zip(("Opportunity.csv", SalesforceRows), ("OpportunityHistory.csv", reopened)));
        Assert.Contains("Reopened", EventsOf(read, "006A0000001CCCCCC2").Select(each => each.Label));
        Assert.Equal(1, read.Report.Endings.Open);
    }

    [Fact]
    public void Of_a_report_is_read_by_its_labels()
    {
        const string report = """
            Opportunity Owner,Account Name,Opportunity Name,Stage,Amount,Close Date,Created Date,Type
            Ada,Alder,Loom,Closed Won,52000,31/03/2026,05/01/2026,New
            Ben,Birch,Press,Closed Lost,100,01/02/2026,02/01/2026,New
            """;
        var read = Import(Text(report));
        Assert.Equal(("Loom", new EndingCounts(1, 1, 0, 0, 0)), (read.Log.CaseIds[0], read.Report.Endings));
        Assert.All(read.Report.DateStyles, each => Assert.Equal(DateStyle.DayMonthYear, each.Style));
    }

    [Fact]
    public void Whose_dates_could_be_two_asks_once_which_it_is()
    {
        const string report = "Opportunity Owner,Opportunity Name,Stage,Close Date,Created Date\nAda,Loom,Closed "
            + "Won,05/01/2026,04/03/2026\n";
        var findings = Glance(Text(report)).Findings.Where(finding => finding.Severity == Severity.Error).ToList();
        Assert.All(findings, finding => Assert.Equal("csv-ambiguous-dates", finding.Rule));
        Assert.Equal(["Close Date", "Created Date"], findings.Select(finding => finding.Place.Element).Order());
        var settled = new LogMapping(LogFormat.Csv, LogShape.Events, ColumnMapping.None)
        {
            Source = CrmSource.Salesforce,
            DateStyle = DateStyle.MonthDayYear,
        };
        var read = LogImport.Read(Text(report), "r.csv", settled, EventLogLimits.Default).Match(imported => imported, _ => null!);
        Assert.Equal([("Opportunity created", "2026-04-03 00:00"), ("Closed Won", "2026-05-01 00:00")], EventsOf(read, "Loom"));
    }

    [Fact]
    public void With_a_stage_the_mapping_does_not_know_asks_for_it()
    {
        var guess = Glance(Zip(("Opportunity.csv", SalesforceRows), ("OpportunityHistory.csv", SalesforceChanges))).Guess;
        var newer = SalesforceChanges.Replace("\"Qualify\"", "\"Discover\"", StringComparison.Ordinal);
        var read = LogImport.Read(Zip(("Opportunity.csv", SalesforceRows), ("OpportunityHistory.csv", newer)), "export.zip", guess,
            EventLogLimits.Default).Match(imported => imported, _ => null!);
        Assert.Contains("Discover", Assert.Single(read.Report.Findings, each => each.Rule == "crm-unknown-stage").Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Repeats_and_second_versions_of_an_opportunity_are_told_apart()
    {
        var row = SalesforceRows.Split('\n')[1];
        var read = Import(Text(SalesforceRows + "\n" + row + "\n" + row.Replace("52000", "1", StringComparison.Ordinal)
            .Replace("006A0000001AAAAAA2", "006A0000001AAAA", StringComparison.Ordinal)));
        Assert.Equal((1, 1), (read.Report.Rows.Merged, read.Report.Rows.Rejected));
        Assert.Equal("csv-id-twice", Assert.Single(read.Report.Rejected.Listed).Code);
    }

    [Fact]
    public void Entered_after_it_closed_says_so_and_closes_no_earlier_than_it_opened()
    {
        const string late = "Id,StageName,CloseDate,CreatedDate,IsClosed,IsWon\nx,Closed Won,2026-01-01,2026-03-01T10:00:00Z,true,true\n";
        var read = Import(Text(late));
        Assert.StartsWith("Entered after the day they closed", Depth(read, "entered-late").Sentence, StringComparison.Ordinal);
        Assert.Equal(("Closed Won", "2026-03-01 10:00"), EventsOf(read, "x")[^1]);
    }

    [Fact]
    public void Closed_in_one_sweep_is_called_a_clearing_up()
    {
        var text = new StringBuilder("Id,StageName,CloseDate,CreatedDate,IsClosed,IsWon\n");
        for (var i = 0; i < 40; i++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture,
                $"n{i},Closed Lost,2026-{(i < 20 ? $"02-{i + 1:00}" : "03-31")},2026-01-01T10:00:00Z,true,false\n");
        Assert.StartsWith("20 cases were closed without a win on 1 day", Depth(Import(Text(text.ToString())), "batch-closed").Sentence,
            StringComparison.Ordinal);
    }
}
