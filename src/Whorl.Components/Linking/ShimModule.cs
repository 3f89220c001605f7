using Whorl.Components.Binary;
using Whorl.Components.Types.CoreModules;

namespace Whorl.Components.Linking;

/// <summary>
/// A module that does nothing but pass calls on through its table. Toolchains put it in front of functions that need the
/// main module's memory, so that the main module can be instantiated before they exist; a <see cref="FixupModule"/> then
/// fills the table.
/// </summary>
internal sealed class ShimModule
{
    private readonly List<uint> _typeOfFunction = [];
    private readonly Dictionary<string, int> _slots = new(StringComparer.Ordinal);
    private readonly Dictionary<uint, string> _nameOfFunction = [];
    private readonly CoreModuleType _type;

    private ShimModule(CoreModuleType type)
    {
        _type = type;
    }

    /// <summary>The name under which the table is exported.</summary>
    public string TableName { get; private set; } = "";

    /// <summary>For each exported function, the table slot that its calls go through.</summary>
    public IReadOnlyDictionary<string, int> Slots => _slots;

    /// <summary>Looks whether a module is such a shim.</summary>
    public static ShimModule? TryRead(CoreModuleSource module)
    {
        if (module.Type.Imports.Count > 0)
        {
            return null;
        }

        var shim = new ShimModule(module.Type);
        return CoreSections.Visit(module.Bytes, shim.ReadSection) && shim.TableName.Length > 0 ? shim : null;
    }

    private bool ReadSection(byte id, ref ByteReader section) => id switch
    {
        1 => Skip(ref section),
        3 => ReadFunctions(ref section),
        4 => Skip(ref section),
        7 => ReadExports(ref section),
        10 => ReadBodies(ref section),
        _ => false,
    };

    private bool ReadFunctions(ref ByteReader section)
    {
        var count = section.ReadCount(BinaryLimits.Definitions, "function");
        for (var i = 0; i < count; i++)
        {
            _typeOfFunction.Add(section.ReadU32());
        }

        return true;
    }

    private static bool Skip(ref ByteReader section)
    {
        section.ReadBytes((uint)section.Remaining);
        return true;
    }

    private bool ReadExports(ref ByteReader section)
    {
        var count = section.ReadCount(BinaryLimits.Definitions, "export");
        for (var i = 0; i < count; i++)
        {
            var name = section.ReadName();
            var kind = section.ReadByte();
            var index = section.ReadU32();
            if (kind == 0 && _nameOfFunction.TryAdd(index, name))
            {
                continue;
            }

            if (kind == 1 && index == 0 && TableName.Length == 0)
            {
                TableName = name;
            }
            else
            {
                return false;
            }
        }

        return true;
    }

    private bool ReadBodies(ref ByteReader section)
    {
        var count = section.ReadCount(BinaryLimits.Definitions, "function body");
        for (var i = 0; i < count && i < _typeOfFunction.Count; i++)
        {
            var body = section.ReadSection(section.ReadU32());
            if (!_nameOfFunction.TryGetValue((uint)i, out var name) || !ReadBody(ref body, name, _typeOfFunction[i]))
            {
                return false;
            }
        }

        return count == _typeOfFunction.Count;
    }

    // All parameters in order, the slot as a constant, and a call through the table with the function's own type.
    private bool ReadBody(ref ByteReader body, string name, uint type)
    {
        var hasLocals = body.ReadByte() != 0;
        for (var i = 0; i < ((CoreFunctionExtern)_type.Exports[name]).Type.Parameters.Length; i++)
        {
            if (body.ReadByte() != 0x20 || body.ReadU32() != i)
            {
                return false;
            }
        }

        if (hasLocals || body.ReadByte() != 0x41)
        {
            return false;
        }

        _slots.Add(name, (int)body.ReadSigned(32));
        return body.ReadByte() == 0x11 && body.ReadU32() == type && body.ReadU32() == 0 && body.ReadByte() == 0x0b && body.AtEnd;
    }
}
