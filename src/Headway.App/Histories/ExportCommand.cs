using System.CommandLine;
using System.Text;
using Headway.App.Serving;
using Headway.Formats.Csv;
using Headway.Formats.Spreadsheet;

namespace Headway.App.Histories;

/// <summary><c>headway export csv</c> and <c>xlsx</c>: a history as known at a date, for a spreadsheet or another tool.</summary>
internal static class ExportCommand
{
    public static Command Create() => new("export", "Take a history out.") { Csv(), Xlsx() };

    private static Command Csv()
    {
        var command = new Command("csv", "One row per opportunity, or one per event in a form that can be imported again.");
        var events = new Option<bool>("--events") { Description = "Events instead of opportunities." };
        var to = new Option<string?>("--to") { Description = "File to write (default: standard output)." };
        command.Options.Add(events);
        command.Options.Add(to);
        var history = HistoryOptions.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var answer = await history.Open(parsed, cancel);
            if (answer.IsRefused(out var why, out var opened)) return TextOutput.Refuse(why, json: false);
            await using var file = parsed.GetValue(to) is { } path ? new StreamWriter(path, append: false, new UTF8Encoding(false)) : null;
            var csv = new HistoryCsv(opened.History, file ?? Console.Out, opened.PersonName);
            if (parsed.GetValue(events)) csv.WriteEvents();
            else csv.WriteOpportunities();
            return 0;
        });
        return command;
    }

    private static Command Xlsx()
    {
        var command = new Command("xlsx", "The same as an Excel workbook: every cell a text, a number or a date, never a formula.");
        var events = new Option<bool>("--events") { Description = "Events instead of opportunities." };
        var to = new Option<string>("--to") { Description = "File to write.", Required = true };
        command.Options.Add(events);
        command.Options.Add(to);
        var history = HistoryOptions.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var answer = await history.Open(parsed, cancel);
            if (answer.IsRefused(out var why, out var opened)) return TextOutput.Refuse(why, json: false);
            var rows = parsed.GetValue(events) ? HistoryXlsx.EventsOf(opened.History) : opened.History.Cases;
            if (rows >= XlsxWriter.MostRows)
            {
                return TextOutput.Refuse(new Refusal("export-too-long", $"{rows:N0} rows are more than a sheet of Excel holds "
                    + $"({XlsxWriter.MostRows:N0}); take `headway export csv`."), json: false);
            }
            await using var file = new FileStream(parsed.GetValue(to)!, FileMode.Create, FileAccess.ReadWrite);
            var book = new HistoryXlsx(opened.History, file, opened.PersonName);
            if (parsed.GetValue(events)) book.WriteEvents();
            else book.WriteOpportunities();
            return 0;
        });
        return command;
    }
}
