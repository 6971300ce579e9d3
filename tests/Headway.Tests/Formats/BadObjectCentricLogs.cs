using System.Text;
using CsCheck;
using Headway.Formats.Mapping;
using Headway.Formats.Ocel;
using Headway.Histories;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Headway.Tests.Formats;

public sealed class A_bad_object_centric_log
{
    private static readonly LogMapping orders = new(LogFormat.Ocel, LogShape.Events, new ColumnMapping("Order"));

    private static readonly EventLogLimits small = new(MaxBytes: 1 << 20, MaxEvents: 5, MaxTextBytes: 100, MaxDepth: 16);

    private const string Good = """
        {"objects":[{"id":"o1","type":"Order"},{"id":"o2","type":"Order"}],
         "events":[{"id":"e1","type":"Won","time":"2026-01-02T00:00:00Z","relationships":[{"objectId":"o1","qualifier":""}]}]}
        """;

    [Theory]
    [InlineData("""{"events":{}}""", "ocel-no-events")]
    [InlineData("""{"objects":5,"events":[]}""", "ocel-no-events")]
    [InlineData("""[1,2,3]""", "ocel-no-events")]
    [InlineData("""{}""", "ocel-no-events")]
    [InlineData("""{"events":[]}""", "ocel-no-case")]
    [InlineData("""{"events":[],"objects":[{"id":"a","type":"Item"}]}""", "ocel-no-case")]
    [InlineData("""{"events":[""", "ocel-broken")]
    [InlineData("""{"events":[]} trailing""", "ocel-broken")]
    [InlineData("""{"x":[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]],"events":[]}""", "ocel-broken")]
    [InlineData("""{"events":[{"id":"\ud800","type":"a"}]}""", "ocel-broken")]
    [InlineData("<log><a>", "ocel-broken")]
    [InlineData("<!DOCTYPE log [<!ENTITY a \"b\">]><log><events>&a;</events></log>", "xml-dtd")]
    [InlineData("<log><events><event id=\"1\" type=\"a\" time=\"2026-01-01\"><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a>", "xml-depth")]
    [InlineData("<log/>", "ocel-no-events")]
    [InlineData("<other/>", "ocel-no-events")]
    public void Is_refused_whole_with_its_rule(string text, string rule) => Assert.Equal(rule, Refused(text, small).Rule);

    [Fact]
    public void Is_refused_when_it_holds_more_than_the_limits()
    {
        var six = string.Join(',', Enumerable.Range(0, 6).Select(i => $$"""{"id":"{{i}}","type":"a","time":"2026-01-01"}"""));
        Assert.Equal("log-too-large", Refused($$"""{"events":[{{six}}]}""", small).Rule);
        Assert.Equal("log-long-text", Refused(
            $$"""{"events":[{"id":"{{new string('x', 101)}}","type":"a","time":"2026-01-01"}]}""", small).Rule);
        Assert.Equal("log-long-text", Refused($$"""{"events":[{"id":"{{new string('x', 1 << 18)}}"}]}""", small).Rule);
        Assert.Equal("log-too-large", Refused($$"""{"events":[{{new string(' ', 1 << 20)}}]}""", small).Rule);
        Assert.Equal("log-long-text", Refused(
            $"<log><events><event><attributes><attribute name=\"a\">{new string('x', 101)}"
            + "</attribute></attributes></event></events></log>", small).Rule);
    }

    [Theory]
    [InlineData("""{"id":1,"type":"a","time":"2026-01-01"}""", "id", "ocel-type")]
    [InlineData("""{"id":"x","type":["a"],"time":"2026-01-01"}""", "type", "ocel-type")]
    [InlineData("""{"id":"x","type":"a","time":"2026-01-01","relationships":{}}""", "relationships", "ocel-type")]
    [InlineData("""{"id":"x","type":"a","time":"2026-01-01","relationships":[{"qualifier":"q"}]}""", "relationships.objectId", "ocel-type")]
    [InlineData("""{"id":"x","type":"a","time":"2026-01-01","attributes":[5]}""", "attributes", "ocel-type")]
    [InlineData("\"text\"", "event", "ocel-type")]
    [InlineData("""{"type":"a","time":"2026-01-01"}""", "id", "ocel-no-id")]
    [InlineData("""{"id":"x","time":"2026-01-01"}""", "type", "ocel-no-type")]
    [InlineData("""{"id":"x","type":"a"}""", "time", "ocel-no-time")]
    [InlineData("""{"id":"x","type":"a","time":"yesterday"}""", "time", "ocel-time")]
    [InlineData("""{"id":"e1","type":"a","time":"2026-01-01"}""", "id", "ocel-duplicate")]
    public void Has_each_unusable_event_rejected_with_its_line_and_field(string happened, string field, string code)
    {
        var read = Read(Good.Replace("]}]}", $"]}},\n{happened}]}}", StringComparison.Ordinal));
        var row = Assert.Single(read.Rejected.Listed);
        Assert.Equal((3, field, code), (row.Line, row.Field, row.Code));
        Assert.Equal(new RowCounts(2, 1, 0, 1, 0), read.Rows);
    }

