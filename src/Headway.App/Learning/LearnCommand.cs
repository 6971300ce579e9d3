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
        ContributionQuestions(),
        SmallestAnswer.Create(),
        GatesCommand.Create(),
        RoadCommands.Map(), RoadCommands.Clients(), RoadCommands.Versions(), RoadCommands.Honesty(),
    };

    private static Command Funnel() => Answering(
        new Command("funnel", "What became of the opportunities that entered each stage; open ones count as open, never as lost."),
        "Counting …", (opened, _) => Headway.Learning.Funnel.Of(opened.History),
        (opened, funnel, _) => FunnelAnswer.Text(opened, funnel), (opened, funnel, _) => FunnelAnswer.Json(opened, funnel));

    private static Command ContributionQuestions()
    {
        var command = new Command("contribution", "Which outcomes and activities go with winning, after what else differs, and how "
            + "sure that is.");
        var history = HistoryOptions.AddTo(command);
        var json = JsonOutput.AddTo(command);
        var details = new Option<bool>("--details") { Description = "Tell besides what stands behind each outcome and activity." };
        command.Options.Add(details);
        command.SetAction(async (parsed, cancel) =>
        {
            var answer = await history.Open(parsed, cancel);
            if (answer.IsRefused(out var why, out var opened)) return TextOutput.Refuse(why, parsed.GetValue(json));
            using var notice = new SlowNotice("Comparing …");
            var contribution = Contribution.Of(opened.History, new ContributionQuestion(), cancel);
            if (parsed.GetValue(json)) JsonOutput.Write(ContributionAnswer.Json(opened, contribution));
            else ContributionAnswer.Text(opened, contribution, parsed.GetValue(details));
            return 0;
        });
        return command;
    }

    /// <summary>A question answered of the chosen history, for people or as one document.</summary>
    /// <param name="notice">Told once it has gone on for a second.</param>
    /// <param name="refuse">What this history cannot be asked; null = everything can.</param>
    public static Command Answering<T>(
        Command command, string notice, Func<OpenedHistory, ParseResult, T> learn, Action<OpenedHistory, T, ParseResult> text,
        Func<OpenedHistory, T, ParseResult, object> document, Func<OpenedHistory, ParseResult, Refusal?>? refuse = null)
    {
        var history = HistoryOptions.AddTo(command);
        var json = JsonOutput.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var answer = await history.Open(parsed, cancel);
            if (answer.IsRefused(out var why, out var opened)) return TextOutput.Refuse(why, parsed.GetValue(json));
            if (refuse?.Invoke(opened, parsed) is { } no) return TextOutput.Refuse(no, parsed.GetValue(json));
            using var slow = new SlowNotice(notice);
            var found = learn(opened, parsed);
            if (parsed.GetValue(json)) JsonOutput.Write(document(opened, found, parsed));
            else text(opened, found, parsed);
            return 0;
        });
        return command;
    }
}
