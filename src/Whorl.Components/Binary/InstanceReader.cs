using System.Collections.Immutable;
using Whorl.Components.Validation;

namespace Whorl.Components.Binary;

/// <summary>Reads definitions of instances, core and component.</summary>
internal static class InstanceReader
{
    public static void ReadCore(ref ByteReader reader, ComponentScope scope)
    {
        var form = reader.ReadByte();
        switch (form)
        {
            case 0x00:
                var module = reader.ReadU32();
                scope.AddInstantiation(module, ReadCoreArguments(ref reader));
                break;
            case 0x01:
                scope.AddInlineExports(ReadCoreExports(ref reader));
                break;
            default:
                throw reader.UnknownByte(form, "core instance");
        }
    }

    public static void Read(ref ByteReader reader, ComponentScope scope)
    {
        var form = reader.ReadByte();
        switch (form)
        {
            case 0x00:
                var component = reader.ReadU32();
                scope.AddInstantiation(component, ReadArguments(ref reader));
                break;
            case 0x01:
                scope.AddInlineExports(ReadExports(ref reader));
                break;
            default:
                throw reader.UnknownByte(form, "instance");
        }
    }

    private static ImmutableArray<(string Name, uint Instance)> ReadCoreArguments(ref ByteReader reader)
    {
        var count = reader.ReadCount(BinaryLimits.Arguments, "core instantiation argument");
        var arguments = ImmutableArray.CreateBuilder<(string, uint)>(count);
        for (var i = 0; i < count; i++)
        {
            var name = reader.ReadName();
            var kind = reader.ReadByte();
            if (kind != 0x12)
            {
                throw reader.UnknownByte(kind, "instantiation arg kind");
            }

            arguments.Add((name, reader.ReadU32()));
        }

        return arguments.MoveToImmutable();
    }

    private static ImmutableArray<(string Name, CoreSort Sort, uint Index)> ReadCoreExports(ref ByteReader reader)
    {
        var count = reader.ReadCount(BinaryLimits.Arguments, "core instance export");
        var exports = ImmutableArray.CreateBuilder<(string, CoreSort, uint)>(count);
        for (var i = 0; i < count; i++)
        {
            exports.Add((reader.ReadName(), SortReader.ReadCore(ref reader), reader.ReadU32()));
        }

        return exports.MoveToImmutable();
    }

    private static ImmutableArray<(string Name, Sort Sort, uint Index)> ReadArguments(ref ByteReader reader)
    {
        var count = reader.ReadCount(BinaryLimits.Arguments, "instantiation argument");
        var arguments = ImmutableArray.CreateBuilder<(string, Sort, uint)>(count);
        for (var i = 0; i < count; i++)
        {
            arguments.Add((reader.ReadName(), SortReader.Read(ref reader), reader.ReadU32()));
        }

        return arguments.MoveToImmutable();
    }

    private static ImmutableArray<(ExternName Name, Sort Sort, uint Index)> ReadExports(ref ByteReader reader)
    {
        var count = reader.ReadCount(BinaryLimits.Arguments, "instance export");
        var exports = ImmutableArray.CreateBuilder<(ExternName, Sort, uint)>(count);
        for (var i = 0; i < count; i++)
        {
            exports.Add((NameReader.Read(ref reader), SortReader.Read(ref reader), reader.ReadU32()));
        }

        return exports.MoveToImmutable();
    }
}
