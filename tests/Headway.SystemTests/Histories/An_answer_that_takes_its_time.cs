using Headway.App.Serving;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Headway.SystemTests.Histories;

public sealed class An_answer_that_takes_its_time
{
    private readonly LongAnswers answers = new(2, NullLogger<LongAnswers>.Instance);

    [Fact]
    public async Task is_worked_out_once_for_all_who_ask_meanwhile_and_kept()
    {
        var begun = 0;
        var release = new TaskCompletionSource();
        Task<Awaited<string>> Ask() => answers.Now("once", async _ =>
        {
            Interlocked.Increment(ref begun);
            await release.Task;
            return (Answer<string>)"the answer";
        });

        var asked = new[] { Ask(), Ask(), Ask() };
        release.SetResult();

        foreach (var one in await Task.WhenAll(asked)) Assert.Equal("the answer", one.Answer);
        Assert.Equal("the answer", (await Ask()).Answer);
        Assert.Equal(1, begun);
    }

    [Fact]
    public async Task shows_how_far_it_is_while_nobody_has_it_yet()
    {
        var release = new TaskCompletionSource();
        Task<Awaited<string>> Ask() => answers.Now("share", async reached =>
        {
            reached(0.25);
            await release.Task;
            return (Answer<string>)"done";
        });

        var meanwhile = await Ask();
        Assert.True(meanwhile.IsAtWork);
        Assert.Equal(0.25, meanwhile.Share);

        release.SetResult();
        Assert.Equal("done", (await Ask()).Answer);
    }

    [Fact]
    public async Task that_fails_is_told_as_a_sentence_and_worked_out_anew_for_the_next()
    {
        var times = 0;
        Task<Awaited<string>> Ask() => answers.Now("fails", _ => times++ == 0
            ? throw new InvalidOperationException("the first time") : Task.FromResult<Answer<string>>("the second time"));

        var first = await Ask();
        Assert.Equal("answer-failed", first.Why?.Code);
        Assert.False(first.IsAtWork);
        Assert.Equal("the second time", (await Ask()).Answer);
    }

    [Fact]
    public async Task ends_its_work_once_others_have_taken_its_place()
    {
        var release = new TaskCompletionSource();
        var wentOn = new TaskCompletionSource<bool>();
        await answers.Now<string>("forgotten", async reached =>
        {
            await release.Task;
            try
            {
                reached(0.5);
                wentOn.SetResult(true);
            }
            catch (OperationCanceledException)
            {
                wentOn.SetResult(false);
                throw;
            }
            return "never";
        });
        foreach (var other in new[] { "one", "two" }) await answers.Now<string>(other, _ => Task.FromResult<Answer<string>>("at once"));

        release.SetResult();
        Assert.False(await wentOn.Task);
    }

    [Fact]
    public async Task does_not_keep_another_question_of_its_kind_waiting()
    {
        var release = new TaskCompletionSource();
        await answers.Now<string>("slow", async _ =>
        {
            await release.Task;
            return "at last";
        });
        Assert.Equal("at once", (await answers.Now<string>("quick", _ => Task.FromResult<Answer<string>>("at once"))).Answer);
        release.SetResult();
    }

    /// <summary>Also after it first waited and goes on in the pool.</summary>
    [Fact]
    public async Task is_begun_after_the_one_before_where_one_at_a_time_is_asked_for()
    {
        var single = new LongAnswers(2, NullLogger<LongAnswers>.Instance, atOnce: 1);
        var (release, begun) = (new TaskCompletionSource(), false);
        await single.Now<string>("slow", async _ =>
        {
            await release.Task;
            return "at last";
        });
        Task<Awaited<string>> Second() => single.Now<string>("second", _ =>
        {
            begun = true;
            return Task.FromResult<Answer<string>>("then");
        });
        Assert.True((await Second()).IsAtWork);
        Assert.False(begun);
        release.SetResult();
        Assert.Equal("then", (await Second()).Answer);
    }

    [Fact]
    public async Task ends_within_a_second_when_the_server_stops()
    {
        using var server = new CancellationTokenSource();
        var ended = new TaskCompletionSource();
        var stoppable = new LongAnswers(2, NullLogger<LongAnswers>.Instance, server.Token);
        await stoppable.Now<string>("long", async (_, stop) =>
        {
            try
            {
                // Work without an end of its own: only the server's stopping can end it, which is what is tested.
                await Task.Delay(Timeout.InfiniteTimeSpan, stop);
            }
            finally
            {
                ended.SetResult();
            }
            return "never";
        });
        await server.CancelAsync();
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
    }
}
