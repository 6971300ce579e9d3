using System.CommandLine;
using Headway.App.Histories;
using Headway.App.Serving;
using Headway.Learning;

namespace Headway.App.Learning;

/// <summary><c>headway learn</c>: what a history teaches.</summary>
internal static class LearnCommand
{
    public static Command Create() => new("learn", "What a history teaches.")
    {
        Funnel(),
        RoadCommands.Map(), RoadCommands.Clients(), RoadCommands.Versions(), RoadCommands.Honesty(),
    };

    private static Command Funnel()
    {
        var command = new Command("funnel", "What became of the opportunities that entered each stage; open ones count as open, never "
            + "as lost.");
        var history = HistoryOptions.AddTo(command);
        var json = JsonOutput.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var answer = await history.Open(parsed, cancel);
            if (answer.IsRefused(out var why, out var opened)) return TextOutput.Refuse(why, parsed.GetValue(json));
            using var notice = new SlowNotice("Counting …");
            var funnel = Headway.Learning.Funnel.Of(opened.History);
            if (parsed.GetValue(json)) JsonOutput.Write(FunnelAnswer.Json(opened, funnel));
            else FunnelAnswer.Text(opened, funnel);
            return 0;
        });
        return command;
    }
}
