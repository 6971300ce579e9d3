using System.IO.Compression;
using System.Text;
using Headway.Formats.Crm;
using Headway.Formats.Mapping;
using Headway.Histories;
using Xunit;

namespace Headway.Tests.Formats.Crm;

/// <summary>Exports with the headers of the real ones and invented content.</summary>
internal static class MadeExports
{
    public const string SalesforceRows = """
        "Id","IsDeleted","AccountId","Name","StageName","StageSortOrder","Amount","Probability","CloseDate","Type","LeadSource","IsClosed","IsWon","ForecastCategory","OwnerId","CreatedDate","LastModifiedDate","LastStageChangeDate"
        "006A0000001AAAAAA2","false","001A","Loom for Alder","Closed Won","5","52000","100","2026-03-10","New Business","Web","true","true","Closed","005A","2026-01-05T09:00:00.000Z","2026-03-10T15:00:00.000Z","2026-03-10T15:00:00.000Z"
        "006A0000001BBBBBB2","false","001B","Press for Birch","Closed Lost","6","18000","0","2026-02-01","New Business","Fair","true","false","Omitted","005B","2026-01-10T09:00:00.000Z","2026-03-20T10:00:00.000Z","2026-03-20T10:00:00.000Z"
        "006A0000001CCCCCC2","false","001C","Saw for Cedar","Proposal","3","30000","50","2026-06-30","Renewal","Web","false","false","Pipeline","005A","2026-02-02T09:00:00.000Z","2026-03-01T10:00:00.000Z","2026-03-01T10:00:00.000Z"
        "006A0000001DDDDDD2","true","001D","Duplicate of Alder","Qualify","1","1","10","2026-06-30","Renewal","Web","false","false","Pipeline","005A","2026-02-02T09:00:00.000Z","2026-03-01T10:00:00.000Z","2026-03-01T10:00:00.000Z"
        """;

    public const string SalesforceChanges = """
        "Id","OpportunityId","CreatedById","CreatedDate","StageName","Amount","ExpectedRevenue","CloseDate","Probability","ForecastCategory","PrevAmount","PrevCloseDate","SystemModstamp","IsDeleted"
        "008A","006A0000001AAAA","005A","2026-01-05T09:00:00.000Z","Qualify","40000","4000","2026-04-30","10","Pipeline","","","2026-01-05T09:00:00.000Z","false"
        "008B","006A0000001AAAA","005A","2026-01-20T09:00:00.000Z","Proposal","40000","20000","2026-04-30","50","Pipeline","","","2026-01-20T09:00:00.000Z","false"
        "008C","006A0000001AAAA","005A","2026-02-03T09:00:00.000Z","Proposal","52000","26000","2026-03-10","50","Pipeline","40000","2026-04-30","2026-02-03T09:00:00.000Z","false"
        "008D","006A0000001AAAA","005A","2026-03-10T15:00:00.000Z","Closed Won","52000","52000","2026-03-10","100","Closed","52000","2026-03-10","2026-03-10T15:00:00.000Z","false"
        "008E","006A0000001BBBB","005B","2026-01-10T09:00:00.000Z","Qualify","18000","1800","2026-02-01","10","Pipeline","","","2026-01-10T09:00:00.000Z","false"
        "008F","006A0000001BBBB","005B","2026-03-20T10:00:00.000Z","Closed Lost","18000","0","2026-02-01","0","Omitted","18000","2026-02-01","2026-03-20T10:00:00.000Z","false"
        "008G","006A0000001CCCC","005A","2026-02-02T09:00:00.000Z","Qualify","30000","3000","2026-06-30","10","Pipeline","","","2026-02-02T09:00:00.000Z","false"
        "008H","006A0000001CCCC","005A","2026-03-01T10:00:00.000Z","Proposal","30000","15000","2026-06-30","50","Pipeline","30000","2026-06-30","2026-03-01T10:00:00.000Z","false"
        "008I","006A0000001DDDD","005A","2026-02-02T09:00:00.000Z","Qualify","1","0","2026-06-30","10","Pipeline","","","2026-02-02T09:00:00.000Z","false"
        "008J","006A0000001ZZZZ","005A","2026-02-02T09:00:00.000Z","Qualify","1","0","2026-06-30","10","Pipeline","","","2026-02-02T09:00:00.000Z","false"
        """;

