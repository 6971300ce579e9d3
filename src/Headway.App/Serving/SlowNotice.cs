using System.Diagnostics;
using System.Globalization;

namespace Headway.App.Serving;

/// <summary>Says on standard error what is going on: to a person at a terminal once it has gone on for a second, and in a file or a pipe
/// once every ten seconds, so that a long run does not look dead and a short one leaves nothing there.</summary>
public sealed class SlowNotice : IDisposable
{
    public static readonly TimeSpan AtTerminal = TimeSpan.FromSeconds(1), Redirected = TimeSpan.FromSeconds(10);

    private readonly string sentence;
    private readonly TextWriter to;
    private readonly long began = Stopwatch.GetTimestamp();
    private readonly Timer timer;
    private double share;

    public SlowNotice(string sentence)
        : this(sentence, Console.Error, Console.IsErrorRedirected ? Redirected : AtTerminal, Redirected)
    {
    }

    /// <param name="first">Until the first line.</param>
    /// <param name="every">From one line to the next.</param>
    public SlowNotice(string sentence, TextWriter to, TimeSpan first, TimeSpan every)
    {
        (this.sentence, this.to) = (sentence, to);
        timer = new Timer(_ => Say(), null, first, every);
    }

    /// <summary>Which share is done, in [0,1]; from any thread.</summary>
    public void Done(double now) => Volatile.Write(ref share, now);

    public void Dispose() => timer.Dispose();

    /// <summary>The line after so many seconds.</summary>
    /// <param name="done">0 = not known.</param>
    public static string Line(string sentence, double seconds, double done)
    {
        if (seconds < Redirected.TotalSeconds / 2) return sentence;
        var left = done is > 0.02 and < 1
            ? string.Create(CultureInfo.InvariantCulture, $", {100 * done:0} of 100 done, about {seconds * (1 - done) / done:0} s left")
            : "";
        return string.Create(CultureInfo.InvariantCulture, $"{sentence} at work for {seconds:0} s{left}");
    }

    private void Say() => to.WriteLine(Line(sentence, Stopwatch.GetElapsedTime(began).TotalSeconds, Volatile.Read(ref share)));
}
