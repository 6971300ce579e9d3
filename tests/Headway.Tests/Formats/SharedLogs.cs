using Xunit;

namespace Headway.Tests.Formats;

/// <summary>Real logs of others lie beside the repository and are never part of it; without them the tests on them are skipped.</summary>
internal static class SharedLogs
{
    public static string Path(string name)
    {
        var path = System.IO.Path.Combine(Folder() ?? "", "data", name);
        if (!File.Exists(path)) Assert.Skip($"shared/data is absent: {name}");
        return path;
    }

    public static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Headway.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("Headway.slnx is not above the tests.");
    }

    private static string? Folder()
    {
        var beside = System.IO.Path.Combine(Repository(), "..", "shared");
        return Directory.Exists(beside) ? beside : Environment.GetEnvironmentVariable("HEADWAY_SHARED");
    }
}