    [Fact]
    public void Has_objects_and_relations_that_lead_nowhere_told()
    {
        var read = Read("""
            {"objects":[{"id":"o1","type":"Order"},{"id":"o1","type":"Item"},{"type":"Order"},{"id":"o3","type":"Order"}],
             "events":[{"id":"e1","type":"a","time":"2026-01-02T00:00:00Z",
              "relationships":[{"objectId":"o1","qualifier":"x"},{"objectId":"gone"}]},
             {"id":"e2","type":"a","time":"2026-01-02T00:00:00Z","relationships":[{"objectId":"gone"}]}]}
            """);
        Assert.Equal(["ocel-other-events", "ocel-no-events-of", "ocel-dangling", "ocel-duplicate-object", "ocel-object"],
            read.Findings.Select(finding => finding.Rule));
        Assert.Equal(["2 relations lead to objects that the file does not describe."],
            read.Findings.Where(finding => finding.Rule == "ocel-dangling").Select(finding => finding.Message));
        Assert.Equal(new RowCounts(2, 2, 0, 0, 1), read.Rows);
    }

    [Fact]
    public void Counts_an_event_once_when_it_names_its_case_twice() =>
        Assert.Equal(1, Read(Good.Replace("[{\"objectId\":\"o1\",\"qualifier\":\"\"}",
        "[{\"objectId\":\"o1\",\"qualifier\":\"a\"},{\"objectId\":\"o1\",\"qualifier\":\"b\"}", StringComparison.Ordinal)).Log.Events);

    [Theory]
    [InlineData("CREATE VIEW event_object AS SELECT 1 AS ocel_event_id, 2 AS ocel_object_id", "'event_object' is a view")]
    [InlineData("CREATE VIRTUAL TABLE event_object USING fts5(ocel_event_id, ocel_object_id)", "'event_object' is a view or a virtual")]
    [InlineData("CREATE TABLE event_object(ocel_event_id, ocel_object_id, ocel_qualifier AS (upper(ocel_object_id)))", "computes a column")]
    [InlineData("CREATE TABLE event_object(ocel_event_id, ocel_object_id)", "has no column 'ocel_qualifier'")]
    [InlineData("CREATE TABLE other(x)", "has no table 'event_object'")]
    public void In_a_database_is_refused_when_its_tables_could_run_something(string statement, string sentence) =>
        Assert.Contains(sentence, Refused(Database(statement), small).Message, StringComparison.Ordinal);

    [Fact]
    public void In_a_database_is_read_past_triggers_and_odd_names()
    {
        var bytes = Database("""
            CREATE TABLE event_object(ocel_event_id, ocel_object_id, ocel_qualifier);
            CREATE TRIGGER evil AFTER INSERT ON event_object BEGIN DELETE FROM event; END;
            INSERT INTO event_map_type VALUES ('Odd', 'a"; DROP TABLE event; --');
            CREATE TABLE "event_a""; DROP TABLE event; --"(ocel_id, ocel_time, "x"" y");
            INSERT INTO "event_a""; DROP TABLE event; --" VALUES ('e2', '2026-01-03 00:00:00', 'v');
            INSERT INTO event VALUES ('e2', 'Odd');
            INSERT INTO event_object VALUES ('e2', 'o1', ''), ('e1', 'o1', '');
            """);
        var read = A_bad_log.Accepted(OcelReader.Read(new MemoryStream(bytes), "a", orders, small));
        Assert.Equal(["Won", "Odd"], read.Log.Labels);
        Assert.Equal(new RowCounts(2, 2, 0, 0, 0), read.Rows);
    }

