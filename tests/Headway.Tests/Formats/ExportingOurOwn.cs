using System.Text.Json;
using Headway.Formats;
using Headway.Formats.Mapping;
using Headway.Formats.Ocel;
using Headway.Formats.ProcessFile;
using Headway.Histories;
using Headway.Histories.Generated;
using Xunit;

namespace Headway.Tests.Formats;

/// <summary>The generated company, taken out as OCEL with everything that stands around its opportunities.</summary>
public sealed class Our_own_history_taken_out
{
    private static readonly DateTimeOffset asOf = new(2026, 9, 30, 21, 59, 59, TimeSpan.Zero);

    private static readonly ExportedHistory exported = Make();

    internal static ExportedHistory Exported => exported;

    [Fact]
    public void Names_customers_gates_and_decisions_and_keeps_the_rules()
    {
        using var json = new MemoryStream();
        using var xml = new MemoryStream();
        OcelWriter.WriteJson(exported, json);
        OcelWriter.WriteXml(exported, xml);
        json.Position = xml.Position = 0;
        Assert.Empty(FormatRules.BreachesOfOcelJson(json, ours: true));
        Assert.Empty(FormatRules.BreachesOfOcelXml(xml, ours: true));
        json.Position = 0;
        var root = JsonDocument.Parse(json).RootElement;
        int Count(string list, string type) => root.GetProperty(list).EnumerateArray().Count(
            each => each.GetProperty("type").GetString() == type);
        Assert.Equal(exported.History.Cases, Count("objects", "Opportunity"));
        Assert.Equal(exported.Record!.Cases.Values.Select(each => each.AccountId).Distinct().Count(), Count("objects", "Account"));
        Assert.Equal(exported.Record.Cases.Values.Sum(each => each.Gates.Length), Count("events", "GateDecided"));
        Assert.True(Count("objects", "Contact") > 0);
        var qualifiers = root.GetProperty("objects").EnumerateArray().SelectMany(each => each.GetProperty("relationships").EnumerateArray())
            .Select(link => link.GetProperty("qualifier").GetString()).ToHashSet();
        Assert.Superset(new HashSet<string?> { "owner", "decision-maker", "pursues" }, qualifiers);
    }

    /// <summary>Decisions and retractions are events of the file and none of the log.</summary>
    [Fact]
    public void Counts_every_event_of_the_file_and_not_only_those_of_the_log()
    {
        using var json = new MemoryStream();
        var written = OcelWriter.WriteJson(exported, json);
        json.Position = 0;
        Assert.Equal(JsonDocument.Parse(json).RootElement.GetProperty("events").GetArrayLength(), written);
        Assert.True(written > exported.EventCount, "gates were decided");
        Assert.Equal((written, written), (OcelWriter.WriteXml(exported, Stream.Null), OcelWriter.WriteSqlite(exported, Stream.Null)));
    }

    [Fact]
    public void Comes_back_as_it_was_without_a_mapping()
    {
        using var json = new MemoryStream();
        OcelWriter.WriteJson(exported, json);
        var guess = FileGlance.Of(json, "own.jsonocel", EventLogLimits.Default).Guess;
        var after = LogImport.Read(json, "own.jsonocel", guess, EventLogLimits.Default).Match(
            read => read.History.AsOf(asOf), refused => throw new InvalidOperationException(refused.Findings[0].Message));
        var before = exported.History;
        Assert.Equal(before.Cases, after.Cases);
        Assert.Equal(before.Columns.Endings, after.Columns.Endings);
        Assert.Equal(before.Columns.VisitStage, after.Columns.VisitStage);
        Assert.Equal(before.Columns.VisitEnteredTicks.Select(Milliseconds), after.Columns.VisitEnteredTicks.Select(Milliseconds));
        Assert.Equal(before.Columns.ExitTicks.Select(Milliseconds), after.Columns.ExitTicks.Select(Milliseconds));
        Assert.Equal(before.Columns.Evidence.Outcome, after.Columns.Evidence.Outcome);
        Assert.Equal(before.Columns.Amount, after.Columns.Amount);
    }

    private static long Milliseconds(long ticks) => ticks / TimeSpan.TicksPerMillisecond;

    private static ExportedHistory Make()
    {
        var source = File.ReadAllText(Path.Combine(SharedLogs.Repository(), "examples/processes/complex-b2b.process.yaml"));
        var process = ProcessFileReader.Read(source, "complex-b2b").Match(
            understood => understood.Process with { Version = 1 }, broken => throw new InvalidDataException(broken.Findings[0].Message));
        var company = GeneratedCompany.Of(
            GroundTruthParameters.Demo with { Opportunities = 200, Accounts = 50 }, 20261124, process, source, asOf);
        var stored = company.Facts.Select((fact, i) => new StoredFact(
            i + 1, fact.Stream, 1, fact.Happened.EffectiveAt, fact.RecordedAt, fact.RecordedAt, fact.Actor, fact.Happened.Fact)).ToList();
        var names = company.Organisation.Everybody.ToDictionary(person => person.Id.ToString(), person => person.Name);
        return new ExportedHistory(OwnFacts.Of(stored, process, Nordhaven.Currency).AsOf(asOf), id => names.GetValueOrDefault(id, id),
            _ => true)
        {
            Record = OwnRecord.Of(stored, process, asOf),
        };
    }
}
