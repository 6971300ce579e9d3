using System.Text.RegularExpressions;
using Xunit;

namespace Headway.Tests.Conventions;

public sealed partial class Arrows
{
    private static readonly Dictionary<string, string[]> References = new()
    {
        ["Headway.Statistics"] = [],
        ["Headway"] = ["Headway.Statistics"],
        ["Headway.Formats"] = ["Headway", "Headway.Statistics"],
        ["Headway.Storage"] = ["Headway", "Headway.Statistics"],
        ["Headway.App"] = ["Headway", "Headway.Formats", "Headway.Statistics", "Headway.Storage"],
    };

    /// <summary>
    /// A folder of the domain uses only those before it. Goals come late: planning backwards from one reads learning and forecasting. The
    /// generated company comes last of all: it makes facts of every kind, and nothing reads it but demo, tests and benchmarks.
    /// </summary>
    private static readonly string[] Folders =
        ["Language", "Access", "Processes", "Opportunities", "Histories", "Learning", "Forecasting", "Goals", "Histories/Generated"];

    [Fact]
    public void Between_projects_point_one_way()
    {
        var offenders = Repository.Files("src", ".csproj").SelectMany(path =>
        {
            var project = Path.GetFileNameWithoutExtension(path);
            Assert.True(References.ContainsKey(project), $"{project} is new: say here what it may reference.");
            return ProjectReference().Matches(Repository.Text(path)).Select(match => match.Groups[1].Value)
                .Where(used => !References[project].Contains(used)).Select(used => $"{project} -> {used}");
        });
        Repository.None(offenders);
    }

    [Fact]
    public void Between_folders_of_the_domain_point_one_way()
    {
        var offenders =
            from path in Repository.Files("src/Headway", ".cs")
            let own = FolderOf(path)
            from used in NamespacesUsed().Matches(Repository.Text(path)).Select(match => match.Groups[1].Value.Replace('.', '/')).Distinct()
            let folder = Folders.LastOrDefault(folder => used == folder || used.StartsWith(folder + "/", StringComparison.Ordinal))
            where folder is not null && Array.IndexOf(Folders, folder) > Array.IndexOf(Folders, own)
            select $"{path} uses {folder}";
        Repository.None(offenders);
    }

    [Fact]
    public void Every_folder_of_the_domain_has_its_place() =>
        Assert.All(Repository.Files("src/Headway", ".cs"), path => Assert.Contains(FolderOf(path), Folders));

    private static string FolderOf(string path)
    {
        var below = path["src/Headway/".Length..];
        return Folders.LastOrDefault(folder => below.StartsWith(folder + "/", StringComparison.Ordinal)) ?? below;
    }

    [GeneratedRegex(@"<ProjectReference Include=""[^""]*?([\w.]+)\.csproj""")]
    private static partial Regex ProjectReference();

    [GeneratedRegex(@"\bHeadway\.((?:Access|Processes|Opportunities|Histories|Learning|Forecasting|Goals)(?:\.Generated)?)\b")]
    private static partial Regex NamespacesUsed();
}
