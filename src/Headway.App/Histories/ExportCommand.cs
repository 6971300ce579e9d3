using System.CommandLine;
using Headway.App.Serving;

namespace Headway.App.Histories;

/// <summary><c>headway export</c>: a history as known at a date, for a spreadsheet, a process mining tool or another Headway.</summary>
internal static class ExportCommand
{
    public static Command Create() => new("export", "Take a history out.") { Csv(), Xlsx(), Xes(), Ocel() };

    private static Command Csv()
    {
        var command = new Command("csv", "One row per opportunity, or one per event in a form that can be imported again.");
        var events = new Option<bool>("--events") { Description = "Events instead of opportunities." };
        command.Options.Add(events);
        return Writing(command, parsed => parsed.GetValue(events) ? ExportFormat.Events : ExportFormat.Csv);
    }

    private static Command Xes() => Writing(
        new Command("xes", "An event log in XES (IEEE 1849), one trace per opportunity."), _ => ExportFormat.Xes);

    private static Command Ocel()
    {
        var command = new Command("ocel",
            "An object-centric event log in OCEL 2.0: opportunities, stages, outcomes, activities, people, and what happened to them.");
        var format = new Option<string>("--format") { Description = "json, xml or sqlite.", DefaultValueFactory = _ => "json" };
        format.AcceptOnlyFromAmong("json", "xml", "sqlite");
        command.Options.Add(format);
        return Writing(command, parsed => parsed.GetValue(format) switch
        {
            "xml" => ExportFormat.OcelXml,
            "sqlite" => ExportFormat.OcelSqlite,
            _ => ExportFormat.OcelJson,
        });
    }

    private static Command Xlsx()
    {
        var command = new Command("xlsx", "The same as an Excel workbook: every cell a text, a number or a date, never a formula.");
        var events = new Option<bool>("--events") { Description = "Events instead of opportunities." };
        command.Options.Add(events);
        return Writing(command, parsed => parsed.GetValue(events) ? ExportFormat.XlsxEvents : ExportFormat.Xlsx, needsFile: true);
    }

    /// <summary>At the command line one sees everything: whoever may read the database may.</summary>
    /// <param name="needsFile">It is nothing for a terminal.</param>
    private static Command Writing(Command command, Func<ParseResult, ExportFormat> format, bool needsFile = false)
    {
        var to = new Option<string?>("--to")
        {
            Description = needsFile ? "File to write." : "File to write (default: standard output).",
            Required = needsFile,
        };
        command.Options.Add(to);
        var history = HistoryOptions.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var answer = await history.Open(parsed, cancel);
            if (answer.IsRefused(out var why, out var opened)) return TextOutput.Refuse(why, json: false);
            var (chosen, exported) = (format(parsed), opened.Exported(_ => true));
            if (chosen.TooLong(exported) is { } tooLong) return TextOutput.Refuse(tooLong, json: false);
            int written;
            using (new SlowNotice("Writing the history …"))
            {
                await using var stream = parsed.GetValue(to) is { } path ? File.Create(path) : Console.OpenStandardOutput();
                written = chosen.Write(exported, stream);
            }
            // Beside a file on standard output, words would be part of it.
            var told = $"{opened.Name}: {chosen.Told(exported, written, parsed.GetValue(to) ?? "standard output")}";
            if (parsed.GetValue(to) is null) Console.Error.WriteLine(told);
            else Console.WriteLine(told);
            return 0;
        });
        return command;
    }
}
