using System.CommandLine;
using Headway.Storage.Views;

namespace Headway.App.Serving;

internal static class MaintenanceCommands
{
    public static Command Verify()
    {
        var command = new Command("verify", "Walk the whole history and check that no fact was edited, moved or left out.");
        var data = DatabaseOptions.AddTo(command);
        var json = JsonOutput.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var (_, maintenance) = await data.Read(parsed).Ready(cancel);
            var result = await maintenance.Verify(cancel);
            if (parsed.GetValue(json)) JsonOutput.Write(
                new { facts = result.Facts, whole = result.BrokenAt is null, brokenAt = result.BrokenAt, head = result.HeadHash });
            else if (result.BrokenAt is { } position) Console.WriteLine(
                $"The history is broken at position {position}: from there on it is not what was written. Restore a backup.");
            else Console.WriteLine($"{result.Facts:N0} facts, the chain is whole. Head {result.HeadHash}.");
            return result.BrokenAt is null ? 0 : 1;
        });
        return command;
    }

    public static Command Rebuild()
    {
        var command = new Command("rebuild", "Build every view anew from the facts.");
        var data = DatabaseOptions.AddTo(command);
        var json = JsonOutput.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var (_, maintenance) = await data.Read(parsed).Ready(cancel);
            Console.Error.WriteLine("Building views from facts …");
            var facts = await maintenance.Rebuild(cancel);
            if (parsed.GetValue(json)) JsonOutput.Write(new { facts });
            else Console.WriteLine($"Views rebuilt from {facts:N0} facts.");
            return 0;
        });
        return command;
    }
}
