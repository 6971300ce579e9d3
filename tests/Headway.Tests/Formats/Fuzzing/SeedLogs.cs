using System.Collections.Immutable;
using System.Text;
using Headway.Formats;
using Headway.Formats.Ocel;
using Headway.Histories;
using Headway.Tests.Formats.Spreadsheet;
using Microsoft.Data.Sqlite;

namespace Headway.Tests.Formats.Fuzzing;

/// <summary>Small whole logs of every writing, to be spoilt.</summary>
internal static class SeedLogs
{
    public const string OcelJson = """
        {"objectTypes":[{"name":"Order","attributes":[{"name":"amount","type":"string"}]},{"name":"Person","attributes":[]}],
         "eventTypes":[{"name":"ask","attributes":[{"name":"place","type":"string"}]},{"name":"Won","attributes":[]}],
         "objects":[{"id":"o1","type":"Order","attributes":[{"name":"amount","time":"1970-01-01T00:00:00Z","value":"10"},
          {"name":"amount","time":"2026-01-03T00:00:00Z","value":12.5}],"relationships":[{"objectId":"p1","qualifier":"owner"}]},
          {"id":"o2","type":"Order"},{"id":"p1","type":"Person","attributes":[]}],
         "events":[{"id":"e1","type":"ask","time":"2026-01-02T00:00:00Z","attributes":[{"name":"place","value":"Ulm"}],
          "relationships":[{"objectId":"o1","qualifier":"about"},{"objectId":"p1","qualifier":"by"}]},
          {"id":"e2","type":"Won","time":"2026-02-02T10:00:00+01:00","relationships":[{"objectId":"o1","qualifier":"x"}]},
          {"id":"e3","type":"ask","time":"2026-02-03","relationships":[{"objectId":"o2","qualifier":""},{"objectId":"o1"}]}]}
        """;

    public const string OldOcelJson = """
        {"ocel:global-log":{"ocel:version":"1.0","ocel:attribute-names":["amount"],"ocel:object-types":["order"]},
         "ocel:events":{"1":{"ocel:activity":"ask","ocel:timestamp":"2026-01-02 00:00:00","ocel:omap":["o1"],"ocel:vmap":{"place":"Ulm"}},
          "2":{"ocel:activity":"won","ocel:timestamp":"2026-01-05 00:00:00","ocel:omap":["o1","i1"],"ocel:vmap":{}}},
         "ocel:objects":{"o1":{"ocel:type":"order","ocel:ovmap":{"amount":5}},"i1":{"ocel:type":"item","ocel:ovmap":{}}}}
        """;

    public const string OcelXml = """
        <?xml version="1.0"?><log><object-types><object-type name="Order"><attributes><attribute name="amount" type="string"/></attributes>
        </object-type></object-types><event-types><event-type name="ask"><attributes/></event-type></event-types>
        <objects><object id="o1" type="Order"><attributes><attribute name="amount" time="1970-01-01T00:00:00Z">5</attribute>
        <attribute name="amount" time="2026-01-03T00:00:00Z">7</attribute></attributes>
        <objects><relationship object-id="o2" qualifier="next"/></objects></object><object id="o2" type="Order"/></objects>
        <events><event id="e1" type="ask" time="2026-01-02T00:00:00Z"><attributes><attribute name="place">Ulm</attribute></attributes>
        <objects><relationship object-id="o1" qualifier=""/></objects></event>
        <event id="e2" type="Won" time="2026-02-02T00:00:00Z"><objects><object object-id="o1" qualifier="x"/></objects></event></events>
        </log>
        """;

    public const string OldOcelXml = """
        <?xml version="1.0"?><log><global scope="log"><string key="version" value="1.0"/></global>
        <events><event><string key="id" value="1"/><string key="activity" value="ask"/><date key="timestamp" value="2026-01-02T00:00:00Z"/>
        <list key="omap"><string key="object-id" value="o1"/></list><list key="vmap"><string key="place" value="Ulm"/></list></event>
        <event><string key="id" value="2"/><string key="activity" value="won"/><date key="timestamp" value="2026-01-05T00:00:00Z"/>
        <list key="omap"><string key="object-id" value="o1"/></list><list key="vmap"/></event></events>
        <objects><object><string key="id" value="o1"/><string key="type" value="order"/><list key="ovmap">
        <float key="amount" value="5"/></list></object></objects></log>
        """;

