using Headway.Opportunities;
using Xunit;

namespace Headway.SystemTests.Storage;

/// <summary>Whatever was done to the table by other hands is found by walking the chain.</summary>
public abstract partial class StoreContract
{
    [Fact]
    public async Task The_chain_verifies_and_its_head_changes_with_every_fact()
    {
        Assert.Equal((0L, null), await Verified());
        await Found();
        var one = await maintenance.Verify(Cancel);
        await Add(new Step(StreamId.Of(Company.Pumps), new AmountChanged(null)));
        var two = await maintenance.Verify(Cancel);
        Assert.Equal((one.Facts + 1, null, null), (two.Facts, one.BrokenAt, two.BrokenAt));
        Assert.NotEqual(one.HeadHash, two.HeadHash);
    }

    public static TheoryData<string, long> Tamperings => new()
    {
        { """update facts set "Payload" = "Payload" || ' ' where "Position" = 5""", 5 },
        { """update facts set "Stream" = "Stream" || 'x' where "Position" = 5""", 5 },
        { """update facts set "Version" = "Version" + 7 where "Position" = 5""", 5 },
        { """update facts set "Name" = 'team-formed.v1' where "Position" = 5""", 5 },
        { """update facts set "EffectiveAt" = "EffectiveAt" - 1 where "Position" = 5""", 5 },
        { """update facts set "RecordedAt" = "RecordedAt" - 1 where "Position" = 5""", 5 },
        { """update facts set "AppendedAt" = "AppendedAt" - 1 where "Position" = 5""", 5 },
        { """update facts set "Person" = null where "Position" = 5""", 5 },
        { """update facts set "Cause" = 'api' where "Position" = 5""", 5 },
        { """update facts set "Hash" = (select "Hash" from facts where "Position" = 4) where "Position" = 5""", 5 },
        { """delete from facts where "Position" = 5""", 6 },
        { """delete from facts where "Position" = 1""", 2 },
        { """
          update facts set "Position" = -5 where "Position" = 5; update facts set "Position" = 5 where "Position" = 6;
          update facts set "Position" = 6 where "Position" = -5
          """, 5 },
        { """
          insert into facts select 1000, "Stream" || 'y', 1, "Name", "EffectiveAt", "RecordedAt", "AppendedAt", "Person", "Cause",
          "Payload", "Hash"
          from facts where "Position" = 4
          """, 1000 },
    };

    [Theory]
    [MemberData(nameof(Tamperings))]
    public async Task Tampering_is_found(string sql, long brokenAt)
    {
        await Found();
        var columns = """
            ("Position", "Stream", "Version", "Name", "EffectiveAt", "RecordedAt", "AppendedAt", "Person", "Cause", "Payload", "Hash")
            """;
        await Execute(sql.Replace("into facts select", $"into facts {columns} select", StringComparison.Ordinal));
        Assert.Equal(brokenAt, (await maintenance.Verify(Cancel)).BrokenAt);
    }

    [Fact]
    public async Task A_cut_tail_shows_only_in_the_number_of_facts_and_the_head_which_is_why_both_are_kept_outside()
    {
        await Found();
        var whole = await maintenance.Verify(Cancel);
        await Execute($"""delete from facts where "Position" = {whole.Facts}""");
        var cut = await maintenance.Verify(Cancel);
        Assert.Equal((null, whole.Facts - 1), (cut.BrokenAt, cut.Facts));
        Assert.NotEqual(whole.HeadHash, cut.HeadHash);
    }
}
