using System.CommandLine;
using System.Data.Common;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Data.Sqlite;

namespace Headway.App.Serving;

/// <summary>Where a command line comes in and an exit code goes out: 0 done, 1 refused or faulty, 2 not understood.</summary>
internal static class FrontDoor
{
    /// <summary>Set to 1, a fault shows where it happened.</summary>
    public const string TraceVariable = "HEADWAY_TRACE";

    private const int Usage = 2;

    public static async Task<int> Run(Command headway, string[] arguments)
    {
        var json = arguments.Contains("--json", StringComparer.Ordinal);
        try
        {
            var parsed = headway.Parse(arguments);
            if (UsageError.Of(parsed) is { } error) return Misunderstood(error, json);
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (OperationCanceledException)
        {
            return 1; // Somebody pressed Ctrl+C, and knows it.
        }
        catch (Exception fault)
        {
            if (Environment.GetEnvironmentVariable(TraceVariable) == "1") Console.Error.WriteLine(fault);
            return TextOutput.Refuse(Expected(fault) ?? Unexpected(fault), json);
        }
    }

    private static int Misunderstood(UsageError error, bool json)
    {
        if (json) TextOutput.Refuse(new Refusal("usage", error.Sentence), json);
        Console.Error.WriteLine(json ? error.Hint : $"{error.Sentence}\n{error.Hint}");
        return Usage;
    }

    /// <summary>What the machine may refuse at any time: files, folders, ports and databases.</summary>
    private static Refusal? Expected(Exception fault)
    {
        for (var each = fault; each is not null; each = each.InnerException)
        {
            switch (each)
            {
                case AddressInUseException or SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse }:
                    return new Refusal("port-in-use", "The port is in use, perhaps by another Headway. Stop that one, or take another "
                        + "port: --port 0 takes any that is free.");
                case SocketException { SocketErrorCode: SocketError.AccessDenied }:
                    return new Refusal("port-not-allowed", "This account may not open that port; take one above 1023, or --port 0.");
                case UnauthorizedAccessException or DirectoryNotFoundException or FileNotFoundException or PathTooLongException:
                    return new Refusal("file-unreachable", $"{each.Message} Look at the name, and at who may read and write there.");
                case SqliteException { SqliteErrorCode: 8 or 10 or 13 or 14 or 26 } sqlite:
                    return new Refusal("database-unreachable", $"The embedded database cannot be used ({sqlite.Message}). Look at the "
                        + "folder named by --data or HEADWAY_DATA.");
                case DbException when each.InnerException is SocketException or TimeoutException:
                    return new Refusal("database-unreachable", $"The database cannot be reached ({each.Message}). Look at --database or "
                        + "HEADWAY_DATABASE.");
            }
        }
        // Last, because a port in use comes wrapped in one of these.
        return fault is IOException ? new Refusal("file-unreachable", fault.Message) : null;
    }

    private static Refusal Unexpected(Exception fault) => new("fault",
        $"This is a fault in Headway: {fault.GetType().Name}, {fault.Message.ReplaceLineEndings(" ")} Please report it to "
        + $"the maintainers with what you ran; {TraceVariable}=1 before the command shows where it happened.");
}
