using System.CommandLine;
using Headway.Storage.Views;

namespace Headway.App.Serving;

internal static class ServeCommand
{
    public const int DefaultPort = 5300;

    public static Command Create()
    {
        var command = new Command("serve", "Serve Headway. The first start prints a one-time link to set it up.");
        var data = DatabaseOptions.AddTo(command);
        var port = PortOption(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var app = HeadwayServer.Build(new ServerOptions(data.Read(parsed), parsed.GetValue(port)));
            await app.Services.GetRequiredService<Maintenance>().Upgrade(cancel);
            await app.StartAsync(cancel);
            var address = HeadwayServer.AddressOf(app);
            var link = await app.Services.GetRequiredService<Access.FirstRun>().LinkWhenNobodyIsHere(address, cancel);
            Console.WriteLine(
                link is null ? $"Headway is at {address}" : $"Headway is at {address}\nSet it up with this link, once: {link}");
            await app.WaitForShutdownAsync(cancel);
            return 0;
        });
        return command;
    }

    public static Option<int> PortOption(Command command)
    {
        var port = new Option<int>("--port")
        {
            Description = "Port on this machine; 0 = any that is free.",
            DefaultValueFactory = _ => DefaultPort,
        };
        port.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && int.TryParse(token.Value, out var asked) && asked is < 0 or > 65_535)
                result.AddError($"--port {token.Value}: write a number from 0 to 65535.");
        });
        command.Options.Add(port);
        return port;
    }
}
