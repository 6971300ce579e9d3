namespace Headway.App.Serving;

/// <summary>Says on standard error what is going on, once it has gone on for a second.</summary>
internal sealed class SlowNotice : IDisposable
{
    private readonly Timer timer;

    public SlowNotice(string sentence) =>
        timer = new Timer(_ => Console.Error.WriteLine(sentence), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);

    public void Dispose() => timer.Dispose();
}
