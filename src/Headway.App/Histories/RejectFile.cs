using System.Text;
using Headway.Formats.Mapping;

namespace Headway.App.Histories;

/// <summary>The rows an import could not use, in a file that was asked for. One that is there already is never written over.</summary>
internal static class RejectFile
{
    public static void Write(RejectedRows rejected, FileInfo to)
    {
        try
        {
            using var file = new FileStream(to.FullName, FileMode.CreateNew, FileAccess.Write);
            using var writer = new StreamWriter(file, new UTF8Encoding(false));
            rejected.WriteTo(writer);
            Console.Error.WriteLine(Sentence(rejected, to.ToString()));
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or IOException)
        {
            Console.Error.WriteLine($"The rejected rows could not be written to {to} ({failure.Message}); the report lists the first.");
        }
    }

    private static string Sentence(RejectedRows rejected, string name)
    {
        var all = rejected.Listed.Length == rejected.Count;
        // An event of XES is no row that could be mended by itself; its line in the log is what helps.
        if (!rejected.CanBeMended)
            return $"{(all ? "The rejected events" : Part("rejected events"))} are listed in {name}, each with its line and the reason; "
                + "mend the log itself, or where it comes from.";
        return all ? $"The rejected rows stand in {name}, each with its reason; mended, they can be imported."
            : $"{Part("rejected rows")} stand in {name}, each with its reason; with so many, mend where they come from.";

        string Part(string what) => $"The first {rejected.Listed.Length:N0} of {rejected.Count:N0} {what}";
    }
}
