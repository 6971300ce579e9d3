using System.CommandLine;
using Headway.App.Forecasting;
using Headway.App.Histories;
using Headway.App.Learning;
using Headway.App.Processes;
using Headway.App.Serving;

// The machine's culture must not reach numbers, dates or sort order; InvariantGlobalization sees to it (Directory.Build.props).
var root = new RootCommand("Headway: a sales process that is directed at goals. Activity is not headway.")
{
    ServeCommand.Create(),
    DemoCommand.Create(),
    ImportCommand.Create(),
    HistoryCommand.Create(),
    LearnCommand.Create(),
    ForecastCommand.Create(),
    LintCommand.Create(),
    ExportCommand.Create(),
    MaintenanceCommands.Verify(),
    MaintenanceCommands.Rebuild(),
};
var parsed = root.Parse(args);
var understood = parsed.Errors.Count == 0;
var code = await parsed.InvokeAsync(new InvocationConfiguration { Output = understood ? Console.Out : Console.Error });
// 1 is a refusal or findings; a command line that is not understood is 2, so that scripts can tell them apart.
return understood ? code : 2;
