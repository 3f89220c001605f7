using Whorl.Components.Binary;
using Whorl.Components.Linking;
using Whorl.Wasmtime;

namespace Whorl.Components.Tests.Binary;

/// <summary>Damaged components are rejected, or decoded when the damage does not matter; they never do any harm.</summary>
public sealed class HostileInputTests
{
    private const int FlipsPerComponent = 200;

    // Decoding must not allocate out of proportion to the input.
    private const long AllocationPerByte = 2_000;
    private const long FixedAllocation = 1 << 20;

    public static IEnumerable<TheoryDataRow<string>> Components() =>
        [.. TestCases.Files("Linking/cases", ".wat"), new TheoryDataRow<string>(nameof(SampleComponents.Hello))];

    [Theory]
    [MemberData(nameof(Components))]
    public void Decode_OfATruncatedComponent_Throws(string name)
    {
        var bytes = Read(name);
        for (var length = 0; length < bytes.Length; length += 1 + (bytes.Length / 2_000))
        {
            Check(bytes[..length]);
        }
    }

    [Theory]
    [MemberData(nameof(Components))]
    public void Decode_OfFlippedBytes_DecodesOrThrows(string name)
    {
        var bytes = Read(name);
        var random = new Random(name.Length);
        for (var i = 0; i < FlipsPerComponent; i++)
        {
            var damaged = bytes.ToArray();
            for (var flips = random.Next(1, 4); flips > 0; flips--)
            {
                damaged[random.Next(8, damaged.Length)] = (byte)random.Next(256);
            }

            Check(damaged);
        }
    }

    [Theory]
    [MemberData(nameof(Components))]
    public void Decode_OfMovedPieces_DecodesOrThrows(string name)
    {
        var bytes = Read(name);
        var random = new Random(name.Length);
        for (var i = 0; i < FlipsPerComponent; i++)
        {
            var damaged = bytes.ToArray();
            var length = random.Next(1, Math.Min(32, damaged.Length - 8));
            bytes.AsSpan(random.Next(8, bytes.Length - length), length).CopyTo(damaged.AsSpan(random.Next(8, bytes.Length - length)));
            Check(damaged);
        }
    }

    private static void Check(byte[] bytes)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            Planner.Plan(ComponentBinary.Decode(bytes), ImportBindings.None);
        }
        catch (InvalidComponentException error)
        {
            Assert.InRange(error.Offset, 0, bytes.Length);
        }
        catch (UnsupportedComponentException)
        {
            // What the damage made of it is valid but not runnable here.
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, FixedAllocation + (AllocationPerByte * bytes.Length));
    }

    private static byte[] Read(string name) => name == nameof(SampleComponents.Hello)
        ? File.ReadAllBytes(SampleComponents.Hello)
        : Wat.ToWasm(File.ReadAllText(Path.Combine(TestCases.Folder("Linking/cases"), name + ".wat")));
}
