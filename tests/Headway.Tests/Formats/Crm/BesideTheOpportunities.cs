using System.Globalization;
using System.Text;
using Headway.Formats.Crm;
using Headway.Formats.Mapping;
using Headway.Histories;
using Xunit;
using static Headway.Tests.Formats.Crm.MadeExports;

namespace Headway.Tests.Formats.Crm;

/// <summary>Meetings and competitors of Salesforce, which its opportunities do not hold themselves.</summary>
public sealed class A_Salesforce_export_with_more_tables
{
    private const string Alder = "006A0000001AAAAAA2";

    private const string Competitors = """
        "Id","OpportunityId","CompetitorName","Strengths","Weaknesses","CreatedDate","IsDeleted"
        "00KA","006A0000001AAAAAA2","Weavers Ltd","price","","2026-01-20T09:00:00.000Z","false"
        "00KB","006A0000001AAAAAA2","Acme","","","2026-02-20T09:00:00.000Z","false"
        "00KC","006A0000001AAAAAA2","Acme","","","2026-02-21T09:00:00.000Z","false"
        """;

    private static LogImport.Imported Whole() => Import(Zip(("Event.csv", SalesforceMeetings), ("OpportunityCompetitor.csv", Competitors),
        ("Opportunity.csv", SalesforceRows), ("OpportunityHistory.csv", SalesforceChanges)));

    [Fact]
    public void Has_the_meetings_whose_day_was_over_and_sets_aside_what_lies_ahead()
    {
        var read = Whole();
        Assert.Equal([("Event: Meeting", "2026-01-12 13:00"), ("Event: Site visit", "2026-02-03 00:00")],
            EventsOf(read, Alder).Where(each => each.Label.StartsWith("Event: ", StringComparison.Ordinal)));
        Assert.Equal(["Meeting", "Site visit"], read.Shape.Activities.Select(activity => activity.Name));
        Assert.StartsWith("Meetings whose day was over: 2.", Depth(read, "meetings").Sentence, StringComparison.Ordinal);
        Assert.EndsWith("1 meeting.", Depth(read, "meetings-ahead").Sentence, StringComparison.Ordinal);
        // The history ends with what the system knew, not with a meeting that nobody has held.
        Assert.Equal(2026, read.AsOf.Year);
    }

