using Whorl.Capabilities.Llm;
using Whorl.Capabilities.Llm.Local.Llama;

namespace Whorl.Capabilities.Tests.Llm.Local;

public sealed class SamplerTests
{
    private const int Draws = 20_000;
    private static readonly InferenceParameters s_plain = new() { Temperature = 1, TopK = 0, TopP = 1, RepeatPenalty = 1 };

    /// <summary>Chances of 1/2, 1/4, 1/8 and 1/8.</summary>
    private static float[] Logits => [MathF.Log(2), MathF.Log(8), MathF.Log(4), MathF.Log(2)];

    [Theory]
    [InlineData(0u, 1f, 0.125, 0.5, 0.25, 0.125)]
    [InlineData(2u, 1f, 0.0, 2 / 3.0, 1 / 3.0, 0.0)]
    [InlineData(1u, 1f, 0.0, 1.0, 0.0, 0.0)]
    [InlineData(0u, 0.6f, 0.0, 2 / 3.0, 1 / 3.0, 0.0)]
    [InlineData(0u, 0.01f, 0.0, 1.0, 0.0, 0.0)]
    [InlineData(100u, 0f, 0.125, 0.5, 0.25, 0.125)]
    public void Next_Limits_LeaveTheLikeliestInTheirShares(uint topK, float topP, params double[] expected)
    {
        double[] shares = SharesOf(s_plain with { TopK = topK, TopP = topP });
        Assert.All(expected.Zip(shares), pair => Assert.Equal(pair.First, pair.Second, 0.02));
    }

    [Fact]
    public void Next_HigherTemperature_EvensTheChances()
    {
        // At a temperature of 2 the chances are as the square roots of 1, 4, 2 and 1.
        double sum = 1 + 2 + Math.Sqrt(2) + 1;
        double[] shares = SharesOf(s_plain with { Temperature = 2 });
        Assert.All(new[] { 1 / sum, 2 / sum, Math.Sqrt(2) / sum, 1 / sum }.Zip(shares), pair => Assert.Equal(pair.First, pair.Second, 0.02));
    }

    [Fact]
    public void Next_NothingLeftToChance_IsTheLikeliest() => Assert.Equal([0, 1, 0, 0], SharesOf(s_plain with { Temperature = 0 }));

    [Fact]
    public void Next_Penalty_MakesBothSignsLessLikely()
    {
        var sampler = new Sampler(s_plain with { Temperature = 0, RepeatPenalty = 3 }, new Random(1));
        Assert.Equal(1, sampler.Next([2, 1, -1], [0, 0, 2]));
        Assert.Equal(1, sampler.Next([-1, -2, -3], [0]));
    }

    [Fact]
    public void Next_NumbersThatAreNone_IsSomeToken()
    {
        Assert.InRange(new Sampler(s_plain, new Random(1)).Next([float.NaN, float.NaN], []), 0, 1);
        Assert.InRange(new Sampler(s_plain with { Temperature = 0 }, new Random(1)).Next([float.NaN, float.PositiveInfinity], []), 0, 1);
    }

    private static double[] SharesOf(InferenceParameters parameters)
    {
        var sampler = new Sampler(parameters, new Random(5));
        double[] counts = new double[Logits.Length];
        for (int i = 0; i < Draws; i++)
        {
            counts[sampler.Next(Logits, [])]++;
        }

        return [.. counts.Select(count => count / Draws)];
    }
}
