using Whorl.Components.Types;
using Whorl.Components.Types.CoreModules;
using Whorl.Components.Validation;

namespace Whorl.Components.Binary;

/// <summary>Reads type definitions and the declarations inside component and instance types.</summary>
internal static class TypeReader
{
    /// <summary>Reads one definition of a type section and adds it to the scope.</summary>
    public static void Read(ref ByteReader reader, ComponentScope scope, int depth)
    {
        var opcode = reader.ReadByte();
        TypeDefinition type = opcode switch
        {
            0x3f => ReadResource(ref reader, scope),
            0x40 => ValueTypeReader.ReadFunction(ref reader, scope, isAsync: false),
            0x43 => ValueTypeReader.ReadFunction(ref reader, scope, isAsync: true),
            0x41 => ReadDeclarations(ref reader, scope, ScopeKind.ComponentType, depth).FinishComponentType(),
            0x42 => ReadDeclarations(ref reader, scope, ScopeKind.InstanceType, depth).FinishInstanceType(),
            _ => ValueTypeReader.ReadDefinition(ref reader, scope, opcode),
        };
        scope.Types.Add(scope.Context.Bounded(type));
    }

    /// <summary>Reads one definition of a core type section and adds what it defines to the scope.</summary>
    public static void ReadCore(ref ByteReader reader, ComponentScope scope)
    {
        var opcode = reader.PeekByte();
        if (opcode == 0x50)
        {
            reader.ReadByte();
            scope.CoreTypes.Add(ReadModuleType(ref reader, scope));
            return;
        }

        if (opcode == 0x00)
        {
            // A non-final subtype has the same opcode as a module type, and so gets a prefix here.
            reader.ReadByte();
            if (reader.PeekByte() != 0x50)
            {
                throw new InvalidComponentException(
                    $"invalid leading byte (0x{reader.PeekByte():x}) for non-final sub type", reader.Offset);
            }
        }

        foreach (var type in CoreTypesOf(scope).ReadGroup(ref reader, scope.CoreTypes.Count))
        {
            scope.CoreTypes.Add(type);
        }
    }

    /// <summary>Reads the type of an import or export.</summary>
    public static ExternType ReadExtern(ref ByteReader reader, ComponentScope scope) => SortReader.Read(ref reader) switch
    {
        Sort.CoreModule => new ModuleExtern(scope.ModuleTypeAt(reader.ReadU32())),
        Sort.Func => new FuncExtern(scope.FuncTypeAt(reader.ReadU32())),
        Sort.Value => ReadValueBound(ref reader, scope),
        Sort.Type => ReadTypeBound(ref reader, scope),
        Sort.Component => new ComponentExtern(scope.ComponentTypeAt(reader.ReadU32())),
        _ => new InstanceExtern(scope.InstanceTypeAt(reader.ReadU32())),
    };

    private static ValueExtern ReadValueBound(ref ByteReader reader, ComponentScope scope)
    {
        var form = reader.ReadByte();
        return form switch
        {
            0 => new ValueExtern(scope.Values.Use(reader.ReadU32())),
            1 => new ValueExtern(ValueTypeReader.ReadUse(ref reader, scope)),
            _ => throw reader.UnknownByte(form, "value bound"),
        };
    }

    private static TypeExtern ReadTypeBound(ref ByteReader reader, ComponentScope scope)
    {
        var form = reader.ReadByte();
        switch (form)
        {
            case 0:
                var type = scope.Types.At(reader.ReadU32());
                return new TypeExtern(type, type.Rename());
            case 1:
                var resource = new ResourceName(new ResourceType(""));
                return new TypeExtern(resource, resource);
            default:
                throw reader.UnknownByte(form, "type bound");
        }
    }

