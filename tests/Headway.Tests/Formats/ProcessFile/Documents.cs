namespace Headway.Tests.Formats.ProcessFile;

/// <summary>Pages that are made from the code; HEADWAY_WRITE_DOCS=1 writes them anew before they are compared.</summary>
internal static class Documents
{
    public static void Refresh(string path, string text)
    {
        if (Environment.GetEnvironmentVariable("HEADWAY_WRITE_DOCS") != "1") return;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
