using System.CommandLine;
using Headway.App.Serving;
using Headway.Formats.Crm;
using Headway.Formats.Mapping;
using Headway.Formats.ProcessFile;
using Headway.Histories;
using Headway.Storage.Facts;
using Headway.Storage.Views;

namespace Headway.App.Histories;

/// <summary><c>headway import</c>: a log or CRM export becomes a history, or every finding is told and nothing is stored.</summary>
internal static class ImportCommand
{
    private static readonly Actor Cli = new(null, "cli");

    public static Command Create()
    {
        var command = new Command("import", "Make a log or a CRM export (XES, OCEL, CSV, Excel, ZIP or a folder) a history to learn from.")
        {
            Undo(),
        };
        var file = new Argument<FileSystemInfo[]>("FILE")
        {
            Description = "The log; of an export its files, their folder, or a ZIP archive of them.",
            Arity = ArgumentArity.OneOrMore,
        }.AcceptWhatIsThere();
        var map = new Option<FileInfo>("--map") { Description = "What its columns and labels mean; without one a first guess is shown." }
            .AcceptFilesOnly();
        var dryRun = new Option<bool>("--dry-run") { Description = "Read and report; store nothing." };
        var source = new Option<string?>("--source") { Description = "Whose export it is, where its headers do not tell." };
        source.AcceptOnlyFromAmong([.. CrmSources.ByName.Select(each => each.Text)]);
        var dates = new Option<string?>("--dates")
        {
            Description = "How its dates are written, where they read both ways: d/m/y, m/d/y, iso or excel.",
        };
        dates.AcceptOnlyFromAmong([.. MappingFile.DateStyles.Select(each => each.Text)]);
        var showMapping = new Option<bool>("--show-mapping")
        {
            Description = "Print the mapping a known export would be read by; "
            + "store nothing."
        };
        var rejects = new Option<FileInfo?>("--rejects")
        {
            Description = "File to write the rejected rows to, each with its reason; mended, it can be imported.",
        };
        command.Arguments.Add(file);
        command.Options.Add(map);
        command.Options.Add(source);
        command.Options.Add(dates);
        command.Options.Add(showMapping);
        command.Options.Add(dryRun);
        command.Options.Add(rejects);
        var data = DatabaseOptions.AddTo(command);
        var json = JsonOutput.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var files = FilesToImport.Of(parsed.GetValue(file)!);
            if (files.IsRefused(out var why, out var given)) return TextOutput.Refuse(why, parsed.GetValue(json));
            CrmSource? from = parsed.GetValue(source) is { } named ? CrmSources.ByName.First(each => each.Text == named).Value : null;
            var asked = new Asked(given, parsed.GetValue(json), parsed.GetValue(dryRun), from, parsed.GetValue(showMapping),
                parsed.GetValue(dates) is { } written ? MappingFile.DateStyles.First(each => each.Text == written).Style : null,
                parsed.GetValue(rejects));
            if (asked.Rejects is { Exists: true } there)
                return TextOutput.Refuse(new Refusal("rejects-exist", $"{there.Name} is there already, and somebody may be mending it: "
                    + "name another file with --rejects."), asked.Json);
            await using var stream = await given.Open(cancel);
            var text = parsed.GetValue(map) is { } mapFile ? await File.ReadAllTextAsync(mapFile.FullName, cancel) : GuessAndAsk(stream,
                asked);
            if (text is null) return asked.ShowMapping ? 0 : 1;
            var mapping = MappingFile.Read(text, parsed.GetValue(map)?.ToString() ?? "the guessed mapping");
            if (mapping.Mapping is null) return Refuse(mapping.Findings, asked);
            using var notice = new SlowNotice($"Reading {asked.File.Name} …");
            return await LogImport.Read(stream, asked.File.Name, mapping.Mapping, EventLogLimits.Default).Match(
                read => Keep(read, text, stream, asked, data.Read(parsed), cancel),
                refused => Task.FromResult(Refuse(refused.Findings, asked)));
        });
        return command;
    }

    private sealed record Asked(FilesToImport File, bool Json, bool DryRun, CrmSource? Source, bool ShowMapping, DateStyle? Dates,
        FileInfo? Rejects);

    private static async Task<int> Keep(
        LogImport.Imported read, string mapping, Stream stream, Asked asked, Database database, CancellationToken cancel)
    {
        var hash = ImportLog.ContentHash(stream, mapping);
        var kept = new KeptImport(ImportLog.IdOf(hash), false);
        if (!asked.DryRun)
        {
            var (open, maintenance) = await database.Ready(cancel);
            kept = await new ImportLog(new FactStore(open, TimeProvider.System), maintenance).Keep(asked.File.Name, hash, mapping, read,
                Cli, cancel);
        }
        if (read.Report.Rejected.Count > 0 && asked.Rejects is { } rejects) RejectFile.Write(read.Report.Rejected, rejects);
        var outcome = asked.DryRun ? ImportOutcome.DryRun : kept.Repeat ? ImportOutcome.Repeat : ImportOutcome.Imported;
        if (asked.Json) JsonOutput.Write(ImportAnswer.Json(kept.Id, outcome, read.Report));
        else ImportAnswer.Text(asked.File.Name, kept.Id, outcome, read.Report, asked.Rejects is not null);
        return 0;
    }

    /// <summary>Without a mapping nothing is stored unseen: the guess is shown, and a person says yes, or saves and mends it.</summary>
    private static string? GuessAndAsk(Stream stream, Asked asked)
    {
        var glance = FileGlance.Of(stream, asked.File.Name, EventLogLimits.Default, asked.Source, asked.Dates);
        var errors = glance.Findings.Where(finding => finding.Severity == Severity.Error).ToList();
        if (errors.Count > 0 && glance.Columns.IsEmpty)
        {
            Refuse(errors, asked);
            return null;
        }
        var guess = MappingFile.Write(glance.Guess);
        var gaps = glance.Guess.Unnamed;
        if (asked.ShowMapping)
        {
            Console.Write(guess);
            return null;
        }
        // A known export says itself what its columns and endings are; what it means is told, and can be changed.
        if (glance.Guess.Source is { } source && errors.Count == 0 && gaps.IsEmpty)
        {
            if (!asked.Json) Console.Error.WriteLine(KnownSentence(source, glance.Guess));
            return guess;
        }
        if (glance.IsOurOwn && errors.Count == 0)
        {
            if (!asked.Json) Console.Error.WriteLine("Headway wrote this table itself, so it needs no mapping: "
                + $"{Meanings(glance.Guess)} If that is wrong, save the mapping that --show-mapping prints, mend it, and import with "
                + "--map.\n");
            return guess;
        }
        var (code, missing) = gaps.IsEmpty
            ? ("import-no-mapping", $"{MappingGaps.NoWon(glance.Guess)}There is no mapping, so nothing was stored.")
            : ("import-guess-incomplete", MappingGaps.NoWon(glance.Guess) + string.Join(' ',
                gaps.Select(gap => $"{MappingGaps.Missing(gap)} {MappingGaps.HowToName(gap)}")));
        var save = $"Save it as {Path.ChangeExtension(asked.File.Name, null)}.mapping.yaml, mend it, and import with --map.";
        if (asked.Json)
        {
            JsonOutput.Write(new
            {
                refusal = new
                {
                    code,
                    sentence = $"{missing} The guess is one to begin with. {save}"
                },
                guess
            });
            return null;
        }
        Console.Write(guess);
        if (errors.Count > 0) Console.Error.Write(LintOutput.Text(errors));
        if (Console.IsInputRedirected || Console.IsOutputRedirected || errors.Count > 0 || !gaps.IsEmpty)
        {
            // Its labels are guessed once the dates can be read; whoever saves the guess before that would have to name them by hand.
            if (errors.Any(error => error.Rule == DraftFindings.Ambiguous))
                Console.Error.WriteLine("Its labels can be guessed once the dates are clear: run this again with --dates d/m/y or --dates "
                    + $"m/d/y. ({code})");
            else Console.Error.WriteLine($"{missing} Above is a first guess. {save} ({code})");
            return null;
        }
        Console.Error.Write("Above is a first guess. Import with it? [y/N] ");
        if (Console.ReadLine()?.Trim().ToLowerInvariant() is "y" or "yes") return guess;
        Console.Error.WriteLine($"Nothing was stored. {save}");
        return null;
    }

    private static string KnownSentence(CrmSource source, LogMapping guess) => $"An export of {CrmSources.TitleOf(source)}: "
        + $"{Meanings(guess)} If that is wrong, save the mapping that --show-mapping prints, mend it, and import with --map.\n";

    private static string Meanings(LogMapping guess)
    {
        static string Named(IEnumerable<string> labels) => labels.ToList() is { Count: > 0 } some ? string.Join(", ", some) : "nothing";
        var endings = guess.Endings;
        return $"won is {Named(endings.Won)}, lost is {Named(endings.Lost)}, without a decision is {Named(endings.NoDecision)}, no-go is "
            + $"{Named(endings.NoGo)}; the stages are {Named(guess.Stages.Select(stage => stage.Name))}.";
    }

    private static int Refuse(IReadOnlyCollection<Finding> findings, Asked asked)
    {
        if (asked.Json) Console.Write(LintOutput.Json(findings));
        else Console.Error.Write($"{LintOutput.Text(findings)}Nothing was stored.\n");
        return 1;
    }

    private static Command Undo()
    {
        var command = new Command("undo", "Take an imported history out of every view; the record of it stays.");
        var id = new Argument<string>("ID") { Description = "Its id, the start of it, or its name; see `headway history list`." };
        var reason = new Option<string>("--reason") { Description = "Why, for the record.", DefaultValueFactory = _ => "" };
        command.Arguments.Add(id);
        command.Options.Add(reason);
        var data = DatabaseOptions.AddTo(command);
        var json = JsonOutput.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var (open, maintenance) = await data.Read(parsed).Ready(cancel);
            var store = new FactStore(open, TimeProvider.System);
            var found = await new HistorySource(open, store, maintenance).FindImport(parsed.GetValue(id)!, cancel);
            if (found.IsRefused(out var why, out var import)) return TextOutput.Refuse(why, parsed.GetValue(json));
            if (await new ImportLog(store, maintenance).Undo(import.Import, parsed.GetValue(reason)!, Cli, cancel) is { } no)
                return TextOutput.Refuse(no, parsed.GetValue(json));
            if (parsed.GetValue(json)) JsonOutput.Write(new { id = import.Import, name = import.Name, outcome = "undone" });
            else Console.WriteLine($"{import.Name} ({HistorySource.ShortId(import.Import)}) is no history any more. Importing the "
                + $"file again brings it back.");
            return 0;
        });
        return command;
    }
}
