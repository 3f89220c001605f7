using Whorl.Components.Binary;
using Whorl.Components.Linking;
using Whorl.Components.Validation;
using Whorl.Wasmtime;

namespace Whorl.Fuzz.Binaries;

/// <summary>
/// Whatever the bytes, decoding, validating and planning end: with a result or with one of two exceptions. What they allocate is in
/// proportion to the input, which also bounds the time that they take, since no step of theirs is for nothing.
/// </summary>
public sealed class DecoderTests
{
    private const int Inputs = 400;
    private const long AllocationPerByte = 2_000;

    // A few bytes can ask for as many instances, and as much work on types, as the limits allow.
    private const long FixedAllocation = 128 << 20;

    public static TheoryData<int> Seeds => FuzzRun.Seeds;

    [Fact]
    public void Decode_OfTheCorpus_DecodesOrThrows()
    {
        foreach (var input in Corpus.All)
        {
            BinaryFailure.Explain(input, () => Check(input));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Decode_OfMutations_DecodesOrThrows(int seed)
    {
        var mutator = new BinaryMutator(seed);
        for (var i = FuzzRun.Times(Inputs); i > 0; i--)
        {
            var input = mutator.Next();
            BinaryFailure.Explain(input, () => Check(input));
        }
    }

    /// <summary>As much of everything as fits under each limit alone.</summary>
    [Theory]
    [InlineData("(core func (canon resource.new $t))")]
    [InlineData("(alias core export $core \"f\" (core func))")]
    [InlineData("(core instance (export \"f\" (func $f)))")]
    [InlineData("(instance (export \"f\" (func $lifted)))")]
    [InlineData("(func (canon lift (core func $f)))")]
    [InlineData("(core func (canon lower (func $lifted)))")]
    public void Plan_OfManyInstancesWithManyParts_IsBounded(string part)
    {
        const int Parts = 900;
        const int Levels = 12;
        var text = $"""
            (component $c0
              (type $t (resource (rep i32)))
              (core module $m (func (export "f")))
              (core instance $core (instantiate $m))
              (alias core export $core "f" (core func $f))
              (func $lifted (canon lift (core func $f)))
              {string.Concat(Enumerable.Repeat(part, Parts))})
            """;
        for (var i = 1; i < Levels; i++)
        {
            text = $"(component $c{i} {text} (instance (instantiate $c{i - 1})) (instance (instantiate $c{i - 1})))";
        }

        Check(Wat.ToWasm(text));
    }

    private static void Check(byte[] input)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            ComponentDefinition component = ComponentBinary.Decode(input);
            Planner.Plan(component, ImportBindings.None);
        }
        catch (InvalidComponentException e)
        {
            Assert.InRange(e.Offset, 0, input.Length);
        }
        catch (UnsupportedComponentException)
        {
            // Valid, and refused.
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, FixedAllocation + (AllocationPerByte * input.Length));
    }
}
