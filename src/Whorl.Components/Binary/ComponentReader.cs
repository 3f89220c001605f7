using System.Collections.Immutable;
using Whorl.Components.Types;
using Whorl.Components.Validation;

namespace Whorl.Components.Binary;

/// <summary>Reads the sections of a component, validating each definition as it comes.</summary>
internal sealed class ComponentReader
{
    private readonly ValidationContext _context = new();

    public ComponentDefinition Read(ReadOnlyMemory<byte> bytes) => Read(bytes, 0, parent: null, depth: 0);

    private ComponentDefinition Read(ReadOnlyMemory<byte> bytes, long origin, ComponentScope? parent, int depth)
    {
        if (depth >= BinaryLimits.NestingDepth)
        {
            throw _context.Invalid($"components are nested more than {BinaryLimits.NestingDepth} deep");
        }

        var reader = new ByteReader(bytes, origin);
        Preamble.ReadComponent(ref reader);
        var scope = new ComponentScope(ScopeKind.Component, parent, _context);
        while (!reader.AtEnd)
        {
            var start = reader.Offset;
            var id = reader.ReadByte();
            if (id > 12)
            {
                throw new InvalidComponentException($"malformed section id: {id}", start);
            }

            var section = reader.ReadSection(reader.ReadU32());
            _context.Offset = section.Offset;
            ReadSection(id, ref section, scope, depth);
        }

        _context.Offset = reader.Offset;
        return scope.Finish(bytes);
    }

    private void ReadSection(byte id, ref ByteReader section, ComponentScope scope, int depth)
    {
        switch (id)
        {
            case 0:
                ReadCustom(ref section, scope);
                break;
            case 1:
                ReadCoreModule(section.Rest, section.Offset, scope);
                break;
            case 4:
                var component = Read(section.Rest, section.Offset, scope, depth + 1);
                scope.Components.Add(component.Signature);
                scope.Define(new NestedComponentDefinition(component));
                break;
            case 9:
                ReadStart(ref section, scope);
                section.ExpectEnd("start");
                break;
            default:
                ReadDefinitions(id, ref section, scope, depth);
                break;
        }
    }

    private void ReadDefinitions(byte id, ref ByteReader section, ComponentScope scope, int depth)
    {
        var count = section.ReadCount(BinaryLimits.Definitions, "definition");
        for (var i = 0; i < count; i++)
        {
            _context.Offset = section.Offset;
            switch (id)
            {
                case 2:
                    InstanceReader.ReadCore(ref section, scope);
                    break;
                case 3:
                    TypeReader.ReadCore(ref section, scope);
                    break;
                case 5:
                    InstanceReader.Read(ref section, scope);
                    break;
                case 6:
                    AliasReader.Read(ref section, scope);
                    break;
                case 7:
                    TypeReader.Read(ref section, scope, depth);
                    break;
                case 8:
                    CanonicalReader.Read(ref section, scope);
                    break;
                case 10:
                    scope.AddImport(NameReader.Read(ref section), TypeReader.ReadExtern(ref section, scope));
                    break;
                case 11:
                    ReadExport(ref section, scope);
                    break;
                default:
                    ReadValue(ref section, scope);
                    break;
            }
        }

        section.ExpectEnd("component");
    }

    private static void ReadCustom(ref ByteReader section, ComponentScope scope)
    {
        if (section.ReadName() == ComponentNames.SectionName)
        {
            scope.Names = ComponentNames.Read(section.Rest);
        }
    }

    private void ReadCoreModule(ReadOnlyMemory<byte> bytes, long origin, ComponentScope scope)
    {
        var type = CoreModuleReader.Read(bytes, origin, _context.CoreTypes);
        scope.CoreModules.Add(type);
        scope.Define(new CoreModuleDefinition(new EmbeddedModule(bytes, type)));
    }

    private static void ReadExport(ref ByteReader section, ComponentScope scope)
    {
        var name = NameReader.Read(ref section);
        var sort = SortReader.Read(ref section);
        var index = section.ReadU32();
        var form = section.ReadByte();
        ExternType? ascribed = form switch
        {
            0 => null,
            1 => TypeReader.ReadExtern(ref section, scope),
            _ => throw section.UnknownByte(form, "optional component export type"),
        };
        scope.AddExport(name, sort, index, ascribed);
    }

    private static void ReadValue(ref ByteReader section, ComponentScope scope)
    {
        var type = ValueTypeReader.ReadUse(ref section, scope);
        var bytes = section.ReadBytes(section.ReadU32());
        scope.Values.Add(type, isUsed: false);
        scope.Define(new ValueDefinition(type, bytes));
    }

    private static void ReadStart(ref ByteReader section, ComponentScope scope)
    {
        var function = section.ReadU32();
        var count = section.ReadCount(BinaryLimits.Parameters, "start function argument");
        var arguments = ImmutableArray.CreateBuilder<uint>(count);
        for (var i = 0; i < count; i++)
        {
            arguments.Add(section.ReadU32());
        }

        scope.AddStart(function, arguments.MoveToImmutable(), section.ReadU32());
    }
}
