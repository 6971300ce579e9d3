using System.Text;
using System.Text.Unicode;
using System.Xml;
using Headway.Formats.Mapping;
using Headway.Histories;

namespace Headway.Formats.Xes;

/// <summary>
/// Reads the regular shape that exporters write, byte by byte and on all cores: traces of flat attributes and events of flat attributes.
/// </summary>
/// <remarks>
/// It never decides about anything unusual. An entity, a comment, a nested attribute, a missing name or time, a fault: it gives up, and the
/// file is read again by <see cref="XesDocument"/>, which knows all of XML. A property test holds that both read the same.
/// </remarks>
internal sealed class XesScanner(Stream unpacked, string file, XesOptions options)
{
    private const int BlockBytes = 1 << 20;

    /// <summary>Extensions, globals and classifiers; the whole head is re-read as XML, so it must be small.</summary>
    private const int HeadMost = 1 << 20;

    private static readonly byte[] traceEnd = "</trace>"u8.ToArray();

    private readonly Lock gate = new();
    private byte[] carried = [];
    private bool atEnd;
    private int number;
    private volatile bool gaveUp;

    /// <summary>Null when the file is not of the regular shape.</summary>
    public LogReading.Accepted? TryRead()
    {
        if (ReadHead() is not { } defaults) return null;
        var builder = new EventLogBuilder();
        var workers = Enumerable.Range(0, Math.Min(Environment.ProcessorCount, 8))
            .Select(_ => new XesTraces(builder.NewPart(), defaults, options)).ToArray();
        try
        {
            Parallel.ForEach(workers, new ParallelOptions { MaxDegreeOfParallelism = workers.Length }, Work);
        }
        catch (AggregateException several)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }
        var read = workers.Sum(worker => worker.Read);
        if (gaveUp || read > options.Limits.MaxEvents || !EndsWell()) return null;
        var built = builder.Build();
        if (built.Log.Cases == 0) return null;
        var setAside = workers.Sum(worker => worker.SetAside);
        return new LogReading.Accepted(
            built.Log, new RowCounts(read, built.Log.Events + setAside, built.Merged, 0, setAside), RejectedRows.None, []);
    }

    /// <summary>Defaults of the globals; what stands before the first trace is little, and XmlReader reads it.</summary>
    private XesDefaults? ReadHead()
    {
        var head = new byte[HeadMost];
        var length = unpacked.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        var first = head.AsSpan(0, length).IndexOf("<trace>"u8);
        if (first < 0) return null;
        carried = head[first..length];
        try
        {
            using var reader = XesReader.Open(new MemoryStream([.. head.AsSpan(0, first), .. "</log>"u8]), options.Limits);
            if (reader.MoveToContent() != XmlNodeType.Element || reader.Name != "log") return null;
            var document = new XesDocument(reader, file, options);
            // A declared encoding other than UTF-8 is XmlReader's business.
            var declared = Encoding.ASCII.GetString(head, 0, Math.Min(first, 100));
            if (declared.Contains("encoding", StringComparison.Ordinal)
                && !declared.Contains("utf-8", StringComparison.OrdinalIgnoreCase)) return null;
            return document.ReadHead();
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private void Work(XesTraces traces)
    {
        var buffer = new byte[BlockBytes];
        while (!gaveUp && Next(ref buffer, out var length, out var block))
            if (!traces.TryRead(buffer.AsSpan(0, length), block)) gaveUp = true;
    }

    private bool Next(ref byte[] buffer, out int length, out int block)
    {
        lock (gate)
        {
            block = number++;
            length = 0;
            if (gaveUp) return false;
            if (buffer.Length < carried.Length) buffer = new byte[carried.Length];
            carried.CopyTo(buffer, 0);
            var filled = carried.Length;
            while (true)
            {
                while (!atEnd && filled < buffer.Length)
                {
                    var got = unpacked.Read(buffer.AsSpan(filled));
                    atEnd = got == 0;
                    filled += got;
                }
                var last = buffer.AsSpan(0, filled).LastIndexOf(traceEnd);
                if (last >= 0) length = last + traceEnd.Length;
                if (last >= 0 || atEnd) break;
                // One trace larger than a block is rare; one that has no end at all is for the other reader to name.
                if (filled > 64 * BlockBytes) gaveUp = true;
                if (gaveUp) return false;
                Array.Resize(ref buffer, buffer.Length * 2);
            }
            carried = buffer[length..filled];
            return length > 0;
        }
    }

    private bool EndsWell() => Encoding.UTF8.GetString(carried).Trim() == "</log>";
}

/// <summary>Values that stand for missing ones.</summary>
internal sealed record XesDefaults(Dictionary<string, string> Trace, Dictionary<string, string> Event)
{
    public static byte[] Utf8(Dictionary<string, string> defaults, string key) =>
        Encoding.UTF8.GetBytes(defaults.GetValueOrDefault(key) ?? "");
}

/// <summary>One thread's walk over blocks of whole traces.</summary>
internal sealed class XesTraces(EventLogPart part, XesDefaults defaults, XesOptions options)
{
    private static readonly System.Buffers.SearchValues<byte> stops =
        System.Buffers.SearchValues.Create([(byte)'"', (byte)'&', (byte)'<', .. Enumerable.Range(0, 32).Select(code => (byte)code)]);

    private readonly byte[] defaultName = XesDefaults.Utf8(defaults.Event, "concept:name");
    private readonly byte[] defaultState = XesDefaults.Utf8(defaults.Event, "lifecycle:transition");
    private readonly byte[] defaultPerson = XesDefaults.Utf8(defaults.Event, "org:resource");
    private readonly List<(int Label, long Ticks, int Person, long Recorded)> pending = [];
    private readonly List<(Range Key, Range Value)> attributes = [];
    private int at;

    public int Read { get; private set; }

    public int SetAside { get; private set; }

    /// <summary>False as soon as anything is not as expected.</summary>
    public bool TryRead(ReadOnlySpan<byte> block, int number)
    {
        // U+FFFE and U+FFFF are valid UTF-8 and no XML; both begin so.
        if (!Utf8.IsValid(block) || block.IndexOf((ReadOnlySpan<byte>)[0xEF, 0xBF]) >= 0) return false;
        part.BeginBlock(number);
        for (at = 0; SkipBlanks(block);)
            if (!Eat(block, "<trace>"u8) || !TryTrace(block)) return false;
        return true;
    }

    private bool TryTrace(ReadOnlySpan<byte> block)
    {
        pending.Clear();
        attributes.Clear();
        ReadOnlySpan<byte> name = default;
        while (SkipBlanks(block))
        {
            if (Eat(block, "<event>"u8))
            {
                if (!TryEvent(block)) return false;
            }
            else if (Eat(block, "</trace>"u8)) return !name.IsEmpty && Keep(block, name);
            else if (!TryAttribute(block, out var key, out var value)) return false;
            else if (block[key].SequenceEqual("concept:name"u8)) name = name.IsEmpty ? block[value] : name;
            else attributes.Add((key, value));
        }
        return false;
    }

    private bool TryEvent(ReadOnlySpan<byte> block)
    {
        ReadOnlySpan<byte> name = default, time = default, state = default, person = default, recorded = default;
        bool named = false, timed = false, stated = false, peopled = false, known = false;
        Read++;
        while (SkipBlanks(block) && !Eat(block, "</event>"u8))
        {
            if (!TryAttribute(block, out var keyRange, out var valueRange)) return false;
            var key = block[keyRange];
            var value = block[valueRange];
            if (key.SequenceEqual("concept:name"u8)) First(ref name, ref named, value);
            else if (key.SequenceEqual("time:timestamp"u8)) First(ref time, ref timed, value);
            else if (key.SequenceEqual("lifecycle:transition"u8)) First(ref state, ref stated, value);
            else if (key.SequenceEqual("org:resource"u8)) First(ref person, ref peopled, value);
            else if (key.SequenceEqual(XesReader.Recorded)) First(ref recorded, ref known, value);
        }
        if (!named) name = defaultName;
        if (name.IsEmpty || !timed || !LogTime.TryParseIso(time, options.Zone, out var ticks)) return false;
        var knownAt = EventLog.Assumed;
        if (known && !LogTime.TryParseIso(recorded, options.Zone, out knownAt)) return false;
        if (!options.Lifecycle.Counts(stated ? state : defaultState)) SetAside++;
        else pending.Add((part.Label(name), ticks, part.Person(peopled ? person : defaultPerson), knownAt));
        return true;
    }

    private static void First(ref ReadOnlySpan<byte> kept, ref bool seen, ReadOnlySpan<byte> value)
    {
        if (!seen) kept = value;
        seen = true;
    }

    private bool Keep(ReadOnlySpan<byte> block, ReadOnlySpan<byte> name)
    {
        var caseIndex = part.Case(name);
        foreach (var (key, value) in attributes)
        {
            var attribute = part.Attribute(Encoding.UTF8.GetString(block[key]), options.Limits.MaxAttributes);
            if (attribute < 0) return false;
            if (!part.HasAttribute(attribute, caseIndex)) part.SetAttribute(attribute, caseIndex, block[value]);
        }
        foreach (var (key, value) in defaults.Trace)
        {
            var attribute = part.Attribute(key, options.Limits.MaxAttributes);
            if (attribute < 0) return false;
            if (!part.HasAttribute(attribute, caseIndex)) part.SetAttribute(attribute, caseIndex, value);
        }
        foreach (var (label, ticks, person, recorded) in pending) part.Add(caseIndex, label, ticks, person, recorded, fingerprint: 0);
        return true;
    }

    /// <summary>Exactly <c>&lt;type key="…" value="…"/&gt;</c>, with or without a blank before the slash.</summary>
    private bool TryAttribute(ReadOnlySpan<byte> block, out Range key, out Range value)
    {
        key = value = default;
        var known = Eat(block, "<string "u8) || Eat(block, "<date "u8) || Eat(block, "<int "u8) || Eat(block, "<float "u8) ||
            Eat(block, "<boolean "u8) || Eat(block, "<id "u8);
        if (!known || !Eat(block, "key=\""u8) || !TryValue(block, out key) || !Eat(block, " value=\""u8)
            || !TryValue(block, out value)) return false;
        return Eat(block, "/>"u8) || Eat(block, " />"u8);
    }

    private bool TryValue(ReadOnlySpan<byte> block, out Range value)
    {
        var length = block[at..].IndexOfAny(stops);
        value = at..(at + Math.Max(length, 0));
        if (length < 0 || block[at + length] != '"' || length > options.Limits.MaxTextBytes) return false;
        at += length + 1;
        return true;
    }

    private bool Eat(ReadOnlySpan<byte> block, ReadOnlySpan<byte> text)
    {
        if (!block[at..].StartsWith(text)) return false;
        at += text.Length;
        return true;
    }

    /// <summary>False at the end of the block.</summary>
    private bool SkipBlanks(ReadOnlySpan<byte> block)
    {
        while (at < block.Length && block[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t') at++;
        return at < block.Length;
    }
}
