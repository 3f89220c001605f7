using Whorl.Components.Binary;

namespace Whorl.Components.Linking;

/// <summary>Gives a closer look into small core modules than their types do.</summary>
internal static class CoreSections
{
    /// <summary>Handles the contents of one section; false when the module is none of those that are looked for.</summary>
    public delegate bool Visitor(byte id, ref ByteReader section);

    /// <summary>Visits the sections that are not custom. False when the visitor gave up or the module is malformed.</summary>
    public static bool Visit(ReadOnlyMemory<byte> module, Visitor visitor)
    {
        try
        {
            var reader = new ByteReader(module, 0);
            Preamble.ReadModule(ref reader);
            while (!reader.AtEnd)
            {
                var id = reader.ReadByte();
                var section = reader.ReadSection(reader.ReadU32());
                if (id != 0 && !(visitor(id, ref section) && section.AtEnd))
                {
                    return false;
                }
            }

            return true;
        }
        catch (InvalidComponentException)
        {
            return false;
        }
    }
}
