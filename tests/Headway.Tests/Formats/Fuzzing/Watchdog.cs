using System.Diagnostics;
using SQLitePCL;

namespace Headway.Tests.Formats.Fuzzing;

/// <summary>Reads on a thread of its own, so that a reader that never comes back is found too.</summary>
/// <remarks>
/// Memory is all that the thread allocated, not only what it held at once, and what SQLite held at its most: stricter than the bound, and
/// the same on every machine. An input that took too long is read once more: a machine that was asleep is no find.
/// </remarks>
internal sealed class Watchdog : IDisposable
{
    public const long MostBytes = 512L << 20;

    /// <summary>Who has not come back by then hangs.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim asked = new(0);
    private readonly SemaphoreSlim answered = new(0);
    private Func<byte[], string?>? read;
    private byte[] input = [];
    private string? answer;
    private TimeSpan took;

    public Watchdog()
    {
        Batteries_V2.Init();
        // It may hang for ever: the process ends without it.
        new Thread(Work) { IsBackground = true, Name = "fuzzed reader" }.Start();
    }

    public static TimeSpan MostTime { get; } = TimeSpan.FromSeconds(2);

    /// <summary>After a hang there is nobody left to ask.</summary>
    public bool IsLost { get; private set; }

    /// <summary>What is wrong with reading these bytes; null when nothing.</summary>
    public string? Of(Func<byte[], string?> reader, byte[] bytes)
    {
        for (var slow = 0; ; slow++)
        {
            (read, input) = (reader, bytes);
            asked.Release();
            if (!answered.Wait(patience))
            {
                IsLost = true;
                return $"hangs: no answer within {patience.TotalSeconds:N0} s";
            }
            if (answer is not null || took <= MostTime) return answer;
            if (slow > 0) return $"took {took.TotalSeconds:N1} s, twice";
        }
    }

    public void Dispose()
    {
        read = null;
        asked.Release();
    }

    private void Work()
    {
        while (true)
        {
            asked.Wait();
            if (read is not { } reader) return;
            var clock = Stopwatch.StartNew();
            answer = Measured(reader, input);
            took = clock.Elapsed;
            answered.Release();
        }
    }

    private static string? Measured(Func<byte[], string?> reader, byte[] bytes)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        raw.sqlite3_memory_highwater(1);
        try
        {
            if (reader(bytes) is { } wrong) return wrong;
        }
        catch (Exception crash)
        {
            return crash.ToString();
        }
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        if (allocated > MostBytes) return $"allocated {allocated >> 20} MiB";
        var held = raw.sqlite3_memory_highwater(0);
        return held > MostBytes ? $"SQLite held {held >> 20} MiB" : null;
    }
}
