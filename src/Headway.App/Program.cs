using System.CommandLine;
using System.CommandLine.Help;
using Headway.App.Forecasting;
using Headway.App.Histories;
using Headway.App.Learning;
using Headway.App.Processes;
using Headway.App.Serving;

// The machine's culture must not reach numbers, dates or sort order; InvariantGlobalization sees to it (Directory.Build.props).
// A command and not a root command: that one is named for its assembly, and people call it headway.
var headway = new Command("headway", "Headway: a sales process that is directed at goals. Activity is not headway.")
{
    new HelpOption(),
    new VersionOption(),
    ServeCommand.Create(),
    DemoCommand.Create(),
    ImportCommand.Create(),
    HistoryCommand.Create(),
    LearnCommand.Create(),
    ForecastCommand.Create(),
    LintCommand.Create(),
    ProcessCommand.Create(),
    ExportCommand.Create(),
    MaintenanceCommands.Verify(),
    MaintenanceCommands.Rebuild(),
};
return await FrontDoor.Run(headway, args);
