using System.Collections.Immutable;
using System.CommandLine;
using Headway.App.Serving;
using Headway.Formats.ProcessFile;

namespace Headway.App.Processes;

/// <summary><c>headway lint</c>: everything wrong with process files, before anybody publishes one.</summary>
internal static class LintCommand
{
    public static Command Create()
    {
        var command = new Command("lint", "Find what is wrong with process files, all at once.");
        var files = new Argument<FileInfo[]>("FILE")
        {
            Description = "Process files.",
            Arity = ArgumentArity.OneOrMore
        }.AcceptFilesOnly();
        var format = new Option<string>("--format")
        {
            Description = "text for people, json for programs, sarif for code review.",
            DefaultValueFactory = _ => "text"
        }
            .AcceptOnlyFromAmong("text", "json", "sarif");
        var json = new Option<bool>("--json") { Description = "The same as --format json." };
        var strict = new Option<bool>("--strict") { Description = "Warnings fail too." };
        command.Arguments.Add(files);
        command.Options.Add(format);
        command.Options.Add(json);
        command.Options.Add(strict);
        command.SetAction(async (parsed, cancel) =>
        {
            var findings = ImmutableArray.CreateBuilder<Finding>();
            foreach (var file in parsed.GetValue(files)!)
            {
                // The name as it was typed: that is what a reader or a code review can find again.
                findings.AddRange(ProcessFileReader.Read(await Start(file, cancel), file.ToString()).Lint());
            }
            var all = findings.ToImmutable();
            Console.Write((parsed.GetValue(json) ? "json" : parsed.GetValue(format)) switch
            {
                "json" => LintOutput.Json(all),
                "sarif" => LintOutput.Sarif(all, typeof(LintCommand).Assembly.GetName().Version!.ToString(3)),
                _ => LintOutput.Text(all),
            });
            return all.Any(finding => finding.Severity == Severity.Error || (parsed.GetValue(strict)
                && finding.Severity == Severity.Warning)) ? 1 : 0;
        });
        return command;
    }

    /// <summary>One byte more than is read of a process file, so that a film is not taken into memory to be refused.</summary>
    private static async Task<byte[]> Start(FileInfo file, CancellationToken cancel)
    {
        await using var stream = file.OpenRead();
        var bytes = new byte[ProcessFileReader.MaxBytes + 1];
        return bytes[..await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancel)];
    }
}
