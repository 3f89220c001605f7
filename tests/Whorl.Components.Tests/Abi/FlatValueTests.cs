using Whorl.Components.Abi;
using Whorl.Components.Hosting;

namespace Whorl.Components.Tests.Abi;

public sealed class FlatValueTests
{
    [Theory]
    [InlineData(0u)]
    [InlineData(0xd7ffu)]
    [InlineData(0xe000u)]
    [InlineData(0x10ffffu)]
    public void Char_AtTheEdgesOfWhatIsValid_IsLifted(uint value) => Assert.Equal((int)value, FlatValue.Char(value).Value);

    [Theory]
    [InlineData(0xd800u)]
    [InlineData(0xdfffu)]
    [InlineData(0x110000u)]
    [InlineData(uint.MaxValue)]
    public void Char_ThatIsNone_Traps(uint value) =>
        Assert.StartsWith("invalid `char` bit pattern", Assert.Throws<GuestTrapException>(() => FlatValue.Char(value)).Message, StringComparison.Ordinal);

    [Fact]
    public void Discriminant_BeyondTheLastCase_Traps()
    {
        Assert.Equal(2u, FlatValue.Discriminant(2, 3));
        Assert.StartsWith(
            "invalid variant discriminant", Assert.Throws<GuestTrapException>(() => FlatValue.Discriminant(3, 3)).Message, StringComparison.Ordinal);
    }
}
