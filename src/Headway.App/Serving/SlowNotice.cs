namespace Headway.App.Serving;

/// <summary>Says on standard error what is going on, once it has gone on for a second; only to a person at a terminal, so that what a
/// script keeps of standard error does not depend on how busy the machine was.</summary>
internal sealed class SlowNotice : IDisposable
{
    private readonly Timer? timer;

    public SlowNotice(string sentence)
    {
        if (Console.IsErrorRedirected) return;
        timer = new Timer(_ => Console.Error.WriteLine(sentence), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => timer?.Dispose();
}
