using System.CommandLine;
using Headway.App.Serving;
using Headway.Histories;
using Headway.Storage.Facts;
using Headway.Storage.Views;

namespace Headway.App.Histories;

/// <summary><c>headway history list</c>: the histories there are to learn from.</summary>
internal static class HistoryCommand
{
    /// <summary>Alone it lists: there is nothing else to do with histories here.</summary>
    public static Command Create() => Listing(new Command("history", "The histories there are to learn from.")
    {
        Listing(new Command("list", "Show the imported histories.")),
    });

    private static Command Listing(Command command)
    {
        var data = DatabaseOptions.AddTo(command);
        var json = JsonOutput.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var (open, maintenance) = await data.Read(parsed).Ready(cancel);
            var imports = await new HistorySource(open, new FactStore(open, TimeProvider.System), maintenance).Imports(cancel);
            if (parsed.GetValue(json)) JsonOutput.Write(new { histories = imports.Select(Json) });
            else if (imports.IsEmpty) Console.WriteLine("No history was imported. `headway import FILE` brings one in; our own needs "
                + "no import.");
            else TextOutput.Table(["Id", "Name", "Opportunities", "Events", "Until"], imports.Select(import => new[]
            {
                HistorySource.ShortId(import.Import), import.Name, $"{import.Cases:N0}", $"{import.Events:N0}",
                    $"{import.Until:yyyy-MM-dd}",
            }));
            return 0;
        });
        return command;
    }

    private static object Json(HistoryImported import) => new
    {
        Id = import.Import,
        import.Name,
        import.Cases,
        import.Events,
        import.Until,
        import.Read,
        import.Accepted,
        import.Merged,
        import.Rejected,
        import.Depth,
    };
}
