using System.CommandLine;

namespace Headway.App.Serving;

/// <summary>The options every command that reads or writes the history understands.</summary>
internal sealed class DatabaseOptions
{
    private readonly Option<string?> folder = new(
        "--data")
    { Description = "Folder of the embedded database (default: HEADWAY_DATA, else your data folder)." };

    private readonly Option<string?> connection = new(
        "--database")
    { Description = "Connection to PostgreSQL instead, for example \"Host=…\" (or HEADWAY_DATABASE)." };

    public static DatabaseOptions AddTo(Command command)
    {
        var options = new DatabaseOptions();
        command.Options.Add(options.folder);
        command.Options.Add(options.connection);
        return options;
    }

    public Database Read(ParseResult parsed) => Database.From(parsed.GetValue(folder), parsed.GetValue(connection));
}