    public const string SalesforceTasks = """
        "Id","WhoId","WhatId","Subject","ActivityDate","Status","OwnerId","IsDeleted","IsClosed","CreatedDate","TaskSubtype"
        "00TA","003A","006A0000001AAAAAA2","Call about criteria","2026-01-05","Completed","005A","false","true","2026-01-04T08:00:00.000Z","Call"
        "00TB","003A","006A0000001AAAAAA2","Call about price","2026-02-10","Completed","005A","false","true","2026-02-10T11:30:00.000Z","Call"
        "00TC","003A","006A0000001CCCCCC2","Plan","2026-04-01","Not Started","005A","false","false","2026-02-10T11:30:00.000Z","Task"
        "00TD","003A","001A","About the account","2026-02-10","Completed","005A","false","true","2026-02-10T11:30:00.000Z","Email"
        """;

    public const string Deals = """"
        Record ID,Deal Name,Deal Stage,Pipeline,Amount,Close Date,Create Date,Deal owner,Is closed lost,Is Closed Won,"Date entered ""Appointment Scheduled (Sales Pipeline)""","Date entered ""Contract Sent (Sales Pipeline)""","Date entered ""Closed Won (Sales Pipeline)"""
        11,Alder,Closed Won,Sales Pipeline,5000,2026-02-20 10:00,2026-01-05 09:00,Ada,false,true,2026-01-05 09:00,2026-02-01 12:00,2026-02-20 10:00
        12,Birch,Closed Lost,Sales Pipeline,700,2026-03-01 10:00,2026-01-06 09:00,Ben,true,false,2026-01-06 09:00,,
        13,Cedar,Appointment Scheduled,Sales Pipeline,900,2026-05-01 10:00,2026-01-07 09:00,Ada,false,false,2026-01-07 09:00,,
        """";

    public const string PropertyHistory = """
        {"results":[
         {"id":"11","properties":{},"propertiesWithHistory":{"dealstage":[
           {"value":"closedwon","timestamp":"2026-02-20T10:00:00Z","sourceType":"CRM_UI"},
           {"value":"contractsent","timestamp":"2026-02-01T12:00:00Z","sourceType":"CRM_UI"},
           {"value":"appointmentscheduled","timestamp":"2026-01-20T12:00:00Z","sourceType":"CRM_UI"},
           {"value":"contractsent","timestamp":"2026-01-15T12:00:00Z","sourceType":"CRM_UI"},
           {"value":"appointmentscheduled","timestamp":"2026-01-05T09:00:00Z","sourceType":"IMPORT"}],
          "dealname":[{"value":"Alder","timestamp":"2026-01-05T09:00:00Z"}]}},
         {"id":"13","properties":{},"propertiesWithHistory":{"dealstage":[
           {"value":"appointmentscheduled","timestamp":"2026-01-07T09:00:00Z","sourceType":"CRM_UI"}]}}]}
        """;

    public const string PipedriveDeals = """
        Deal - ID,Deal - Title,Deal - Owner,Deal - Value,Deal - Currency of Value,Deal - Pipeline,Deal - Stage,Deal - Status,Deal - Deal created,Deal - Last stage change,Deal - Won time,Deal - Lost time,Deal - Deal closed on,Deal - Lost reason
        1,Alder,Ada,5000,SEK,Pipeline,Proposal Made,Won,2026-01-05 09:00:00,2026-02-01 10:00:00,2026-02-20 10:00:00,,2026-02-20,
        2,Birch,Ben,700,SEK,Pipeline,Qualified,Lost,2026-01-06 09:00:00,,,2026-03-01 12:00:00,2026-03-01,Price
        3,Cedar,Ada,900,SEK,Pipeline,Proposal Made,Open,2026-01-07 09:00:00,2026-02-11 10:00:00,,,,
        """;

    public const string Flow = """
        [{"success":true,"data":[
           {"object":"dealChange","timestamp":"2026-02-01 10:00:00","data":{"id":90,"item_id":1,"user_id":7,"field_key":"stage_id","old_value":"1","new_value":"2","log_time":"2026-02-01 10:00:00"}},
           {"object":"activity","timestamp":"2026-02-01 10:00:00","data":{"id":4}}]},
         {"success":true,"data":[
           {"object":"dealChange","timestamp":"2026-02-11 10:00:00","data":{"id":91,"item_id":3,"user_id":7,"field_key":"stage_id","old_value":"1","new_value":"2","log_time":"2026-02-11 10:00:00"}},
           {"object":"dealChange","timestamp":"2026-02-12 10:00:00","data":{"id":92,"item_id":3,"user_id":7,"field_key":"value","old_value":"800","new_value":"900","log_time":"2026-02-12 10:00:00"}}]}]
        """;

    public const string Audit = """
        {"AuditDetailCollection":{"AuditDetails":[
          {"AuditRecord":{"createdon":"2026-01-20T08:00:00Z","_objectid_value":"5b1c0000-0000-0000-0000-000000000001","_userid_value":"u1"},
           "OldValue":{"stepname":"1-Qualify"},"NewValue":{"stepname":"2-Develop"}},
          {"AuditRecord":{"createdon":"2026-02-10T08:00:00Z","_objectid_value":"5b1c0000-0000-0000-0000-000000000001","_userid_value":"u1"},
           "OldValue":{"estimatedvalue":100},"NewValue":{"estimatedvalue":250}}]}}
        """;

    public static MemoryStream Zip(params (string Name, string Text)[] files) =>
        Zip([.. files.Select(file => (file.Name, Encoding.UTF8.GetBytes(file.Text)))]);

    public static MemoryStream Zip(params (string Name, byte[] Bytes)[] files)
    {
        var packed = new MemoryStream();
        using (var archive = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in files)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        }
        packed.Position = 0;
        return packed;
    }

    public static FileGlance Glance(Stream raw, CrmSource? source = null) => FileGlance.Of(raw, "export.zip", EventLogLimits.Default, source);

    /// <summary>Read by its own guess, through the mapping's text, as it is stored.</summary>
    public static LogImport.Imported Import(Stream raw)
    {
        var glance = Glance(raw);
        Assert.Empty(glance.Findings.Where(finding => finding.Severity == Severity.Error));
        var mapping = MappingFile.Read(MappingFile.Write(glance.Guess), "guess");
        Assert.Empty(mapping.Findings);
        var read = LogImport.Read(raw, "export.zip", mapping.Mapping!, EventLogLimits.Default).Match(
            imported => imported, refused => throw new Xunit.Sdk.XunitException(string.Join(" ", refused.Findings.Select(each => each.Message))));
        var rows = read.Report.Rows;
        Assert.Equal(rows.Read, rows.Accepted + rows.Merged + rows.Rejected);
        return read;
    }

    public static MemoryStream Text(string text) => new(Encoding.UTF8.GetBytes(text));

    /// <summary>Label and time of every event of a case.</summary>
    public static (string Label, string Time)[] EventsOf(LogImport.Imported read, string id)
    {
        var c = Array.IndexOf(read.Log.CaseIds, id);
        Assert.True(c >= 0, $"no case {id}");
        return [.. Enumerable.Range(read.Log.CaseStart[c], read.Log.CaseStart[c + 1] - read.Log.CaseStart[c]).Select(i =>
            (read.Log.Labels[read.Log.Label[i]],
                new DateTime(read.Log.EffectiveTicks[i]).ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture)))];
    }

    public static DepthLine Depth(LogImport.Imported read, string topic) => Assert.Single(read.Report.Depth, line => line.Topic == topic);
}
