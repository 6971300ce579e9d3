using Headway.Formats.Crm;
using Headway.Formats.Mapping;
using Headway.Histories;
using Headway.Tests.Formats.Spreadsheet;
using Xunit;
using static Headway.Tests.Formats.Crm.MadeExports;

namespace Headway.Tests.Formats.Crm;

public sealed class A_HubSpot_export
{
    [Fact]
    public void Gives_one_date_for_each_stage_and_says_that_loops_are_lost()
    {
        var read = Import(Text(Deals));
        Assert.Equal([("Opportunity created", "2026-01-05 09:00"), ("Appointment Scheduled", "2026-01-05 09:00"),
            ("Contract Sent", "2026-02-01 12:00"), ("Closed Won", "2026-02-20 10:00")], EventsOf(read, "11"));
        Assert.Equal(new EndingCounts(1, 1, 0, 0, 1), read.Report.Endings);
        var line = read.Report.Depth.First(each => each.Topic == "stage-history");
        Assert.False(line.Teaches);
        Assert.Contains("loops are lost", line.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void With_property_history_shows_the_loop_and_takes_names_from_the_deals()
    {
        var read = Import(Zip(("deals.csv", Deals), ("history.json", PropertyHistory)));
        Assert.Equal(["Opportunity created", "Appointment Scheduled", "contractsent", "Appointment Scheduled", "contractsent",
            "Closed Won"],
            EventsOf(read, "11").Select(each => each.Label));
        // Birch has only the summary of its stages.
        Assert.StartsWith("For 1 opportunities only one date", read.Report.Depth.First(each => each.Topic == "stage-history").Sentence,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Is_recognised_whatever_the_case_of_its_headers()
    {
        var text = Deals.Replace("Record ID,Deal Name,Deal Stage", "record id,DEAL NAME,deal-stage *", StringComparison.Ordinal);
        Assert.Equal(CrmSource.HubSpot, Glance(Text(text)).Guess.Source);
    }
}

public sealed class A_Pipedrive_export
{
    [Fact]
    public void Without_flow_has_no_history_of_stages_and_says_so()
    {
        var read = Import(Text(PipedriveDeals));
        Assert.Contains("deals/{id}/flow", Depth(read, "stage-history").Sentence, StringComparison.Ordinal);
        Assert.Equal([("Opportunity created", "2026-01-05 09:00"), ("Won", "2026-02-20 10:00")], EventsOf(read, "1"));
        Assert.Equal((new EndingCounts(1, 1, 0, 0, 1), "SEK"), (read.Report.Endings, read.Shape.Currency));
    }

    [Fact]
    public void With_flow_has_stages_named_by_where_the_deals_are_now()
    {
        var read = Import(Zip(("deals.csv", PipedriveDeals), ("flow.json", Flow)));
        Assert.Equal(["Opportunity created", "1", "Proposal Made", "Won"], EventsOf(read, "1").Select(each => each.Label));
        Assert.Contains("stage 1;", Depth(read, "stage-ids").Sentence, StringComparison.Ordinal);
        Assert.Equal(900, read.History.Columns.Amount[2]);
    }
}

public sealed class A_Dynamics_export
{
    private const string Guid1 = "5b1c0000-0000-0000-0000-000000000001";
    private const string Guid2 = "{5B1C0000-0000-0000-0000-000000000002}";

    private static MemoryStream View(string id = "(Do Not Modify) Opportunity", string modified = "(Do Not Modify) Modified On") =>
        MadeWorkbook.Of(hiddenColumns: 3,
            [id, "(Do Not Modify) Row Checksum", modified, "Topic", "Est. Revenue", "Created On", "Actual Close Date", "Status",
                "Status Reason",
                "Sales Stage"],
            [Guid1, "abc", new MadeWorkbook.Date(46_100.5), "Alder", 250.0, new MadeWorkbook.Date(46_027.375), null, "Open", "In Progress",
                "2-Develop"],
            [Guid2, "abd", new MadeWorkbook.Date(46_100.5), "Birch", 80.0, new MadeWorkbook.Date(46_028.5), new MadeWorkbook.Date(46_050),
                "Lost",
                "Canceled", "1-Qualify"]);

    [Theory]
    [InlineData("(Do Not Modify) Opportunity", "(Do Not Modify) Modified On")]
    [InlineData("(do not modify) opportunity", "(Do Not Modify) Modified on")]
    public void Is_read_from_a_workbook_with_hidden_columns_and_serial_dates(string id, string modified)
    {
        var read = Import(View(id, modified));
        Assert.Equal([("Opportunity created", "2026-01-05 09:00")], EventsOf(read, Guid1));
        Assert.Equal([("Opportunity created", "2026-01-06 12:00"), ("Canceled", "2026-01-28 23:59")], EventsOf(read, Guid2));
        Assert.Equal(new EndingCounts(0, 1, 0, 0, 1), read.Report.Endings);
    }

    [Fact]
    public void With_audit_has_a_history_of_stages_and_amounts()
    {
        var read = Import(Zip(("view.xlsx", View().ToArray()), ("audit.json", System.Text.Encoding.UTF8.GetBytes(Audit))));
        Assert.Equal([("Opportunity created", "2026-01-05 09:00"), ("1-Qualify", "2026-01-05 09:00"), ("2-Develop", "2026-01-20 08:00")],
            EventsOf(read, Guid1));
        Assert.Equal(250, read.History.Columns.Amount[0]);
    }
}

public sealed class Several_files_at_once
{
    [Fact]
    public void That_are_no_known_export_are_refused_with_their_names()
    {
        var finding = Assert.Single(Glance(Zip(("a.csv", "x,y\n1,2\n"), ("b.csv", "x,y\n1,2\n"))).Findings);
        Assert.Equal("files-unclear", finding.Rule);
        Assert.Contains("a.csv, b.csv", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_which_one_is_something_else_leave_it_out_and_say_so()
    {
        var read = Import(Zip(("Opportunity.csv", SalesforceRows), ("Account.csv", "Id,Name\n1,Alder\n")));
        Assert.Equal("Account.csv", Assert.Single(read.Report.Findings, each => each.Rule == "files-left-out").Place.File);
    }

    [Fact]
    public void Of_two_systems_read_the_one_of_the_opportunities()
    {
        var read = Import(Zip(("deals.csv", Deals), ("flow.json", Flow)));
        Assert.Contains("HubSpot", Depth(read, "source").Sentence, StringComparison.Ordinal);
        Assert.Equal("flow.json", Assert.Single(read.Report.Findings, each => each.Rule == "files-left-out").Place.File);
    }

    [Fact]
    public void Asked_for_as_another_system_are_refused() => Assert.Equal("crm-unknown-export",
        Assert.Single(Glance(Text(Deals), CrmSource.Dynamics).Findings).Rule);

    [Fact]
    public void Are_the_same_log_in_whatever_order_they_are_packed()
    {
        var one = Import(Zip(("1.csv", SalesforceRows), ("2.csv", SalesforceChanges)));
        var other = Import(Zip(("2.csv", SalesforceChanges), ("1.csv", SalesforceRows)));
        Assert.Equal(Headway.Formats.Columns.LogColumns.Write(one.Log), Headway.Formats.Columns.LogColumns.Write(other.Log));
    }

    [Fact]
    public void Tell_rejected_rows_by_file()
    {
        using var text = new StringWriter();
        Import(Zip(("Opportunity.csv", SalesforceRows), ("OpportunityHistory.csv", SalesforceChanges))).Report.Rejected.WriteTo(text);
        Assert.StartsWith("file,line,field,reason,row\n\"OpportunityHistory.csv\",11,", text.ToString(), StringComparison.Ordinal);
    }
}

public sealed class A_list_of_a_CRM_without_a_layout
{
    /// <summary>Counts: shared/data/README.md; a list of a CRM that is not known by its headers still goes the way of the plain
    /// CSV.</summary>
    [Theory]
    [Trait("Data", "real")]
    [InlineData("maven_crm/sales_pipeline_as_of_2017-10-01.csv", 7_135)]
    [InlineData("crm_pipelines_c17/CRM-and-Sales-Pipelines.csv", 3_000)]
    public void Is_no_known_export(string name, int rows)
    {
        using var stream = File.OpenRead(SharedLogs.Path(name));
        var glance = FileGlance.Of(stream, name, EventLogLimits.Default);
        Assert.Null(glance.Guess.Source);
        if (glance.Report is { } report) Assert.Equal(rows, report.Rows.Read);
    }
}
