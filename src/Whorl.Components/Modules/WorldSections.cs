using Whorl.Components.Binary;
using Whorl.Components.Linking;
using Whorl.Components.Types;

namespace Whorl.Components.Modules;

/// <summary>
/// Reads the custom sections that bindings generators leave in a core module: each holds, as a component of types only, the world that
/// the module's imports and exports were generated from.
/// </summary>
internal static class WorldSections
{
    private const string Prefix = "component-type";
    private const string EncodingSection = "wit-component-encoding";
    private const byte NewestVersion = 4;

    /// <summary>The contents of the sections.</summary>
    /// <exception cref="InvalidComponentException">The module's sections are malformed.</exception>
    public static List<ReadOnlyMemory<byte>> Find(ReadOnlyMemory<byte> module)
    {
        var found = new List<ReadOnlyMemory<byte>>();
        var reader = new ByteReader(module, 0);
        Preamble.ReadModule(ref reader);
        while (!reader.AtEnd)
        {
            var id = reader.ReadByte();
            var section = reader.ReadSection(reader.ReadU32());
            if (id == 0 && section.ReadName().StartsWith(Prefix, StringComparison.Ordinal))
            {
                found.Add(section.Rest);
            }
        }

        return found;
    }

    /// <summary>The world of a module; an empty one if it says nothing.</summary>
    /// <exception cref="InvalidComponentException">A section does not hold a world.</exception>
    /// <exception cref="UnsupportedComponentException">A section is encoded in a later way than is known here.</exception>
    public static World Read(ReadOnlyMemory<byte> module)
    {
        World? world = null;
        foreach (var section in Find(module))
        {
            var next = ReadWorld(section);
            world = world?.Add(next) ?? next;
        }

        return world ?? World.Empty;
    }

    /// <summary>The world in a section: its component exports one type, of a component that exports one component, which is the world.</summary>
    /// <exception cref="InvalidComponentException">It does not hold a world.</exception>
    public static World ReadWorld(ReadOnlyMemory<byte> section)
    {
        var exports = ComponentBinary.Decode(section).Signature.Exports.ToList();
        return exports is [{ Value: TypeExtern { Referenced: ComponentSignature outer } }]
            && outer.Exports.ToList() is [{ Value: ComponentExtern { Type: var world } }]
            ? new World(world.Imports, world.Exports, ReadEncoding(section))
            : throw new InvalidComponentException($"a custom section `{Prefix}` does not hold a world", 0);
    }

    private static StringEncoding ReadEncoding(ReadOnlyMemory<byte> section)
    {
        var reader = new ByteReader(section, 0);
        Preamble.ReadComponent(ref reader);
        while (!reader.AtEnd)
        {
            var id = reader.ReadByte();
            var content = reader.ReadSection(reader.ReadU32());
            if (id != 0 || content.ReadName() != EncodingSection)
            {
                continue;
            }

            var version = content.ReadByte();
            return version > NewestVersion
                ? throw new UnsupportedComponentException(
                    $"The module's `{Prefix}` section is encoded in version {version}, and the newest that is known is {NewestVersion}: make a component of it with the tool that wrote it.")
                : content.ReadByte() switch
                {
                    0 => StringEncoding.Utf8,
                    1 => StringEncoding.Utf16,
                    2 => StringEncoding.Latin1Utf16,
                    var other => throw content.UnknownByte(other, "string encoding"),
                };
        }

        return StringEncoding.Utf8;
    }
}
