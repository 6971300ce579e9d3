using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text;
using Headway.App.Histories;
using Headway.App.Serving;
using Headway.Formats.ProcessFile;
using Headway.Learning;
using Headway.Processes;
using Headway.Processes.Linting;

namespace Headway.App.Processes;

/// <summary><c>headway lint</c>: everything wrong with process files, before anybody publishes one.</summary>
internal static class LintCommand
{
    private const string HistoryOption = "--history";

    public static Command Create()
    {
        var command = new Command("lint", "Find what is wrong with process files, all at once.");
        var asked = new Options(command);
        command.SetAction(async (parsed, cancel) =>
        {
            Func<Process, ProcessExperience>? experience = null;
            if (parsed.GetValue<string?>(HistoryOption) is not null)
            {
                if ((await asked.History.Open(parsed, cancel)).IsRefused(out var why, out var opened))
                    return TextOutput.Refuse(why, asked.FormatOf(parsed) != "text");
                var contribution = Contribution.Of(opened.History, new ContributionQuestion());
                experience = process => ExperienceOfProcess.Of(opened.History, process, opened.Name, contribution, opened.Facts);
            }
            var findings = ImmutableArray.CreateBuilder<Finding>();
            foreach (var file in parsed.GetValue(asked.Files)!)
            {
                var bytes = await Start(file, cancel);
                // The name as it was typed: that is what a reader or a code review can find again.
                var found = ProcessFileReader.Read(bytes, file.ToString()).Lint(asked.BurdenOf(parsed), experience);
                if (parsed.GetValue(asked.Fix) && found.Any(finding => finding.Fixes.Any(fix => fix.IsSafe)))
                    found = await Mend(file, bytes, Lint, cancel);
                findings.AddRange(found);

                ImmutableArray<Finding> Lint(string text) =>
                    ProcessFileReader.Read(text, file.ToString()).Lint(asked.BurdenOf(parsed), experience);
            }
            var all = findings.ToImmutable();
            Console.Write(asked.FormatOf(parsed) switch
            {
                "json" => LintOutput.Json(all),
                "sarif" => LintOutput.Sarif(all, typeof(LintCommand).Assembly.GetName().Version!.ToString(3)),
                _ => LintOutput.Text(all),
            });
            return all.Any(finding => finding.Severity == Severity.Error || (parsed.GetValue(asked.Strict)
                && finding.Severity == Severity.Warning)) ? 1 : 0;
        });
        return command;
    }

    /// <summary>Writes the mended text beside the file and puts it in its place, so that no half of it is ever there.</summary>
    /// <returns>What is left to find.</returns>
    private static async Task<ImmutableArray<Finding>> Mend(
        FileInfo file, byte[] bytes, Func<string, ImmutableArray<Finding>> lint, CancellationToken cancel)
    {
        var (text, mended) = TextEdits.ApplySafe(Encoding.UTF8.GetString(bytes), lint);
        var beside = file.FullName + ".mended";
        await File.WriteAllBytesAsync(beside, Encoding.UTF8.GetBytes(text), cancel);
        File.Move(beside, file.FullName, overwrite: true);
        foreach (var (finding, fix) in mended)
            await Console.Error.WriteLineAsync($"{file}  {finding.Rule}  {finding.Place.Element}: {fix.Title}.");
        await Console.Error.WriteLineAsync($"{file}  mended in {mended.Length} {(mended.Length == 1 ? "place" : "places")}.");
        return lint(text);
    }

    /// <summary>One byte more than is read of a process file, so that a film is not taken into memory to be refused.</summary>
    private static async Task<byte[]> Start(FileInfo file, CancellationToken cancel)
    {
        await using var stream = file.OpenRead();
        var bytes = new byte[ProcessFileReader.MaxBytes + 1];
        return bytes[..await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancel)];
    }

    private sealed class Options
    {
        private readonly Option<string> format = new Option<string>("--format")
        {
            Description = "text for people, json for programs, sarif for code review.",
            DefaultValueFactory = _ => "text"
        }
            .AcceptOnlyFromAmong("text", "json", "sarif");

        private readonly Option<bool> json = new("--json") { Description = "The same as --format json." };

        private readonly Option<double> open = new("--open")
        {
            Description = "Open opportunities a seller has at a time, for the estimate of the minutes of recording.",
            DefaultValueFactory = _ => RecordingBurden.Usual.OpenOpportunities,
        };

        private readonly Option<double> weeks = new("--weeks")
        {
            Description = "Weeks from opening to closing, for the same estimate.",
            DefaultValueFactory = _ => RecordingBurden.Usual.WeeksOpen,
        };

        public Options(Command command)
        {
            command.Arguments.Add(Files);
            foreach (var option in new Option[] { format, json, Strict, Fix, open, weeks }) command.Options.Add(option);
            foreach (var number in new[] { open, weeks })
            {
                number.Validators.Add(result =>
                {
                    if (result.GetValueOrDefault<double>() is not (> 0 and <= 1_000))
                        result.AddError(string.Create(CultureInfo.InvariantCulture, $"{number.Name}: above 0 and at most 1000."));
                });
            }
            History = HistoryOptions.AddTo(command);
            command.Options.Single(option => option.Name == HistoryOption).Description = "Say also what a history says of the process: "
                + "an imported one by its id, the start of its id or its name; \"own\" for our own (default: none).";
        }

        public Argument<FileInfo[]> Files { get; } = new Argument<FileInfo[]>("FILE")
        {
            Description = "Process files.",
            Arity = ArgumentArity.OneOrMore
        }.AcceptFilesOnly();

        public Option<bool> Strict { get; } = new("--strict") { Description = "Warnings fail too." };

        public Option<bool> Fix { get; } = new("--fix")
        {
            Description = "Mend in the file what decides nothing a person should decide; comments and order stay.",
        };

        /// <summary>Read only when --history is given.</summary>
        public HistoryOptions History { get; }

        public string FormatOf(ParseResult parsed) => parsed.GetValue(json) ? "json" : parsed.GetValue(format)!;

        public RecordingBurden BurdenOf(ParseResult parsed) => RecordingBurden.Usual with
        {
            OpenOpportunities = parsed.GetValue(open),
            WeeksOpen = parsed.GetValue(weeks),
        };
    }
}
