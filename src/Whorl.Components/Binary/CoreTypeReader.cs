using System.Collections.Immutable;
using Whorl.Components.Types.CoreModules;

namespace Whorl.Components.Binary;

/// <summary>Finds the core type that an index stands for, or throws that there is none.</summary>
internal delegate CoreType CoreTypeLookup(uint index, long offset);

/// <summary>Reads core types: recursion groups, value types and the types of imports and exports.</summary>
internal sealed partial class CoreTypeReader
{
    private readonly CoreTypeInterner _interner;
    private readonly CoreTypeLookup _lookup;
    private int _groupStart;
    private int _groupSize;
    private int _groupNumber = -1;

    public CoreTypeReader(CoreTypeInterner interner, CoreTypeLookup lookup)
    {
        _interner = interner;
        _lookup = lookup;
    }

    /// <summary>Reads a recursion group, or a single type, that will get the indices from <paramref name="firstIndex"/> on.</summary>
    public ImmutableArray<CoreType> ReadGroup(ref ByteReader reader, int firstIndex)
    {
        var isGroup = reader.PeekByte() == 0x4e;
        if (isGroup)
        {
            reader.ReadByte();
        }

        _groupStart = firstIndex;
        _groupSize = isGroup ? reader.ReadCount(BinaryLimits.Definitions, "type") : 1;

        // The text with references inside the group counted from its start is the same for equal groups; only a group
        // that is new is read again, with the numbers that its types get.
        var again = reader;
        _groupNumber = -1;
        var parts = ReadMembers(ref reader);
        var key = parts.Length == 1 ? parts[0].Text : $"(rec {string.Join(' ', parts.Select(p => p.Text))})";
        if (!_interner.TryGetGroup(key, out var group))
        {
            _groupNumber = _interner.NextNumber;
            group = ReadMembers(ref again);
            _interner.AddGroup(key, group);
        }

        _groupSize = 0;
        return group;
    }

    private ImmutableArray<CoreType> ReadMembers(ref ByteReader reader)
    {
        var types = ImmutableArray.CreateBuilder<CoreType>();
        for (var i = 0; i < _groupSize; i++)
        {
            types.Add(ReadSubtype(ref reader, types));
        }

        return types.ToImmutable();
    }

    private CoreType ReadSubtype(ref ByteReader reader, ImmutableArray<CoreType>.Builder earlier)
    {
        var code = reader.PeekByte();
        var prefix = "";
        CoreType? supertype = null;
        if (code is 0x50 or 0x4f)
        {
            reader.ReadByte();
            prefix = code == 0x50 ? "sub " : "sub final ";
            var offset = reader.Offset;
            if (reader.ReadCount(1, "supertype") == 1)
            {
                var index = reader.ReadU32();
                prefix += Reference(index, offset) + " ";
                supertype = index < _groupStart
                    ? _lookup(index, offset)
                    : earlier.ElementAtOrDefault((int)index - _groupStart)
                        ?? throw new InvalidComponentException($"supertype {index} must be defined before its subtype", offset);
                if (supertype.Depth >= BinaryLimits.SubtypingDepth)
                {
                    throw new InvalidComponentException($"sub type hierarchy is deeper than {BinaryLimits.SubtypingDepth}", offset);
                }
            }
            else if (code == 0x4f)
            {
                prefix = "";
            }
        }

        return ReadComposite(ref reader, earlier.Count, prefix, supertype);
    }

    private CoreType ReadComposite(ref ByteReader reader, int position, string prefix, CoreType? supertype)
    {
        var code = reader.ReadByte();
        var isShared = code == 0x65;
        if (isShared)
        {
            code = reader.ReadByte();
        }

        ImmutableArray<CoreValueType> parameters = [];
        ImmutableArray<CoreValueType> results = [];
        string text;
        switch (code)
        {
            case 0x60:
                parameters = ReadValueTypes(ref reader);
                results = ReadValueTypes(ref reader);
                text = CoreTypeInterner.FunctionText(parameters, results);
                break;
            case 0x5f:
                text = ReadStruct(ref reader);
                break;
            case 0x5e:
                text = $"(array {ReadField(ref reader)})";
                break;
            case 0x5d:
                text = $"(cont {ReadHeapType(ref reader)})";
                break;
            default:
                throw reader.UnknownByte(code, "type");
        }

        text = isShared ? $"(shared {text})" : text;
        return new CoreType
        {
            Number = _groupNumber + position,
            Text = prefix.Length == 0 ? text : $"({prefix}{text})",
            IsFunction = code == 0x60,
            IsShared = isShared,
            Parameters = parameters,
            Results = results,
            Supertype = supertype,
        };
    }

    private string ReadStruct(ref ByteReader reader)
    {
        var count = reader.ReadCount(BinaryLimits.CoreTypeParts, "struct field");
        var fields = new string[count];
        for (var i = 0; i < count; i++)
        {
            fields[i] = ReadField(ref reader);
        }

        return $"(struct {string.Join(' ', fields)})";
    }

    private string ReadField(ref ByteReader reader)
    {
        var code = reader.PeekByte();
        string type;
        if (code is 0x78 or 0x77)
        {
            reader.ReadByte();
            type = code == 0x78 ? "i8" : "i16";
        }
        else
        {
            type = ReadValueType(ref reader).Text;
        }

        return reader.ReadBool("field mutability") ? $"(mut {type})" : type;
    }

    private ImmutableArray<CoreValueType> ReadValueTypes(ref ByteReader reader)
    {
        var count = reader.ReadCount(BinaryLimits.Parameters, "parameter");
        var types = ImmutableArray.CreateBuilder<CoreValueType>(count);
        for (var i = 0; i < count; i++)
        {
            types.Add(ReadValueType(ref reader));
        }

        return types.MoveToImmutable();
    }

    private string Reference(uint index, long offset)
    {
        if (index >= _groupStart && index - _groupStart < _groupSize)
        {
            var position = (int)index - _groupStart;
            return _groupNumber < 0 ? $"rec.{position}" : $"${_groupNumber + position}";
        }

        return $"${_lookup(index, offset).Number}";
    }
}
