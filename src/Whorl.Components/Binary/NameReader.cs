using Whorl.Components.Validation;

namespace Whorl.Components.Binary;

/// <summary>Reads the names of imports and exports with their attributes.</summary>
internal static class NameReader
{
    public static ExternName Read(ref ByteReader reader)
    {
        var form = reader.ReadByte();
        if (form > 2)
        {
            throw reader.UnknownByte(form, "component name");
        }

        var name = new ExternName(reader.ReadName());
        if (form < 2)
        {
            return name;
        }

        var count = reader.ReadU32();
        for (uint i = 0; i < count; i++)
        {
            name = ReadAttribute(ref reader, name);
        }

        return name;
    }

    private static ExternName ReadAttribute(ref ByteReader reader, ExternName name)
    {
        var offset = reader.Offset;
        var kind = reader.ReadByte();
        return kind switch
        {
            0 => name with { Implements = Once(name.Implements, "implements", reader.ReadName(), offset) },
            1 => name with { VersionSuffix = Once(name.VersionSuffix, "versionsuffix", reader.ReadName(), offset) },
            2 => name with { ExternalId = Once(name.ExternalId, "external-id", reader.ReadName(), offset) },
            _ => throw reader.UnknownByte(kind, "name option"),
        };
    }

    private static string Once(string? previous, string attribute, string value, long offset) => previous is null
        ? value
        : throw new InvalidComponentException($"duplicate '{attribute}' option in name", offset);
}
