namespace Whorl.Components.Tests.Abi;

/// <summary>
/// Values of random types go from the host through two components, each with a memory and a string encoding of its own, to a
/// function of the host, and the other way round as its result. They must arrive as they left.
/// </summary>
public sealed class RandomChainTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Value_PassedThroughTwoGuests_ArrivesUnchanged(int seed)
    {
        var random = new Random(seed);
        var type = RandomType.Of(random, 3);
        using var chain = new ValueChain(type.Text, random);
        for (var i = 0; i < 10; i++)
        {
            var value = type.Make(random);
            Assert.Equal((value, value), chain.Pass(value));
        }
    }
}
