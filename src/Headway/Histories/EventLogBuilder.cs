namespace Headway.Histories;

/// <summary>Joins what was read, on one core or several, into one <see cref="EventLog"/>. The result does not depend on how many cores
/// read.</summary>
/// <remarks>
/// O(events) for a log whose cases are in order, else a stable sort within the cases that are not. Peak memory is the events twice in
/// compact columns: once as read and narrow, once sorted by case; nothing but the tables of names grows by doubling.
/// </remarks>
public sealed class EventLogBuilder
{
    private readonly List<EventLogPart> parts = [];

    /// <summary>One for each thread that reads.</summary>
    public EventLogPart NewPart()
    {
        var part = new EventLogPart();
        parts.Add(part);
        return part;
    }

    /// <summary>The log. The builder is used up.</summary>
    public BuiltLog Build()
    {
        foreach (var part in parts) part.EndBlock();
        // One table after another is joined and let go, before the sorted columns need room.
        var cases = NameJoin.Of([.. parts.Select(part => part.TakeCases())]);
        var caseIds = cases.Names.ToStrings();
        cases = cases with { Names = new InternedNames() };
        var labels = NameJoin.Of([.. parts.Select(part => part.Labels)]);
        var people = NameJoin.Of([.. parts.Select(part => part.People)]);
        var attributes = JoinAttributes(cases, caseIds.Length);
        var blocks = parts
            .SelectMany((part, index) => part.Blocks.Select(block => new NumberedBlock(block, index)))
            .OrderBy(block => block.Block.Number).ToArray();
        parts.ForEach(part => part.Blocks.Clear());

        var start = StartOfCases(blocks, cases, caseIds.Length);
        var columns = new SortedColumns(start[^1], blocks.Any(block => block.Block.RecordedTicks.Length > 0));
        columns.Scatter(blocks, start, cases, labels, people);
        columns.SortWithinCases(start);
        var merged = columns.MergeRepeats(ref start);
        var log = new EventLog(
            caseIds, start, labels.Names.ToStrings(), columns.Label, columns.EffectiveTicks, columns.RecordedTicks,
            people.Names.ToStrings(), people.Names.Count == 0 ? [] : columns.Person, attributes);
        return new BuiltLog(log, merged);
    }

    private static int[] StartOfCases(NumberedBlock[] blocks, NameJoin cases, int count)
    {
        var start = new int[count + 1];
        foreach (var (block, part) in blocks)
        {
            var global = cases.Global[part];
            foreach (var local in block.Case) start[global[local] + 1]++;
        }
        for (var i = 1; i < start.Length; i++) start[i] += start[i - 1];
        return start;
    }

    private List<CaseAttribute> JoinAttributes(NameJoin cases, int count)
    {
        var joined = new List<CaseAttribute>();
        foreach (var name in parts.SelectMany(part => part.Attributes.Select(column => column.Name)).Distinct()
            .Order(StringComparer.Ordinal).ToList())
        {
            var columns = parts.Select(part => part.TakeAttribute(name)).ToArray();
            var values = NameJoin.Of([.. columns.Select(column => column.Values)]);
            var value = new int[count];
            var seenAt = new long[parts.Count > 1 ? value.Length : 0];
            Array.Fill(value, -1);
            for (var part = 0; part < columns.Length; part++)
            {
                for (var local = 0; local < cases.Global[part].Length; local++)
                {
                    var said = columns[part].Of(local);
                    if (said < 0) continue;
                    var global = cases.Global[part][local];
                    var position = columns[part].SeenAt(local);
                    if (value[global] >= 0 && seenAt[global] < position) continue;
                    value[global] = values.Global[part][said];
                    if (seenAt.Length > 0) seenAt[global] = position;
                }
            }
            joined.Add(new CaseAttribute(name, values.Names.ToStrings(), value));
        }
        return joined;
    }
}

/// <summary>A log, and how many events were repeats of another one in everything.</summary>
public sealed record BuiltLog(EventLog Log, int Merged);

internal readonly record struct NumberedBlock(EventBlock Block, int Part);

/// <summary>The tables of several parts as one, in order of first sight, and each part's numbers in it.</summary>
internal sealed record NameJoin(InternedNames Names, int[][] Global)
{
    public static NameJoin Of(InternedNames[] tables)
    {
        if (tables.Length == 1) return new NameJoin(tables[0], [[.. Enumerable.Range(0, tables[0].Count)]]);
        var names = new InternedNames();
        var global = tables.Select(table => new int[table.Count]).ToArray();
        var next = new int[tables.Length];
        while (true)
        {
            var first = -1;
            for (var t = 0; t < tables.Length; t++)
            {
                if (next[t] == tables[t].Count) continue;
                if (first < 0 || tables[t].FirstSeen(next[t]) < tables[first].FirstSeen(next[first])) first = t;
            }
            if (first < 0) return new NameJoin(names, global);
            var index = next[first]++;
            global[first][index] = names.Of(tables[first][index], tables[first].FirstSeen(index));
        }
    }
}
