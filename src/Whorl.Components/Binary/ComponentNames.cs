using System.Collections.Immutable;

namespace Whorl.Components.Binary;

/// <summary>The names that a component's <c>component-name</c> section gives to itself and to its core modules, for back-traces.</summary>
internal sealed record ComponentNames(string? Component, ImmutableDictionary<int, string> CoreModules)
{
    public const string SectionName = "component-name";

    public static ComponentNames None { get; } = new(null, ImmutableDictionary<int, string>.Empty);

    /// <summary>Reads the section. Names are only a courtesy: a malformed section is as good as none.</summary>
    public static ComponentNames Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return ReadSubsections(new ByteReader(bytes, 0));
        }
        catch (InvalidComponentException)
        {
            return None;
        }
    }

    private static ComponentNames ReadSubsections(ByteReader reader)
    {
        var names = None;
        while (!reader.AtEnd)
        {
            var id = reader.ReadByte();
            var section = reader.ReadSection(reader.ReadU32());
            if (id == 0)
            {
                names = names with { Component = section.ReadName() };
            }
            else if (id == 1 && section.ReadByte() == 0x00 && section.ReadByte() == 0x11)
            {
                names = names with { CoreModules = ReadNameMap(ref section) };
            }
        }

        return names;
    }

    private static ImmutableDictionary<int, string> ReadNameMap(ref ByteReader section)
    {
        var names = ImmutableDictionary.CreateBuilder<int, string>();
        var count = section.ReadCount(BinaryLimits.Definitions, "name");
        for (var i = 0; i < count; i++)
        {
            names[(int)section.ReadU32()] = section.ReadName();
        }

        return names.ToImmutable();
    }
}
