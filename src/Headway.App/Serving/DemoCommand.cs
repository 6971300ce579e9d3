using System.CommandLine;
using Headway.Storage.Views;

namespace Headway.App.Serving;

internal static class DemoCommand
{
    public static Command Create()
    {
        var command = new Command("demo", "Serve a realistic company, generated and the same on every machine, in a database of its own.");
        var data = DatabaseOptions.AddTo(command);
        var port = ServeCommand.PortOption(command);
        var fresh = new Option<bool>("--fresh") { Description = "Throw the demo database away and generate it anew." };
        command.Options.Add(fresh);
        command.SetAction(async (parsed, cancel) =>
        {
            var database = InItsOwnFolder(data.Read(parsed));
            if (parsed.GetValue(fresh) && database is Database.Embedded(var folder) && Directory.Exists(folder)) Directory.Delete(
                folder, recursive: true);
            var app = HeadwayServer.Build(new ServerOptions(database, parsed.GetValue(port)) { IsDemo = true });
            await app.Services.GetRequiredService<Maintenance>().Upgrade(cancel);
            var password = await DemoCompany.SeedInto(app.Services, Console.Error, cancel);
            await app.Services.GetRequiredService<Forecasting.Analysis>().Refresh(TimeProvider.System.GetUtcNow(), cancel);
            await app.StartAsync(cancel);
            Console.WriteLine($"The demo company is at {HeadwayServer.AddressOf(app)}");
            foreach (var (who, email) in DemoCompany.Doors) Console.WriteLine($"  {who,-15} {email}");
            Console.WriteLine($"  password        {password}");
            if (database is Database.Embedded(var kept))
                Console.WriteLine($"  other commands  --data {Quoted(kept)}");
            await app.WaitForShutdownAsync(cancel);
            return 0;
        });
        return command;
    }

    private static string Quoted(string path) => path.Contains(' ', StringComparison.Ordinal) ? $"\"{path}\"" : path;

    /// <summary>The demo never touches a real history: it lives in a folder beside it.</summary>
    private static Database InItsOwnFolder(Database database) =>
        database is Database.Embedded(var folder) ? new Database.Embedded(Path.Combine(folder, "demo")) : database;
}