    public static byte[] OcelDatabase()
    {
        var path = Path.Combine(Path.GetTempPath(), $"seed-ocel-{Path.GetRandomFileName()}");
        using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = """
                CREATE TABLE event_map_type(ocel_type TEXT PRIMARY KEY, ocel_type_map TEXT);
                CREATE TABLE object_map_type(ocel_type TEXT PRIMARY KEY, ocel_type_map TEXT);
                CREATE TABLE event(ocel_id TEXT PRIMARY KEY, ocel_type TEXT);
                CREATE TABLE object(ocel_id TEXT PRIMARY KEY, ocel_type TEXT);
                CREATE TABLE event_object(ocel_event_id TEXT, ocel_object_id TEXT, ocel_qualifier TEXT);
                CREATE TABLE object_object(ocel_source_id TEXT, ocel_target_id TEXT, ocel_qualifier TEXT);
                CREATE TABLE event_ask(ocel_id TEXT, ocel_time TIMESTAMP, place TEXT);
                CREATE TABLE event_won(ocel_id TEXT, ocel_time TIMESTAMP);
                CREATE TABLE object_order(ocel_id TEXT, ocel_time TIMESTAMP, ocel_changed_field TEXT, amount REAL);
                INSERT INTO event_map_type VALUES ('ask', 'ask'), ('Won', 'won');
                INSERT INTO object_map_type VALUES ('Order', 'order');
                INSERT INTO event VALUES ('e1', 'ask'), ('e2', 'Won');
                INSERT INTO object VALUES ('o1', 'Order');
                INSERT INTO event_object VALUES ('e1', 'o1', 'about'), ('e2', 'o1', '');
                INSERT INTO event_ask VALUES ('e1', '2026-01-02 00:00:00', 'Ulm');
                INSERT INTO event_won VALUES ('e2', '2026-01-09 00:00:00');
                INSERT INTO object_order VALUES ('o1', '1970-01-01 00:00:00', NULL, 5), ('o1', '2026-01-04 00:00:00', 'amount', 6.5);
                """;
            command.ExecuteNonQuery();
        }
        var bytes = File.ReadAllBytes(path);
        File.Delete(path);
        return bytes;
    }

    /// <summary>A history of ours with evidence that was retracted and an amount that changed, as we write it.</summary>
    public static byte[] OwnOcel(Func<ExportedHistory, Stream, int> write)
    {
        var builder = new EventLogBuilder();
        var part = builder.NewPart();
        var day = new DateTime(2026, 3, 1).Ticks;
        foreach (var (label, after) in new[] { ("opened", 0), ("confirms:need", 1), ("stage:offer", 2), ("won", 9) })
            part.Add(part.Case("one"), part.Label(label), day + after * TimeSpan.TicksPerDay, part.Person("Ann"), EventLog.Assumed, 0);
        var built = builder.Build().Log;
        var log = new EventLog(built.CaseIds, built.CaseStart, built.Labels, built.Label, built.EffectiveTicks, built.RecordedTicks,
            built.People, built.Person, built.Attributes)
        {
            WithdrawnTicks = [long.MaxValue, day + 5 * TimeSpan.TicksPerDay, long.MaxValue, long.MaxValue],
            Changes = [new ValueChanges("amount", [0, 2], ["5", "6"], [0, 1], [day, day + TimeSpan.TicksPerDay])],
        };
        var shape = new HistoryShape(
            [new NamedElement("lead", "Lead"), new NamedElement("offer", "Offer")], [new NamedElement("need", "The need is clear")], [],
            new Dictionary<string, LabelMeaning>
            {
                ["opened"] = new LabelMeaning.Opened(),
                ["stage:offer"] = new LabelMeaning.StageEntered(1),
                ["confirms:need"] = new LabelMeaning.Evidence(0, true),
                ["won"] = new LabelMeaning.Ended(Ending.Won),
            }.ToImmutableDictionary(), "amount", null, [], "EUR");
        using var file = new MemoryStream();
        var asOf = new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
        write(new ExportedHistory(History.AsOf(log, shape, asOf), name => name, _ => true), file);
        return file.ToArray();
    }

    public static byte[] Dynamics() => MadeWorkbook.Of(3,
        ["(Do Not Modify) Opportunity", "(Do Not Modify) Row Checksum", "(Do Not Modify) Modified On", "Topic", "Status", "Est. revenue",
            "Created On", "Actual Close Date", "Pipeline Phase"],
        ["5f1f3c2e-0001", "abc", new MadeWorkbook.Date(46_040.25), "One", "Won", 5000.0, new MadeWorkbook.Date(46_027.5),
            new MadeWorkbook.Date(46_040), "4-Close"],
        ["5f1f3c2e-0002", "abd", new MadeWorkbook.Date(46_041.5), "Two", "Open", 700.0, new MadeWorkbook.Date(46_028.5), null,
            "1-Qualify"]).ToArray();

    public static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
}
