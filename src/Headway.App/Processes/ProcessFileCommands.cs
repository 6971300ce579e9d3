using System.CommandLine;
using System.Text;
using Headway.App.Serving;
using Headway.Formats.ProcessFile;
using Headway.Processes;
using Headway.Storage.Facts;
using Headway.Storage.Views;

namespace Headway.App.Processes;

/// <summary><c>headway process show|diff|new</c>: process files, and what differs between them in words.</summary>
internal static class ProcessFileCommands
{
    public static Command Show()
    {
        var command = new Command("show", "Write the process file of the version in use, comments and all.");
        var key = new Argument<string?>("KEY")
        {
            Description = "Of the process; not needed when there is one.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        command.Arguments.Add(key);
        var data = DatabaseOptions.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            if ((await InUse(data.Read(parsed), parsed.GetValue(key), cancel)).IsRefused(out var why, out var file))
                return TextOutput.Refuse(why, false);
            Console.Write(file.Text);
            return 0;
        });
        return command;
    }

    public static Command Diff()
    {
        var command = new Command("diff", "Say in words what changes from one process file to another, or from the version in use.");
        var files = new Argument<FileInfo[]>("FILE")
        {
            Description = "The older file and the newer one; with one file, the older is the version in use.",
            Arity = new ArgumentArity(1, 2),
        }.AcceptFilesOnly();
        command.Arguments.Add(files);
        var data = DatabaseOptions.AddTo(command);
        var json = JsonOutput.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var asJson = parsed.GetValue(json);
            var given = parsed.GetValue(files)!;
            if ((await Read(given[^1], cancel)).IsRefused(out var why, out var newer)) return TextOutput.Refuse(why, asJson);
            var older = given.Length == 2 ? await Read(given[0], cancel)
                : await InUse(data.Read(parsed), newer.Process.Key.Value, cancel);
            if (older.IsRefused(out why, out var before)) return TextOutput.Refuse(why, asJson);
            var changes = ProcessDiff.Between(before.Process, newer.Process);
            if (asJson) JsonOutput.Write(new { changes = changes.Select(change => new { change.Kind, change.Element, change.Words }) });
            else if (changes.IsEmpty) Console.WriteLine("They ask for the same.");
            else foreach (var change in changes) Console.WriteLine(change.Words);
            return 0;
        });
        return command;
    }

    public static Command New()
    {
        var command = new Command("new", "Write a process file to begin with: a template, or what the stages of a CRM make of it.");
        var name = new Argument<string>("NAME") { Description = "What the process is called." };
        var template = new Option<string>("--template") { Description = "The kind of sale." };
        template.AcceptOnlyFromAmong([.. Templates.Shipped.Select(each => each.Name)]);
        var stages = new Option<string[]>("--stage") { Description = "A stage of your CRM; name each, in their order." };
        command.Arguments.Add(name);
        command.Options.Add(template);
        command.Options.Add(stages);
        command.SetAction(parsed =>
        {
            var asked = parsed.GetValue(stages) ?? [];
            var from = parsed.GetValue(template) ?? (asked.Length > 0 ? null : Templates.Shipped[0].Name);
            if (NewProcess.Source(from, parsed.GetValue(name), string.Join('\n', asked)).IsRefused(out var why, out var source))
                return TextOutput.Refuse(why, false);
            Console.Write(source);
            return 0;
        });
        return command;
    }

    private static async Task<Answer<ProcessFileReading.Understood>> Read(FileInfo file, CancellationToken cancel)
    {
        if (file.Length > ProcessFileReader.MaxBytes)
            return new Refusal("process-too-large", $"{file} is larger than a process file may be: {ProcessFileReader.MaxBytes:N0} bytes.");
        var bytes = await File.ReadAllBytesAsync(file.FullName, cancel);
        return ProcessFileReader.Read(bytes, file.ToString()).Match<Answer<ProcessFileReading.Understood>>(
            read => read,
            broken => new Refusal("process-unreadable", $"{broken.Findings[0].Place}: {broken.Findings[0].Message} "
                + "`headway lint FILE` names every place."));
    }

    private static async Task<Answer<ProcessFileReading.Understood>> InUse(Database database, string? key, CancellationToken cancel)
    {
        var (open, _) = await database.Ready(cancel);
        await using var db = open();
        var current = await new Views(db).CurrentProcesses(cancel);
        if (current.Where(process => key is null || process.Key.Value == key).ToList() is not [var only])
            return new Refusal("process-unknown", current.IsEmpty ? "No process is in use yet."
                : $"Name one of the processes in use: {string.Join(", ", current.Select(process => process.Key.Value))}.");
        var standing = await new PublishWork(new FactStore(open, TimeProvider.System)).Standing(only.Key, cancel);
        return ProcessFileReader.Read(Encoding.UTF8.GetBytes(standing.Source ?? ProcessFileWriter.Print(only)), only.Key.Value)
            .Match<Answer<ProcessFileReading.Understood>>(
                read => read, _ => new Refusal("process-unreadable", "The version in use was written for another version of Headway."));
    }
}
