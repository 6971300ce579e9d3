using System.Globalization;

namespace Headway.Histories;

/// <summary>Lays our own cases out in the columns of an event log.</summary>
internal static class OwnColumns
{
    public static EventLog Of(List<OwnCase> cases, Dictionary<AccountId, string?> segments)
    {
        var labels = new Interned<string>();
        var people = new Interned<PersonId>();
        var start = new int[cases.Count + 1];
        for (var c = 0; c < cases.Count; c++) start[c + 1] = start[c] + cases[c].Events.Count;
        int[] label = new int[start[^1]], person = new int[start[^1]];
        long[] effective = new long[start[^1]], recorded = new long[start[^1]], withdrawn = new long[start[^1]];
        for (var c = 0; c < cases.Count; c++)
        {
            var at = start[c];
            // OrderBy is stable: equal times keep the order in which they were appended.
            foreach (var each in cases[c].Events.OrderBy(each => each.EffectiveTicks))
            {
                label[at] = labels.Of(each.Label);
                person[at] = each.Person is { } by ? people.Of(by) : -1;
                effective[at] = each.EffectiveTicks;
                recorded[at] = each.RecordedTicks;
                withdrawn[at++] = each.WithdrawnTicks;
            }
        }
        return new EventLog(
            [.. cases.Select(own => own.Id.ToString())], start, [.. labels.Values], label, effective, recorded,
            [.. people.Values.Select(id => id.ToString())], person, [SegmentOf(cases, segments), VersionOf(cases)])
        {
            Changes = [.. new[] { OwnFacts.Amount, OwnFacts.Owner, OwnFacts.ExpectedClose }.Select(name => ChangesOf(cases, name))],
            WithdrawnTicks = withdrawn,
        };
    }

    /// <summary>A segment is said once, when the account is added, which precedes its opportunities; so it needs no changes.</summary>
    private static CaseAttribute SegmentOf(List<OwnCase> cases, Dictionary<AccountId, string?> segments)
    {
        var names = new Interned<string>();
        int[] value = [.. cases.Select(own => segments.GetValueOrDefault(own.Account) is { } segment ? names.Of(segment) : -1)];
        return new CaseAttribute(OwnFacts.Segment, [.. names.Values], value);
    }

    private static CaseAttribute VersionOf(List<OwnCase> cases)
    {
        var names = new Interned<string>();
        int[] value = [.. cases.Select(own => names.Of(own.ProcessVersion.ToString(CultureInfo.InvariantCulture)))];
        return new CaseAttribute(OwnFacts.ProcessVersion, [.. names.Values], value);
    }

    private static ValueChanges ChangesOf(List<OwnCase> cases, string name)
    {
        var names = new Interned<string>();
        var start = new int[cases.Count + 1];
        var value = new List<int>();
        var recorded = new List<long>();
        for (var c = 0; c < cases.Count; c++)
        {
            foreach (var each in cases[c].Values)
            {
                if (each.Attribute != name) continue;
                value.Add(each.Value is { } text ? names.Of(text) : -1);
                recorded.Add(each.RecordedTicks);
            }
            start[c + 1] = value.Count;
        }
        return new ValueChanges(name, start, [.. names.Values], [.. value], [.. recorded]);
    }

    /// <summary>Distinct values, numbered in order of first sight.</summary>
    private sealed class Interned<T> where T : notnull
    {
        private readonly Dictionary<T, int> index = [];

        public List<T> Values { get; } = [];

        public int Of(T value)
        {
            if (index.TryGetValue(value, out var known)) return known;
            Values.Add(value);
            return index[value] = Values.Count - 1;
        }
    }
}
