using Headway.Formats.Mapping;
using Headway.Histories;
using Xunit;
using static Headway.Tests.Formats.Crm.MadeExports;

namespace Headway.Tests.Formats.Crm;

public sealed class The_names_behind_an_export
{
    private const string Users = """
        Id,Username,LastName,FirstName,Email,IsActive,UserRoleId
        005A,ada@x,Alt,Ada,ada@example.org,true,00E
        005B,b1@x,Berg,Ben,b1@example.org,true,00E
        005C,b2@x,Berg,Ben,b2@example.org,true,00E
        005D,nobody@x,,,,true,00E
        """;

    private static readonly string rows = """
        Id,StageName,Amount,CloseDate,IsClosed,IsWon,OwnerId,CreatedDate
        1,Closed Won,5,2026-03-10,true,true,005A,2026-01-05T09:00:00Z
        2,Closed Lost,5,2026-03-10,true,false,005B,2026-01-05T09:00:00Z
        3,Closed Lost,5,2026-03-10,true,false,005C,2026-01-05T09:00:00Z
        4,Qualify,5,2026-09-10,false,false,005E,2026-01-05T09:00:00Z
        5,Qualify,5,2026-09-10,false,false,005D,2026-01-05T09:00:00Z
        """;

    [Fact]
    public void Are_taken_from_the_table_of_users_and_two_of_one_name_stay_two()
    {
        var read = Import(Zip(("User.csv", Users), ("Opportunity.csv", rows)));
        Assert.Equal(["Ada Alt", "Ben Berg (b1@example.org)", "Ben Berg (b2@example.org)", "005E", "nobody@x"],
            Enumerable.Range(0, 5).Select(c => read.Log.FindAttribute("Owner")!.Of(c)));
        Assert.Contains("Ada Alt", read.Log.People);
        Assert.Equal(new RowCounts(9, 9, 0, 0, 0), read.Report.Rows);
        Assert.StartsWith("Named in no table of people, and so known by their ids only: 1 person.", Depth(read, "owner-names").Sentence,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Are_asked_for_where_only_ids_are_there() => Assert.Contains("Add User.csv",
        Depth(Import(Text(rows)), "owner-names").Sentence, StringComparison.Ordinal);
}

public sealed class A_reason_why_it_was_lost
{
    private const string Rows = """
        Id,StageName,Amount,CloseDate,IsClosed,IsWon,OwnerId,CreatedDate,Loss_Reason__c
        1,Closed Lost,5,2026-03-10,true,false,Ada,2026-01-05T09:00:00Z,Price
        2,Closed Lost,5,2026-03-11,true,false,Ada,2026-01-05T09:00:00Z,No decision
        3,Closed Lost,5,2026-03-12,true,false,Ada,2026-01-05T09:00:00Z,Disqualified
        4,Closed Lost,5,2026-03-13,true,false,Ada,2026-01-05T09:00:00Z,Declined
        5,Closed Won,5,2026-03-14,true,true,Ada,2026-01-05T09:00:00Z,Price
        """;

    private const string Changes = """
        OpportunityId,CreatedDate,StageName,CloseDate
        2,2026-01-05T09:00:00Z,Qualify,2026-03-11
        2,2026-03-11T09:00:00Z,Closed Lost,2026-03-11
        """;

    [Fact]
    public void Tells_no_decision_and_no_go_from_lost()
    {
        var read = Import(Text(Rows));
        Assert.Equal(new EndingCounts(1, 2, 1, 1, 0), read.Report.Endings);
        Assert.Equal(["Price", "No decision", "Disqualified", "Declined", null],
            Enumerable.Range(0, 5).Select(c => read.Log.FindAttribute("Lost reason")!.Of(c)));
        Assert.DoesNotContain("Lost reason", Glance(Text(Rows)).Guess.Segments);
    }

    [Fact]
    public void Tells_them_in_a_history_of_stages_too() => Assert.Equal("Closed Lost: No decision",
        EventsOf(Import(Zip(("a.csv", Rows), ("b.csv", Changes))), "2")[^1].Label);

    [Fact]
    public void Changes_nothing_for_a_mapping_that_was_written_without_it()
    {
        var older = Glance(Text(Rows)).Guess with { Endings = new EndingLabels(["Closed Won"], ["Closed Lost"], [], []) };
        var read = LogImport.Read(Text(Rows), "a.csv", older, EventLogLimits.Default).Match(imported => imported, _ => null!);
        Assert.Equal(new EndingCounts(1, 4, 0, 0, 0), read.Report.Endings);
    }

    [Fact]
    public void Is_found_in_the_exports_of_the_others()
    {
        const string pipedrive = "Deal - ID,Deal - Status,Deal - Deal created,Deal - Lost time,Deal - Lost reason\n"
            + "1,Lost,2026-01-05 09:00:00,2026-02-05 09:00:00,Abandoned\n";
        const string hubspot = "Record ID,Deal Name,Deal Stage,Create Date,Close Date,Closed Lost Reason,Is closed lost\n"
            + "1,Loom,Closed Lost,2026-01-05 09:00,2026-02-05 09:00,Went dark,true\n";
        const string api = "id,title,value,stage_id,status,add_time,lost_time,lost_reason\n"
            + "1,Loom,5,3,lost,2026-01-05 09:00:00,2026-02-05 09:00:00,No decision\n";
        foreach (var export in new[] { pipedrive, hubspot, api })
            Assert.Equal(new EndingCounts(0, 0, 1, 0, 0), Import(Text(export)).Report.Endings);
    }

    [Fact]
    public void Does_not_keep_the_stages_that_HubSpot_names_by_ids_from_being_read()
    {
        const string deals = "hs_object_id,dealname,dealstage,createdate,hs_v2_date_entered_qualifiedtobuy,hs_date_entered_contractsent\n"
            + "1,Loom,contractsent,2026-01-05 09:00,2026-01-06 09:00,2026-02-05 09:00\n"
            + "2,Press,closedlost,2026-01-05 09:00,,\n";
        Assert.Equal(["Opportunity created", "qualifiedtobuy", "contractsent"], EventsOf(Import(Text(deals)), "1").Select(
            each => each.Label));
    }
}
