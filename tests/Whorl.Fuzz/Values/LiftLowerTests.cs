using Whorl.Components.Tests.Abi;

namespace Whorl.Fuzz.Values;

/// <summary>Lifting what was lowered gives the same value again, for random types and random values of them.</summary>
public sealed class LiftLowerTests
{
    private const int Types = 12;
    private const int ValuesPerType = 6;
    private const int Depth = 4;

    public static TheoryData<int> Seeds => FuzzRun.Seeds;

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Value_LoweredAndLifted_IsTheSame(int seed)
    {
        var random = new Random(seed);
        for (var i = FuzzRun.Times(Types); i > 0; i--)
        {
            var type = RandomType.Of(random, Depth);
            using var chain = new ValueChain(type.Text, random);
            for (var j = 0; j < ValuesPerType; j++)
            {
                var value = type.Make(random);
                var (put, taken) = chain.Pass(value);
                Assert.True(put.Equals(value) && taken.Equals(value), $"seed {seed}: {value} of type {type.Text} became {put} and {taken}");
            }
        }
    }
}
