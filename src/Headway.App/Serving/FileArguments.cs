using System.CommandLine;
using System.CommandLine.Parsing;

namespace Headway.App.Serving;

/// <summary>Arguments that name files: a folder or nothing at all is told before anything is opened.</summary>
internal static class FileArguments
{
    public static Argument<FileInfo> AcceptFilesOnly(this Argument<FileInfo> argument)
    {
        argument.Validators.Add(Check);
        return argument;
    }

    public static Argument<FileInfo[]> AcceptFilesOnly(this Argument<FileInfo[]> argument)
    {
        argument.Validators.Add(Check);
        return argument;
    }

    public static Option<FileInfo> AcceptFilesOnly(this Option<FileInfo> option)
    {
        option.Validators.Add(Check);
        return option;
    }

    /// <summary>Files or folders: only what is not there is told.</summary>
    public static Argument<FileSystemInfo[]> AcceptWhatIsThere(this Argument<FileSystemInfo[]> argument)
    {
        argument.Validators.Add(result =>
        {
            foreach (var name in result.Tokens.Select(token => token.Value).Where(name => !Path.Exists(name)))
                result.AddError($"There is no file {name}.");
        });
        return argument;
    }

    private static void Check(SymbolResult result)
    {
        foreach (var name in result.Tokens.Select(token => token.Value))
        {
            if (Directory.Exists(name)) result.AddError($"{name} is a folder; name a file in it.");
            else if (!File.Exists(name)) result.AddError($"There is no file {name}.");
        }
    }
}
