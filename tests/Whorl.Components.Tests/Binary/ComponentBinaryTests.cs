using Whorl.Components.Binary;
using Whorl.Wasmtime;

namespace Whorl.Components.Tests.Binary;

public sealed class ComponentBinaryTests
{
    private static readonly byte[] s_preamble = [0x00, 0x61, 0x73, 0x6d, 0x0d, 0x00, 0x01, 0x00];

    [Fact]
    public void Decode_OfACoreModule_SaysWhatToDo()
    {
        var error = Assert.Throws<InvalidComponentException>(() => ComponentBinary.Decode(Wat.ToWasm("(module)")));

        Assert.Contains("found a core module", error.Message, StringComparison.Ordinal);
        Assert.Contains("wasm-tools component new", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_OfSomethingElse_SaysThatItIsNotWebAssembly()
    {
        var error = Assert.Throws<InvalidComponentException>(() => ComponentBinary.Decode("<!DOCTYPE html>"u8.ToArray()));

        Assert.Contains("not WebAssembly", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_OfNestedTypesBeyondTheLimit_Throws()
    {
        var wat = "(component (type $t0 u8)";
        for (var i = 0; i < 101; i++)
        {
            wat += $"(type $t{i + 1} (list $t{i}))";
        }

        var error = Assert.Throws<InvalidComponentException>(() => ComponentBinary.Decode(Wat.ToWasm(wat + ")")));

        Assert.Contains("type nesting is too deep", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_OfTypesThatDoubleWithEachStep_ThrowsAtTheLimit()
    {
        var wat = "(component (type $t0 u8)";
        for (var i = 0; i < 30; i++)
        {
            wat += $"(type $t{i + 1} (tuple $t{i} $t{i}))";
        }

        var error = Assert.Throws<InvalidComponentException>(() => ComponentBinary.Decode(Wat.ToWasm(wat + ")")));

        Assert.Contains("effective type size", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_OfDeeplyNestedComponents_Throws()
    {
        byte[] component = s_preamble;
        for (var i = 0; i < 200; i++)
        {
            component = [.. s_preamble, 0x04, .. Leb((uint)component.Length), .. component];
        }

        var error = Assert.Throws<InvalidComponentException>(() => ComponentBinary.Decode(component));

        Assert.Contains("nested more than", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_OfDeeplyNestedInstanceTypes_Throws()
    {
        // 0x42 0x01 0x01: an instance type with one declaration, which is a type.
        byte[] types = [0x01, .. Enumerable.Repeat<byte[]>([0x42, 0x01, 0x01], 10_000).SelectMany(b => b), 0x7f];
        byte[] component = [.. s_preamble, 0x07, .. Leb((uint)types.Length), .. types];

        Assert.Throws<InvalidComponentException>(() => ComponentBinary.Decode(component));
    }

    [Fact]
    public void Decode_OfNamedModules_KeepsTheNames()
    {
        var component = ComponentBinary.Decode(Wat.ToWasm("(component $app (core module $first) (core module) (core module $third))"));

        Assert.Equal("app", component.Names.Component);
        Assert.Equal("first", component.Names.CoreModules[0]);
        Assert.Equal("third", component.Names.CoreModules[2]);
    }

    private static byte[] Leb(uint value)
    {
        var bytes = new List<byte>();
        do
        {
            bytes.Add((byte)(value > 0x7f ? value | 0x80 : value));
            value >>= 7;
        }
        while (value > 0);
        return [.. bytes];
    }
}
