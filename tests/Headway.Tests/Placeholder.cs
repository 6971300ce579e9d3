using Xunit;

namespace Headway.Tests;

public sealed class The_house
{
    [Fact]
    public void Stands() => Assert.Equal(2, 1 + 1);
}
