using System.Diagnostics;
using System.Text.Json.Nodes;
using Xunit;

namespace Headway.SystemTests.CommandLine;

/// <summary>What a command said and how it ended.</summary>
internal sealed record Said(int Code, string Output, string Messages)
{
    public JsonNode Json => JsonNode.Parse(Output)!;
}

/// <summary>The built program with a database of its own in a folder that goes with the test.</summary>
internal sealed class HeadwayProgram : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public HeadwayProgram() => Directory.CreateDirectory(Folder);

    /// <summary>Files of the test go here too; commands are run in it.</summary>
    public string Folder { get; } = Path.Combine(Path.GetTempPath(), "headway-" + Path.GetRandomFileName());

    public static string Repository { get; } = FindRepository();

    public string Write(string name, string text)
    {
        File.WriteAllText(Path.Combine(Folder, name), text);
        return name;
    }

    public string WriteBytes(string name, ReadOnlySpan<byte> bytes)
    {
        File.WriteAllBytes(Path.Combine(Folder, name), bytes);
        return name;
    }

    /// <summary>Puts a file where commands find it by this name.</summary>
    public string Copy(string from, string name)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Copy(from, path, overwrite: true);
        return name;
    }

    /// <param name="file">Below the repository, for example examples/mappings/nordhaven.mapping.yaml; it gets the same name here.</param>
    public string CopyExample(string file) => Copy(Path.Combine(Repository, file), file);

    public Said Run(params string[] arguments) => RunWith([], arguments);

    public Said RunWith((string Name, string Value)[] environment, params string[] arguments)
    {
        using var process = Start(environment, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var messages = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"headway {string.Join(' ', arguments)} had not ended after {Patience}.");
        }
        var said = new Said(process.ExitCode, output.GetAwaiter().GetResult(), messages.GetAwaiter().GetResult());
        // A fault ends with 1 like a refusal does, so a test that expects 1 would not see it.
        if ((said.Output + said.Messages).Contains("This is a fault in Headway", StringComparison.Ordinal))
            Assert.Fail($"headway {string.Join(' ', arguments)}: {said.Output}{said.Messages}");
        return said;
    }

    /// <summary>For a command that goes on, such as serve; whoever starts it kills it.</summary>
    public Process Start((string Name, string Value)[] environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Headway.App.dll"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Folder,
        };
        start.Environment["HEADWAY_DATA"] = Path.Combine(Folder, "data");
        start.Environment.Remove("HEADWAY_DATABASE");
        start.Environment["HEADWAY_TRACE"] = "1";
        start.Environment.Remove("COLUMNS");
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    /// <summary>A file of the real logs beside the repository; without it the test is skipped.</summary>
    public static string SharedLog(string name)
    {
        var beside = Path.Combine(Repository, "..", "shared");
        var folder = Directory.Exists(beside) ? beside : Environment.GetEnvironmentVariable("HEADWAY_SHARED") ?? "";
        var path = Path.Combine(folder, "data", name);
        if (!File.Exists(path)) Assert.Skip($"shared/data is absent: {name}");
        return path;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Headway.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("Headway.slnx is not above the tests.");
    }
}
