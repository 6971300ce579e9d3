using Headway.Formats;
using Headway.Formats.Csv;
using Headway.Formats.Mapping;
using Headway.Formats.ProcessFile;
using Headway.Histories;
using Headway.Histories.Generated;
using Headway.Processes;
using Headway.SystemTests.CommandLine;

namespace Headway.SystemTests.Examples;

/// <summary>The example log and its mapping, made from the generated company, so that nobody's real customers are in it.</summary>
internal static class NordhavenLog
{
    public const string CsvPath = "examples/histories/nordhaven.csv";
    public const string MappingPath = "examples/mappings/nordhaven.mapping.yaml";

    private const ulong Seed = 20261123;
    private static readonly DateTimeOffset AsOf = new(2026, 9, 30, 21, 59, 59, TimeSpan.Zero);

    public static (string Csv, string Mapping) Make()
    {
        var source = File.ReadAllText(Path.Combine(HeadwayProgram.Repository, "examples/processes/complex-b2b.process.yaml"));
        var process = ProcessFileReader.Read(source, "complex-b2b").Match(
            understood => understood.Process with { Version = 1 }, broken => throw new InvalidDataException(broken.Findings[0].Message));
        var company = GeneratedCompany.Of(GroundTruthParameters.Demo with { Opportunities = 300, Accounts = 72 }, Seed, process, source,
            AsOf);
        var stored = company.Facts.Select((fact, i) => new StoredFact(
            i + 1, fact.Stream, 1, fact.Happened.EffectiveAt, fact.RecordedAt, fact.RecordedAt, fact.Actor, fact.Happened.Fact));
        var own = OwnFacts.Of(stored, process, Nordhaven.Currency);
        var names = company.Organisation.Everybody.ToDictionary(person => person.Id.ToString(), person => person.Name);
        using var csv = new StringWriter();
        new HistoryCsv(new ExportedHistory(History.AsOf(WithShortIds(own.Log), own.Shape, AsOf), id => names.GetValueOrDefault(id, id),
            _ => true),
            csv).WriteEvents();
        return (csv.ToString(), MappingOf(process));
    }

    /// <summary>Short case ids, and without the activities, which would make the file half as large again.</summary>
    private static EventLog WithShortIds(EventLog log)
    {
        var kept = Enumerable.Range(0, log.Events).Where(i => !log.Labels[log.Label[i]].StartsWith("activity:", StringComparison.Ordinal))
            .ToArray();
        T[] Kept<T>(T[] column) => [.. kept.Select(i => column[i])];
        return new EventLog(
            [.. Enumerable.Range(1, log.Cases).Select(number => $"N-{number:000}")],
            [.. log.CaseStart.Select(start => kept.Count(i => i < start))], log.Labels, Kept(log.Label), Kept(log.EffectiveTicks),
            Kept(log.RecordedTicks), log.People, Kept(log.Person), log.Attributes)
        {
            Changes = log.Changes,
            WithdrawnTicks = Kept(log.WithdrawnTicks),
        };
    }

    private static string MappingOf(Process process)
    {
        var shape = OwnFacts.ShapeOf(process, Nordhaven.Currency);
        var mapping = new LogMapping(
            LogFormat.Csv, LogShape.Events, new ColumnMapping("case", "activity", "time", "recorded", "person"))
        {
            DateStyle = DateStyle.Iso,
            Stages = [.. shape.Stages.Select(stage => new ElementLabels(stage.Key, stage.Name, [$"stage:{stage.Key}"]))],
            Outcomes = [.. shape.Outcomes.Select(outcome => new OutcomeLabels(
                outcome.Key, outcome.Name, [$"confirms:{outcome.Key}"], [$"refutes:{outcome.Key}"]))],
            Endings = new EndingLabels(["won"], ["lost"], ["noDecision"], ["noGo"]),
            Reopened = ["reopened"],
            Ignored = ["opened"],
            Amount = "amount",
            AmountKnown = KnownFrom.Opening,
            Owner = "owner",
            Segments = [OwnFacts.Segment],
            // A customer's segment is said when it is added, which is before any opportunity with it.
            KnownFromOpening = [OwnFacts.Segment],
            Currency = Nordhaven.Currency,
            AsOf = AsOf,
            Truncation = new LeftTruncation.Never(),
        };
        return $"# Nordhaven Systems, an invented company: 300 opportunities of 18 months, exported as "
            + $"events.\n{MappingFile.Write(mapping)}";
    }
}
