using Headway.App.Serving;
using Xunit;

namespace Headway.SystemTests.CommandLine;

public sealed class Waiting_for_a_long_answer
{
    [Fact]
    public void Tells_of_it_again_and_again_in_a_file_too()
    {
        using var messages = new StringWriter();
        var text = TextWriter.Synchronized(messages);
        using (new SlowNotice("Choosing …", text, TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(5)))
            Assert.True(SpinWait.SpinUntil(() => messages.ToString().Split("Choosing …").Length > 3, TimeSpan.FromSeconds(10)));
        Assert.Equal(TimeSpan.FromSeconds(10), SlowNotice.Redirected);
    }

    [Fact]
    public void Leaves_nothing_where_the_answer_was_there_in_time()
    {
        using var messages = new StringWriter();
        using (new SlowNotice("Choosing …", messages, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5)))
        {
        }
        Assert.Empty(messages.ToString());
    }

    [Fact]
    public void Says_how_long_it_may_take_once_a_share_is_done()
    {
        Assert.Equal("Choosing …", SlowNotice.Line("Choosing …", 1, 0.5));
        Assert.Equal("Choosing … at work for 20 s", SlowNotice.Line("Choosing …", 20, 0));
        Assert.Equal("Choosing … at work for 20 s, 40 of 100 done, about 30 s left", SlowNotice.Line("Choosing …", 20, 0.4));
    }
}
