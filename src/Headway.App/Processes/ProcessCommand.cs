using System.CommandLine;
using Headway.App.Opportunities;
using Headway.App.Serving;
using Headway.Formats.ProcessFile;
using Headway.Storage.Facts;
using Headway.Storage.Views;

namespace Headway.App.Processes;

/// <summary><c>headway process</c>: its file, its hours, and drafts beside it.</summary>
internal static class ProcessCommand
{
    public static Command Create() => new(
        "process", "The process: its file, what going on in it costs, and drafts beside it; two people publish, on the page.")
    {
        ProcessFileCommands.Show(),
        ProcessFileCommands.Diff(),
        ProcessFileCommands.New(),
        HoursCommand.Create(),
        Draft(),
        Drafts(),
    };

    private static Command Draft()
    {
        var command = new Command("draft", "Keep a process file as a draft; it is never published by itself.");
        var file = new Argument<FileInfo>("FILE")
        {
            Description = "A process file, for example from `headway learn smallest --draft FILE`.",
        }.AcceptFilesOnly();
        command.Arguments.Add(file);
        return Working(command, async (work, parsed, asJson, cancel) =>
        {
            var given = parsed.GetValue(file)!;
            if (given.Length > ProcessFileReader.MaxBytes)
                return TextOutput.Refuse(new Refusal(
                    "draft-too-large", $"A process file has at most {ProcessFileReader.MaxBytes:N0} bytes."), asJson);
            var source = await File.ReadAllTextAsync(given.FullName, cancel);
            var answer = await work.Keep(source, null, "cli", RequestKey.None, TimeProvider.System.GetUtcNow(), cancel);
            if (answer.IsRefused(out var why, out var draft)) return TextOutput.Refuse(why, asJson);
            if (asJson) JsonOutput.Write(DraftApi.DraftAnswer.Of(draft));
            else Console.WriteLine($"Kept as draft {draft.Number} of {draft.Process}; nothing was published.");
            return 0;
        });
    }

    private static Command Drafts() => Working(new Command("drafts", "List the drafts that are kept."), async (work, _, asJson, cancel) =>
    {
        var drafts = await work.All(cancel);
        if (asJson) JsonOutput.Write(new { drafts = drafts.Select(DraftApi.DraftAnswer.Of) });
        else if (drafts.IsEmpty) Console.WriteLine("No draft is kept. `headway learn smallest --draft FILE` writes one to begin with.");
        else TextOutput.Table(["Process", "Draft", "Saved"], drafts.Select(draft => new[]
        {
            draft.Process.Value, $"{draft.Number}", $"{draft.At:yyyy-MM-dd}",
        }));
        return 0;
    });

    private static Command Working(Command command, Func<DraftWork, ParseResult, bool, CancellationToken, Task<int>> does)
    {
        var data = DatabaseOptions.AddTo(command);
        var json = JsonOutput.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var (open, _) = await data.Read(parsed).Ready(cancel);
            await using var db = open();
            var work = new DraftWork(new FactStore(open, TimeProvider.System), new Views(db));
            return await does(work, parsed, parsed.GetValue(json), cancel);
        });
        return command;
    }
}