    private static ResourceName ReadResource(ref ByteReader reader, ComponentScope scope)
    {
        var representation = CoreTypesOf(scope).ReadValueType(ref reader);
        var hasDestructor = reader.ReadByte();
        uint? destructor = hasDestructor switch
        {
            0 => null,
            1 => reader.ReadU32(),
            _ => throw reader.UnknownByte(hasDestructor, "resource destructor"),
        };
        if (scope.Kind != ScopeKind.Component)
        {
            throw scope.Context.Invalid("resources can only be defined within a concrete component");
        }

        if (representation != CoreValueType.I32)
        {
            throw scope.Context.Invalid($"resources can only be represented by `i32`, found `{representation}`");
        }

        if (destructor is { } index)
        {
            var type = scope.CoreFunctions.At(index);
            if (!type.Parameters.SequenceEqual([representation]) || !type.Results.IsEmpty)
            {
                throw scope.Context.Invalid($"core function {index} has wrong signature for a destructor: it must be [i32] -> []");
            }
        }

        var resource = new ResourceType("");
        scope.OwnResource(resource, isLocal: true);
        scope.Define(new ResourceDefinition(resource, (int?)destructor));
        return new ResourceName(resource);
    }

    private static ComponentScope ReadDeclarations(ref ByteReader reader, ComponentScope parent, ScopeKind kind, int depth)
    {
        if (depth >= BinaryLimits.NestingDepth)
        {
            throw parent.Context.Invalid("type nesting is too deep");
        }

        var scope = new ComponentScope(kind, parent, parent.Context);
        var count = reader.ReadCount(BinaryLimits.Definitions, "type declaration");
        for (var i = 0; i < count; i++)
        {
            scope.Context.Offset = reader.Offset;
            ReadDeclaration(ref reader, scope, depth + 1);
        }

        return scope;
    }

    private static void ReadDeclaration(ref ByteReader reader, ComponentScope scope, int depth)
    {
        var form = reader.ReadByte();
        switch (form)
        {
            case 0x00:
                ReadCore(ref reader, scope);
                break;
            case 0x01:
                Read(ref reader, scope, depth);
                break;
            case 0x02:
                AliasReader.Read(ref reader, scope);
                break;
            case 0x03 when scope.Kind == ScopeKind.ComponentType:
                scope.AddImport(NameReader.Read(ref reader), ReadExtern(ref reader, scope));
                break;
            case 0x04:
                scope.AddExport(NameReader.Read(ref reader), ReadExtern(ref reader, scope), null);
                break;
            default:
                throw reader.UnknownByte(form, "component or instance type declaration");
        }
    }

    private static CoreModuleType ReadModuleType(ref ByteReader reader, ComponentScope scope)
    {
        var types = new List<CoreType>();
        var typeReader = new CoreTypeReader(scope.Context.CoreTypes, (index, offset) => index < types.Count
            ? types[(int)index]
            : throw new InvalidComponentException($"unknown type {index}: type index out of bounds", offset));
        var builder = new CoreModuleTypeBuilder();
        var count = reader.ReadCount(BinaryLimits.Definitions, "module type declaration");
        for (var i = 0; i < count; i++)
        {
            var offset = reader.Offset;
            var form = reader.ReadByte();
            switch (form)
            {
                case 0x00:
                    builder.AddImport(reader.ReadName(), reader.ReadName(), typeReader.ReadExternType(ref reader), offset);
                    break;
                case 0x01:
                    types.AddRange(typeReader.ReadGroup(ref reader, types.Count));
                    break;
                case 0x02:
                    types.Add(ReadCoreAlias(ref reader, scope, types));
                    break;
                case 0x03:
                    builder.AddExport(reader.ReadName(), typeReader.ReadExternType(ref reader), offset);
                    break;
                default:
                    throw reader.UnknownByte(form, "type definition");
            }
        }

        return builder.Build();
    }

    private static CoreType ReadCoreAlias(ref ByteReader reader, ComponentScope scope, List<CoreType> own)
    {
        var kind = reader.ReadByte();
        if (kind != 0x10)
        {
            throw reader.UnknownByte(kind, "outer alias kind");
        }

        var target = reader.ReadByte();
        if (target != 0x01)
        {
            throw reader.UnknownByte(target, "outer alias target");
        }

        // A module type is itself a scope: the count starts there.
        var count = reader.ReadU32();
        var index = reader.ReadU32();
        if (count > 0)
        {
            return scope.Outer(count - 1).CoreTypeAt(index);
        }

        return index < own.Count ? own[(int)index] : throw scope.Context.Invalid($"unknown type {index}: type index out of bounds");
    }

    private static CoreTypeReader CoreTypesOf(ComponentScope scope) =>
        new(scope.Context.CoreTypes, (index, _) => scope.CoreTypeAt(index));
}
