using System.CommandLine;
using Headway.App.Serving;

// The machine's culture must not reach numbers, dates or sort order; InvariantGlobalization sees to it (Directory.Build.props).
var root = new RootCommand("Headway: a sales process that is directed at goals. Activity is not headway.")
{
    ServeCommand.Create(),
    DemoCommand.Create(),
    MaintenanceCommands.Verify(),
    MaintenanceCommands.Rebuild(),
};
return await root.Parse(args).InvokeAsync();