    [Fact]
    public void Does_not_take_a_meeting_for_held_on_a_day_that_was_not_over()
    {
        const string meeting = "\"00UX\",\"006A0000001AAAAAA2\",\"2026-07-01T09:00:00.000Z\",\"30\",\"2026-06-30T08:00:00.000Z\",";
        var text = "\"Id\",\"WhatId\",\"StartDateTime\",\"DurationInMinutes\",\"CreatedDate\",\"LastModifiedDate\"\n" + meeting;
        // Written last while the day went on: three hours after the meeting was to begin.
        var read = Import(Zip(("Event.csv", text + "\"2026-07-01T12:00:00.000Z\"\n"), ("Opportunity.csv", SalesforceRows),
            ("OpportunityHistory.csv", SalesforceChanges)));
        Assert.EndsWith("1 meeting.", Depth(read, "meetings-ahead").Sentence, StringComparison.Ordinal);
        var later = Import(Zip(("Event.csv", text + "\"2026-07-02T12:00:00.000Z\"\n"), ("Opportunity.csv", SalesforceRows),
            ("OpportunityHistory.csv", SalesforceChanges)));
        Assert.StartsWith("Meetings whose day was over: 1.", Depth(later, "meetings").Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_competitors_and_compares_nothing_by_them()
    {
        var read = Whole();
        Assert.Equal("Acme; Weavers Ltd", read.History.TextOf("Competitor", 0));
        Assert.DoesNotContain("Competitor", read.Shape.SegmentAttributes);
        Assert.Contains("1 opportunity.", Depth(read, "competitors").Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_history_of_stages_keeps_the_stages_of_the_file_by_name()
    {
        var rows = SalesforceRows + "\n" + string.Join('\n', new[] { ("E", "Negotiation/Review"), ("F", "Qualification") }.Select(each =>
            $"\"006A0000001{each.Item1}{each.Item1}{each.Item1}{each.Item1}2\",\"false\",\"001A\",\"More\",\"{each.Item2}\",\"3\","
            + "\"1\",\"50\",\"2026-12-31\",\"New Business\",\"Web\",\"false\",\"false\",\"Pipeline\",\"005A\",\"2026-01-05T09:00:00.000Z\","
            + "\"2026-03-10T15:00:00.000Z\",\"2026-02-10T15:00:00.000Z\""));
        var read = Import(Text(rows));
        var stage = Assert.Single(read.Shape.Stages);
        Assert.Contains("Negotiation/Review", stage.Name, StringComparison.Ordinal);
        Assert.Contains("Qualification", stage.Name, StringComparison.Ordinal);
        var now = Enumerable.Range(0, read.History.Cases).Select(c => read.History.TextOf("Stage now", c)).OfType<string>().ToList();
        Assert.Contains("Negotiation/Review", now);
        Assert.Contains("Qualification", now);
        Assert.Contains("Negotiation/Review", Depth(read, "stage-history").Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_of_every_column_it_uses_what_it_is_used_for()
    {
        var uses = CrmColumns.UsesOf(CrmSource.Salesforce, Glance(Text(SalesforceRows)).Columns);
        Assert.Equal(("Stage", "Closed on", "Amount", "How it ended", "Segment", "Owner"),
            (uses["StageName"], uses["CloseDate"], uses["Amount"], uses["IsWon"], uses["LeadSource"], uses["OwnerId"]));
        Assert.DoesNotContain("Probability", uses.Keys);
    }
}

public sealed class A_Pipedrive_export_in_another_language
{
    [Theory]
    [InlineData("Obchod")]
    [InlineData("Negocio")]
    public void Is_known_by_its_columns_whatever_the_word_for_a_deal(string deal)
    {
        var text = PipedriveDeals.Replace("Deal - ", deal + " - ", StringComparison.Ordinal);
        Assert.Equal(CrmSource.Pipedrive, Glance(Text(text)).Guess.Source);
        Assert.Equal(new EndingCounts(1, 1, 0, 0, 1), Import(Text(text)).Report.Endings);
    }
}

public sealed class A_table_of_Pipedrive_that_holds_no_deals
{
    [Theory]
    [InlineData("Project")]
    [InlineData("Lead")]
    [InlineData("person")]
    [InlineData("Organization")]
    [InlineData("Activity")]
    [InlineData("Product")]
    public void Is_not_read_as_deals(string kind)
    {
        var text = PipedriveDeals.Replace("Deal - ", kind + " - ", StringComparison.Ordinal);
        Assert.Null(Glance(Text(text)).Guess.Source);
    }
}

public sealed class Many_of_one_name
{
    [Fact]
    public void Are_told_apart_by_their_addresses_without_looking_through_all_of_them_for_each()
    {
        // Through all of them for each is some thousand million comparisons: minutes, where one look each takes a second.
        const int many = 50_000;
        var users = new StringBuilder("\"Id\",\"FirstName\",\"LastName\",\"Email\",\"Username\"\n");
        var rows = new StringBuilder(SalesforceRows.Split('\n')[0] + "\n");
        for (var i = 0; i < many; i++)
        {
            var (stage, won) = i % 2 == 0 ? ("Qualify", "false") : ("Closed Won", "true");
            users.Append(CultureInfo.InvariantCulture, $"005{i:D6},Kim,Lee,kim{(i < 2 ? 0 : i)}@x.example,u{i}\n");
            rows.Append(CultureInfo.InvariantCulture, $"006{i:D6},false,001A,O{i},{stage},1,100,10,2026-05-01,,,{won},");
            rows.Append(CultureInfo.InvariantCulture, $"{won},Pipeline,005{i:D6},");
            rows.Append("2026-01-05T09:00:00.000Z,2026-01-05T09:00:00.000Z,2026-01-05T09:00:00.000Z\n");
        }
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var read = Import(Zip(("Opportunity.csv", rows.ToString()), ("User.csv", users.ToString())));
        Assert.Equal(many, read.Log.People.Length);
        Assert.Contains("Kim Lee (005000000)", read.Log.People);
        Assert.Contains("Kim Lee (kim7@x.example)", read.Log.People);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }
}
