using System.Text;
using Headway.Formats.Mapping;

namespace Headway.App.Histories;

/// <summary>The rows an import could not use, in a file beside the log. A file that is there already may be one somebody is mending, so it
/// stays and the next one gets a number.</summary>
internal static class RejectFile
{
    /// <summary>Whoever has kept so many tries no order among them any more.</summary>
    private const int MostFiles = 99;

    public static void Write(RejectedRows rejected, FileInfo log)
    {
        try
        {
            if (Create(log) is not { } file)
            {
                Console.Error.WriteLine($"Beside the log lie {MostFiles} files of rejected rows; take some away and import again.");
                return;
            }
            using var writer = new StreamWriter(file, new UTF8Encoding(false));
            rejected.WriteTo(writer);
            Console.Error.WriteLine(Sentence(rejected, Path.GetFileName(file.Name)));
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or IOException)
        {
            Console.Error.WriteLine($"The rejected rows could not be written beside the log ({failure.Message}); the report lists them.");
        }
    }

    private static string Sentence(RejectedRows rejected, string name)
    {
        var all = rejected.Listed.Length == rejected.Count;
        // An event of XES is no row that could be mended by itself; its line in the log is what helps.
        if (!rejected.CanBeMended)
            return $"{(all ? "The rejected events" : Part("rejected events"))} are listed in {name} beside the log, each with its line and "
                + "the reason; mend the log itself, or where it comes from.";
        return all
            ? $"The rejected rows stand in {name} beside the log, each with its reason; mended, they can be imported."
            : $"{Part("rejected rows")} stand in {name} beside the log, each with its reason; with so many, mend where they come from.";

        string Part(string what) => $"The first {rejected.Listed.Length:N0} of {rejected.Count:N0} {what}";
    }

    private static FileStream? Create(FileInfo log)
    {
        for (var number = 1; number <= MostFiles; number++)
        {
            var path = $"{log.FullName}.rejected{(number == 1 ? "" : $"-{number}")}.csv";
            if (!File.Exists(path)) return new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        }
        return null;
    }
}
