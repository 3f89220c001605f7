using System.Text;
using Whorl.Wasmtime;

namespace Whorl.Components.Tests.Modules;

/// <summary>Core modules that carry a world, as bindings generators and linkers leave them.</summary>
internal static class WorldModule
{
    /// <summary>A module with a <c>component-type</c> section.</summary>
    /// <param name="world">The world's imports and exports, in the text format of a component type.</param>
    /// <param name="module">The module's fields, in the text format.</param>
    public static byte[] Make(string world, string module)
    {
        var section = Wat.ToWasm($"""
            (component
              (type (component (export "test:world/it" (component {world}))))
              (export "it" (type 0)))
            """);
        return [.. Wat.ToWasm($"(module {module})"), .. CustomSection("component-type:it", section)];
    }

    private static byte[] CustomSection(string name, byte[] content)
    {
        byte[] body = [.. Number((uint)name.Length), .. Encoding.UTF8.GetBytes(name), .. content];
        return [0, .. Number((uint)body.Length), .. body];
    }

    // LEB128.
    private static IEnumerable<byte> Number(uint value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            yield return (byte)(value | 0x80);
        }

        yield return (byte)value;
    }
}
