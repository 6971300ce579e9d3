using System.Text;
using Headway.Formats.Mapping;
using Headway.Formats.ProcessFile;
using Headway.Histories;
using Xunit;

namespace Headway.Tests.Formats.Fuzzing;

/// <summary>What spoilt files brought down once, in as few letters as do it.</summary>
public sealed class A_file_that_broke_a_reader_once
{
    [Fact]
    public void Is_refused_as_a_mapping_with_a_tag_that_is_no_address() =>
        Assert.Equal("yaml-broken", Assert.Single(MappingFile.Read("a: !!x[b]\n", "m").Findings).Rule);

    [Fact]
    public void Is_refused_as_a_process_with_a_tag_that_is_no_address()
    {
        var refused = ProcessFileReader.Read(Encoding.UTF8.GetBytes("a: !!x[b]\n"), "p").Match(
            _ => [], broken => broken.Findings.Where(finding => finding.Severity == Severity.Error).ToList());
        Assert.Contains("tag", Assert.Single(refused).Message, StringComparison.Ordinal);
    }
}
