using Whorl.Components.Binary;
using Whorl.Components.Types.CoreModules;

namespace Whorl.Components.Linking;

/// <summary>
/// A module that does nothing but fill an imported table with imported functions, call one of them, or both: the counterpart of a
/// <see cref="ShimModule"/>, and what runs another module's initialization.
/// </summary>
internal sealed class FixupModule
{
    private readonly Dictionary<int, int> _functionOfSlot = [];
    private readonly List<int> _functionImports = [];

    private FixupModule()
    {
    }

    /// <summary>Which import is the table; -1 when there is none.</summary>
    public int TableImport { get; private set; } = -1;

    /// <summary>Which import is called when the table is filled; null for none.</summary>
    public int? StartImport { get; private set; }

    /// <summary>For each table slot that is filled, which import goes there.</summary>
    public IReadOnlyDictionary<int, int> Slots => _functionOfSlot;

    /// <summary>Looks whether a module is such a fix-up.</summary>
    public static FixupModule? TryRead(CoreModuleSource module)
    {
        if (module.Type.Exports.Count > 0)
        {
            return null;
        }

        var fixup = new FixupModule();
        return fixup.ReadImports(module.Type) && CoreSections.Visit(module.Bytes, fixup.ReadSection) && (fixup.TableImport >= 0 || fixup.StartImport is not null)
            ? fixup
            : null;
    }

    private bool ReadImports(CoreModuleType type)
    {
        var import = 0;
        foreach (var item in type.Imports.Values)
        {
            if (item is CoreFunctionExtern)
            {
                _functionImports.Add(import);
            }
            else if (item is CoreTableExtern && TableImport < 0)
            {
                TableImport = import;
            }
            else
            {
                return false;
            }

            import++;
        }

        return true;
    }

    private bool ReadSection(byte id, ref ByteReader section)
    {
        switch (id)
        {
            case 1 or 2:
                section.ReadBytes((uint)section.Remaining);
                return true;
            case 8:
                var start = section.ReadU32();
                StartImport = start < _functionImports.Count ? _functionImports[(int)start] : null;
                return StartImport is not null;
            case 9:
                return ReadElements(ref section);
            default:
                return false;
        }
    }

    private bool ReadElements(ref ByteReader section)
    {
        var count = section.ReadCount(BinaryLimits.Definitions, "element segment");
        for (var i = 0; i < count; i++)
        {
            // Active segments of table 0: without (0) and with (2) the table's index and the kind of elements.
            var form = section.ReadU32();
            if (form is not (0 or 2) || (form == 2 && section.ReadU32() != 0) || section.ReadByte() != 0x41)
            {
                return false;
            }

            var slot = (int)section.ReadSigned(32);
            if (section.ReadByte() != 0x0b || (form == 2 && section.ReadByte() != 0))
            {
                return false;
            }

            var length = section.ReadCount(BinaryLimits.Definitions, "element");
            for (var element = 0; element < length; element++)
            {
                var function = section.ReadU32();
                if (function >= _functionImports.Count)
                {
                    return false;
                }

                _functionOfSlot[slot + element] = _functionImports[(int)function];
            }
        }

        return true;
    }
}
