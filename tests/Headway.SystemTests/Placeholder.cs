using Xunit;

namespace Headway.SystemTests;

public sealed class The_house
{
    [Fact]
    public void Stands() => Assert.Equal(2, 1 + 1);
}
