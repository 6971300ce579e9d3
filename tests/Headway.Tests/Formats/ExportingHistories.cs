using System.Collections.Immutable;
using System.IO.Compression;
using CsCheck;
using Headway.Formats;
using Headway.Formats.Mapping;
using Headway.Formats.Ocel;
using Headway.Formats.Xes;
using Headway.Histories;
using Xunit;

namespace Headway.Tests.Formats;

/// <summary>Histories with every kind of label, awkward names, equal times, retracted evidence and changing amounts go out and come
/// back.</summary>
public sealed class An_exported_history
{
    private static readonly string[] awkward =
        ["a", "Ünïcode 東京 🚀", "\"quoted\" & <tagged>", "two\nlines", "a\rb\r\n", "\ttab", " spaces ", "user:Ann", "Won", "it's, ; |",
            "]]>", "ﷺ"];

    private static readonly ImmutableArray<NamedElement> stages = [new("lead", "Lead"), new("offer", "Offer \"1\""), new("close", "Close")];

    private static readonly HistoryShape shape = new(
        stages, [new NamedElement("need", "The need is clear")], [new NamedElement("call", "Call")],
        new Dictionary<string, LabelMeaning>
        {
            ["opened"] = new LabelMeaning.Opened(),
            ["stage:offer"] = new LabelMeaning.StageEntered(1),
            ["stage:close"] = new LabelMeaning.StageEntered(2),
            ["confirms:need"] = new LabelMeaning.Evidence(0, true),
            ["refutes:need"] = new LabelMeaning.Evidence(0, false),
            ["activity:call"] = new LabelMeaning.ActivityDone(0),
            ["won"] = new LabelMeaning.Ended(Ending.Won),
            ["lost"] = new LabelMeaning.Ended(Ending.Lost),
            ["noDecision"] = new LabelMeaning.Ended(Ending.NoDecision),
            ["noGo"] = new LabelMeaning.Ended(Ending.NoGo),
            ["void"] = new LabelMeaning.Voided(),
            ["reopened"] = new LabelMeaning.Reopened(),
        }.ToImmutableDictionary(), "amount", "owner", ["segment"], "EUR")
    { ImportedAt = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), Truncation = new LeftTruncation.Never() };

    private static readonly long day = new DateTime(2026, 3, 1).Ticks;

    private static Gen<string> Of(string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    /// <summary>Few instants, so that many events share one.</summary>
    private static readonly Gen<long> instant = Gen.Int[0, 40].Select(
        step => day + step * (TimeSpan.TicksPerHour + TimeSpan.TicksPerMillisecond));

    private static readonly Gen<(string Label, long Ticks, int Person, int Late)> happening = Gen.Select(
        Gen.OneOf(Of([.. shape.Labels.Keys.Order()]), Of(awkward)), instant, Gen.Int[-1, awkward.Length - 1],
        Gen.Int[-2, 3]);

    private static readonly Gen<EventLog> log = Gen.Select(
        happening.Array[1, 8].Array[1, 6], Gen.Int[0, 1_000], Gen.Bool).Select((cases, seed, withdraws) => Log(cases, seed, withdraws));

    [Fact]
    public void Comes_back_from_ocel_as_it_was() => Sample(log, before =>
    {
        foreach (var write in new Func<ExportedHistory, Stream, int>[]
        {
            OcelWriter.WriteJson, OcelWriter.WriteXml, OcelWriter.WriteSqlite,
        })
        {
            using var file = new MemoryStream();
            write(All(before), file);
            var read = A_bad_log.Accepted(OcelReader.Read(file, "a", mapping, EventLogLimits.Default));
            Assert.Equal(Story(before), Story(History.AsOf(read.Log, shape, AsOf)));
            // What was retracted by then stood before: every earlier day comes back too.
            for (var hours = 0; hours <= 60; hours += 5)
            {
                var earlier = new DateTimeOffset(day + hours * TimeSpan.TicksPerHour, TimeSpan.Zero);
                if (earlier > AsOf) break;
                // A case that was voided meanwhile did not go out.
                Assert.Equal(Story(before.AsOf(earlier), IdsOf(before)), Story(History.AsOf(read.Log, shape, earlier)));
            }
        }
    });

    [Fact]
    public void Comes_back_from_xes_as_it_was() => Sample(log, before =>
    {
        using var file = new MemoryStream();
        XesWriter.Write(All(before), file);
        var read = A_bad_log.Accepted(XesReader.Read(file, "a", XesOptions.Default));
        Assert.Equal(Story(before), Story(History.AsOf(read.Log, shape, AsOf)));
    });

    [Fact]
    public void Keeps_the_rules_of_its_format() => Sample(log, before =>
    {
        using var xes = new MemoryStream();
        using var json = new MemoryStream();
        using var xml = new MemoryStream();
        XesWriter.Write(All(before), xes);
        OcelWriter.WriteJson(All(before), json);
        OcelWriter.WriteXml(All(before), xml);
        using var tables = new MemoryStream();
        OcelWriter.WriteSqlite(All(before), tables);
        Assert.Empty(OcelTableRules.Breaches(tables.ToArray()));
        xes.Position = json.Position = xml.Position = 0;
        Assert.Empty(FormatRules.BreachesOfXes(xes, ours: true));
        Assert.Empty(FormatRules.BreachesOfOcelJson(json, ours: true));
        Assert.Empty(FormatRules.BreachesOfOcelXml(xml, ours: true));
    });

    [Fact]
    public void Holds_only_what_one_may_see()
    {
        using var json = new MemoryStream();
        OcelWriter.WriteJson(new ExportedHistory(History.AsOf(Two(), shape, AsOf), name => name, id => id == "mine"), json);
        using var xes = new MemoryStream();
        XesWriter.Write(new ExportedHistory(History.AsOf(Two(), shape, AsOf), name => name, id => id == "mine"), xes);
        foreach (var text in new[] { json, xes }.Select(file => System.Text.Encoding.UTF8.GetString(file.ToArray())))
        {
            Assert.Contains("mine", text, StringComparison.Ordinal);
            Assert.DoesNotContain("theirs", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Bea", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Writes_what_xml_cannot_hold_as_a_replacement_and_json_as_it_is()
    {
        var before = History.AsOf(Two(label: "a\u0001b\uD800c"), shape, AsOf);
        using var xes = new MemoryStream();
        XesWriter.Write(All(before), xes);
        Assert.Contains("a\uFFFDb\uFFFDc", A_bad_log.Accepted(XesReader.Read(xes, "a", XesOptions.Default)).Log.Labels);
        using var json = new MemoryStream();
        OcelWriter.WriteJson(All(before), json);
        Assert.Contains("a\u0001b\uFFFDc", A_bad_log.Accepted(OcelReader.Read(json, "a", mapping, EventLogLimits.Default)).Log.Labels);
    }

    [Fact]
    public void Comes_back_from_ocel_without_anybody_mapping_it() => Sample(log, before =>
    {
        using var file = new MemoryStream();
        OcelWriter.WriteJson(All(before), file);
        var guess = MappingFile.Read(MappingFile.Write(FileGlance.Of(file, "a", EventLogLimits.Default).Guess), "m");
        var after = LogImport.Read(file, "a", guess.Mapping!, EventLogLimits.Default).Match(
            read => read, refused => throw new InvalidOperationException(refused.Findings[0].Message)).History;
        Assert.Equal(before.Columns.Endings.Count(ending => ending == (byte)Ending.Won),
            after.Columns.Endings.Count(ending => ending == (byte)Ending.Won));
        Assert.Equal(before.Columns.VisitStage, after.Columns.VisitStage);
        Assert.Equal(before.Columns.VisitEnteredTicks, after.Columns.VisitEnteredTicks);
        Assert.Equal(before.Columns.Evidence.Confirms, after.Columns.Evidence.Confirms);
        Assert.Equal(before.Shape.Stages, after.Shape.Stages);
    });

    [Fact]
    public void As_a_database_keeps_types_and_columns_apart_that_differ_in_signs_or_capitals()
    {
        var part = new EventLogBuilder();
        var into = part.NewPart();
        var c = into.Case("one");
        foreach (var label in new[] { "opened", "object", "Object!", "a b", "ab", "!", "??", "select" })
            into.Add(c, into.Label(label), day, -1, EventLog.Assumed, 0);
        foreach (var name in new[] { "Sector", "sector", "ocel_time", "a\"b" }) into.SetAttribute(into.Attribute(name, 9), c, name);
        var before = History.AsOf(part.Build().Log, shape, AsOf);
        using var tables = new MemoryStream();
        OcelWriter.WriteSqlite(All(before), tables);
        Assert.Empty(OcelTableRules.Breaches(tables.ToArray()));
        var after = A_bad_log.Accepted(OcelReader.Read(tables, "a", mapping, EventLogLimits.Default)).Log;
        Assert.Equal(before.Log.Labels.Order(StringComparer.Ordinal), after.Labels.Order(StringComparer.Ordinal));
        Assert.Equal(["Sector", "a\"b", "ocel_time~", "sector~"], after.Attributes.Select(each => each.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Is_understood_again_without_a_mapping()
    {
        using var json = new MemoryStream();
        OcelWriter.WriteJson(All(History.AsOf(Two(), shape, AsOf)), json);
        var glance = FileGlance.Of(json, "a", EventLogLimits.Default);
        Assert.Equal(("Opportunity", "label", "recorded", "User"), (glance.Guess.Columns.Case, glance.Guess.Columns.Activity,
            glance.Guess.Columns.Recorded, glance.Guess.Columns.Person));
        Assert.Equal(["won"], glance.Guess.Endings.Won);
        Assert.Equal(glance.Guess.Columns, MappingFile.Read(MappingFile.Write(glance.Guess), "m").Mapping?.Columns);
    }

    [Theory]
    [Trait("Data", "others")]
    [InlineData("running-example.xes")]
    [InlineData("roadtraffic100traces.xes")]
    [InlineData("02_teleclaims.xes.gz")]
    [InlineData("12_roadtraffic_1t_per_variant.xes.gz")]
    [InlineData("13_SEPSIS_1t_per_variant.xes.gz")]
    [InlineData("14_Billing_1t_per_variant.xes.gz")]
    [InlineData("16_bpic2019_1t_per_variant.xes.gz")]
    public void Is_held_to_rules_that_the_logs_of_others_keep_too(string name)
    {
        using var file = File.OpenRead(SharedLogs.Path($"format_samples/{name}"));
        using Stream unpacked = name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        Assert.Empty(FormatRules.BreachesOfXes(unpacked, ours: false));
    }

    [Fact]
    [Trait("Data", "others")]
    public void Is_held_to_rules_that_object_centric_logs_of_others_keep_too()
    {
        using var json = File.OpenRead(SharedLogs.Path("format_samples/ocel20_example.jsonocel"));
        using var xml = File.OpenRead(SharedLogs.Path("format_samples/ocel20_example.xmlocel"));
        Assert.Empty(FormatRules.BreachesOfOcelJson(json, ours: false));
        Assert.Empty(FormatRules.BreachesOfOcelXml(xml, ours: false));
        Assert.Empty(OcelTableRules.Breaches(File.ReadAllBytes(SharedLogs.Path("format_samples/ocel20_example.sqlite"))));
    }

    [Theory]
    [Trait("Data", "others")]
    [InlineData("bpic2012/bpic2012-until-2011-12-31.xes.gz", "examples/mappings/bpic2012.mapping.yaml")]
    [InlineData("maven_crm/sales_pipeline_as_of_2017-10-01.csv", "examples/mappings/maven-crm.mapping.yaml")]
    public void Of_others_comes_back_with_its_endings_and_visits(string name, string mapped)
    {
        var text = File.ReadAllText(Path.Combine(SharedLogs.Repository(), mapped));
        using var stream = File.OpenRead(SharedLogs.Path(name));
        var imported = LogImport.Read(stream, name, MappingFile.Read(text, "m").Mapping!, EventLogLimits.Default).Match(
            read => read, refused => throw new InvalidOperationException(refused.Findings[0].Message));
        using var json = new MemoryStream();
        OcelWriter.WriteJson(All(imported.History), json);
        using var xes = new MemoryStream();
        XesWriter.Write(All(imported.History), xes);
        foreach (var read in new[] { OcelReader.Read(json, "a", mapping, EventLogLimits.Default),
            XesReader.Read(xes, "a", XesOptions.Default) })
        {
            var (before, after) = (imported.History.Columns, History.AsOf(
                A_bad_log.Accepted(read).Log, imported.Shape, imported.AsOf).Columns);
            Assert.Equal(before.Endings, after.Endings);
            Assert.Equal(before.VisitStage, after.VisitStage);
            Assert.Equal(before.VisitEnteredTicks.Select(Milliseconds), after.VisitEnteredTicks.Select(Milliseconds));
            Assert.Equal(before.Evidence.Outcome, after.Evidence.Outcome);
            Assert.Equal(before.Amount, after.Amount);
        }
    }

    private static readonly LogMapping mapping = new(LogFormat.Ocel, LogShape.Events,
        new ColumnMapping("Opportunity", OcelExportNames.Label, Recorded: OcelExportNames.Recorded, Person: "User"));

    private static DateTimeOffset AsOf => new(day + 30 * TimeSpan.TicksPerHour, TimeSpan.Zero);

    private static class OcelExportNames
    {
        public const string Label = "label";
        public const string Recorded = "recorded";
    }

    private static long Milliseconds(long ticks) => ticks / TimeSpan.TicksPerMillisecond;

    private static ExportedHistory All(History history) => new(history, name => name, _ => true);

    private static void Sample(Gen<EventLog> logs, Action<History> check) =>
        logs.Select(each => History.AsOf(each, shape, AsOf)).Where(each => each.Cases > 0).Sample(check, iter: 400);

    private static EventLog Two(string label = "opened")
    {
        var part = new EventLogBuilder();
        var into = part.NewPart();
        foreach (var (id, who) in new[] { ("mine", "Ann"), ("theirs", "Bea") })
        {
            var c = into.Case(id);
            into.Add(c, into.Label(label), day, into.Person(who), EventLog.Assumed, 0);
            into.Add(c, into.Label("won"), day + TimeSpan.TicksPerHour, into.Person(who), day + 2 * TimeSpan.TicksPerHour, 0);
        }
        return part.Build().Log;
    }

    private static EventLog Log((string Label, long Ticks, int Person, int Late)[][] cases, int seed, bool withdraws)
    {
        var builder = new EventLogBuilder();
        var part = builder.NewPart();
        var (segment, owner) = (part.Attribute("segment", 9), part.Attribute("owner", 9));
        for (var c = 0; c < cases.Length; c++)
        {
            var index = part.Case($"{awkward[(seed + c) % awkward.Length]}{(c == 0 ? "" : $" {c}")}");
            part.SetAttribute(segment, index, awkward[(seed + 3 * c) % awkward.Length]);
            if (c % 2 == 0) part.SetAttribute(owner, index, awkward[(seed + c) % 5]);
            foreach (var (label, ticks, person, late) in cases[c])
                part.Add(index, part.Label(label), ticks, person < 0 ? -1 : part.Person(awkward[person]),
                    late < 0 ? EventLog.Assumed : ticks + late * TimeSpan.TicksPerHour, 0);
        }
        var built = builder.Build().Log;
        var withdrawn = new long[withdraws ? built.Events : 0];
        for (var i = 0; i < withdrawn.Length; i++)
            withdrawn[i] = built.Labels[built.Label[i]].Contains("need", StringComparison.Ordinal) && (seed + i) % 2 == 0
                ? built.EffectiveTicks[i] + TimeSpan.TicksPerHour : long.MaxValue;
        int[] start = [.. Enumerable.Range(0, cases.Length + 1).Select(c => 2 * c)];
        return new EventLog(built.CaseIds, built.CaseStart, built.Labels, built.Label, built.EffectiveTicks, built.RecordedTicks,
            built.People, built.Person, built.Attributes)
        {
            WithdrawnTicks = withdrawn,
            Changes = [new ValueChanges("amount", start, ["1000", "2500.5"],
                [.. cases.SelectMany((_, c) => new[] { 0, (seed + c) % 3 - 1 })],
                [.. cases.SelectMany((_, c) => new[] { day + c, day + TimeSpan.TicksPerHour * (c + 25) }).Select(ticks =>
                    ticks / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond)])],
        };
    }

    /// <summary>Everything learning reads of a history.</summary>
    private static string Story(History history, HashSet<string>? only = null)
    {
        var columns = history.Columns;
        var log = history.Log;
        return string.Join('\n', Enumerable.Range(0, history.Cases)
            .Where(c => only?.Contains(log.CaseIds[columns.CaseIndex[c]]) != false).Select(c => string.Join('|',
            log.CaseIds[columns.CaseIndex[c]], columns.OpenedTicks[c], columns.ExitTicks[c], history.EndingOf(c), columns.Amount[c],
            history.TextOf("segment", c), history.TextOf("owner", c), columns.AfterClosing[c],
            string.Join(',', Range(columns.VisitStart, c).Select(v => $"{columns.VisitStage[v]}@{columns.VisitEnteredTicks[v]}")),
            string.Join(',', Range(columns.Evidence.Start, c).Select(v => $"{columns.Evidence.Outcome[v]}{columns.Evidence.Confirms[v]}"
                + $"@{columns.Evidence.EffectiveTicks[v]}/{columns.Evidence.RecordedTicks[v]}")),
            string.Join(',', Range(columns.Activities.Start, c).Select(
                v => $"{columns.Activities.Activity[v]}@{columns.Activities.EffectiveTicks[v]}"
                + (columns.Activities.Person[v] < 0 ? "" : log.People[columns.Activities.Person[v]]))))));
    }

    private static HashSet<string> IdsOf(History history) =>
        [.. history.Columns.CaseIndex.Select(index => history.Log.CaseIds[index])];

    private static IEnumerable<int> Range(int[] start, int c) => Enumerable.Range(start[c], start[c + 1] - start[c]);
}