    [Fact]
    public void In_a_database_is_refused_for_a_huge_text_or_damage()
    {
        const string Relations = "CREATE TABLE event_object(ocel_event_id, ocel_object_id, ocel_qualifier);";
        Assert.Equal("log-long-text", Refused(Database(Relations + "INSERT INTO event VALUES (hex(zeroblob(2000000)), 'Won')"),
            small with { MaxBytes = 1 << 26 }).Rule);
        var damaged = Database(Relations);
        damaged.AsSpan(100, damaged.Length - 100).Fill(0x5a);
        Assert.Equal("ocel-broken", Refused(damaged, small).Rule);
        // Other tests read at the same time, and theirs go too.
        var there = Directory.GetFiles(Path.GetTempPath(), "headway-*.sqlite");
        Assert.True(SpinWait.SpinUntil(() => !there.Any(File.Exists), TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public void Broken_anywhere_is_an_answer_and_never_an_exception() => Gen.Select(
        Gen.Int[0, 2], Gen.Int[0, 1 << 20], Gen.Byte, Gen.Int[0, 3]).Sample((which, at, with, how) =>
        {
            var bytes = which == 2 ? [.. goodDatabase] : Encoding.UTF8.GetBytes(which == 0 ? Good : GoodXml);
            var place = at % bytes.Length;
            if (how == 0) bytes = bytes[..place];
            else if (how == 1) bytes[place] = with;
            else if (how == 2) bytes = [.. bytes[..place], with, .. bytes[place..]];
            else bytes = [.. bytes[..place], .. bytes[(at / 7 % bytes.Length)..]];
            var counts = OcelReader.Read(new MemoryStream(bytes), "a", orders, small).Match(
                read => read.Rows, _ => new RowCounts(0, 0, 0, 0, 0));
            Assert.Equal(counts.Read, counts.Accepted + counts.Merged + counts.Rejected);
            FileGlance.Of(new MemoryStream(bytes), "a", small);
        }, iter: 3_000);

    private const string GoodXml = """
        <log><objects><object id="o1" type="Order">
        <attributes><attribute name="amount" time="2026-01-01T00:00:00Z">5</attribute></attributes></object></objects>
        <events><event id="e1" type="Won" time="2026-01-02T00:00:00Z"><objects>
        <relationship object-id="o1" qualifier=""/></objects></event></events></log>
        """;

    private static readonly byte[] goodDatabase = Database(
        "CREATE TABLE event_object(ocel_event_id, ocel_object_id, ocel_qualifier); INSERT INTO event_object VALUES ('e1', 'o1', '')");

    private static byte[] Database(string statements)
    {
        var path = Path.Combine(Path.GetTempPath(), $"bad-ocel-{Path.GetRandomFileName()}");
        using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = """
                CREATE TABLE event(ocel_id, ocel_type); CREATE TABLE object(ocel_id, ocel_type);
                CREATE TABLE event_map_type(ocel_type, ocel_type_map); CREATE TABLE object_map_type(ocel_type, ocel_type_map);
                CREATE TABLE event_Won(ocel_id, ocel_time); CREATE TABLE object_Order(ocel_id, ocel_time, amount, ocel_changed_field);
                INSERT INTO event_map_type VALUES ('Won', 'Won'); INSERT INTO object_map_type VALUES ('Order', 'Order');
                INSERT INTO event VALUES ('e1', 'Won'); INSERT INTO object VALUES ('o1', 'Order');
                INSERT INTO event_Won VALUES ('e1', '2026-01-02 00:00:00');
                INSERT INTO object_Order VALUES ('o1', '1970-01-01 00:00:00', '5', NULL);
                """ + statements;
            command.ExecuteNonQuery();
        }
        var bytes = File.ReadAllBytes(path);
        File.Delete(path);
        return bytes;
    }

    private static LogReading.Accepted Read(string text) =>
        A_bad_log.Accepted(OcelReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "a", orders, EventLogLimits.Default));

    private static Finding Refused(string text, EventLogLimits limits) => Refused(Encoding.UTF8.GetBytes(text), limits);

    private static Finding Refused(byte[] bytes, EventLogLimits limits) =>
        OcelReader.Read(new MemoryStream(bytes), "a", orders, limits).Match(
        _ => throw new InvalidOperationException("It was read."), refused => Assert.Single(refused.Findings));
}
