using Whorl.Components.Types;
using Whorl.Wasmtime;

namespace Whorl.Components.Tests.Types;

public sealed class TypeLayoutTests
{
    [Fact]
    public void Record_OfMixedFields_AlignsEachAndItself()
    {
        var record = new RecordType([new("a", PrimitiveType.U8), new("b", PrimitiveType.U64), new("c", PrimitiveType.U16)]);

        Assert.Equal([0, 8, 16], record.Offsets);
        Assert.Equal(24, record.Size);
        Assert.Equal(8, record.Alignment);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(256, 1)]
    [InlineData(257, 2)]
    [InlineData(65536, 2)]
    [InlineData(65537, 4)]
    public void Enum_OfManyLabels_TakesADiscriminantThatCanHoldThem(int labels, int bytes)
    {
        var type = new EnumType([.. Enumerable.Range(0, labels).Select(i => $"l{i}")]);

        Assert.Equal(bytes, type.DiscriminantSize);
        Assert.Equal(bytes, type.Size);
    }

    [Fact]
    public void Variant_WithPayloads_PlacesThemBehindTheDiscriminant()
    {
        var type = new VariantType([new("none", null), new("byte", PrimitiveType.U8), new("long", PrimitiveType.S64)]);

        Assert.Equal(8, type.PayloadOffset);
        Assert.Equal(16, type.Size);
    }

    [Fact]
    public void Variant_FlattenedPayloads_AreJoined()
    {
        var type = new VariantType(
        [
            new("a", PrimitiveType.F32),
            new("b", PrimitiveType.U32),
            new("c", new TupleType([PrimitiveType.F32, PrimitiveType.F64])),
            new("d", new TupleType([PrimitiveType.U8, PrimitiveType.U32])),
        ]);

        Assert.Equal([ValKind.I32, ValKind.I32, ValKind.I64], type.FlatTypes);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(8, 1)]
    [InlineData(9, 2)]
    [InlineData(17, 4)]
    public void Flags_OfManyLabels_TakeWholeBytes(int labels, int bytes)
    {
        var type = new FlagsType([.. Enumerable.Range(0, labels).Select(i => $"f{i}")]);

        Assert.Equal(bytes, type.Size);
        Assert.Equal([ValKind.I32], type.FlatTypes);
    }

    [Fact]
    public void FixedList_OfManyElements_KeepsAShortFlatList()
    {
        var type = new ListType(new TupleType([PrimitiveType.U8, PrimitiveType.F32]), 1_000_000);

        Assert.Equal(8_000_000, type.Size);
        Assert.Equal(ComponentType.MaxFlatTypes, type.FlatTypes.Length);
    }

    [Fact]
    public void FixedList_NestedBeyondAllBounds_DoesNotWrapAround()
    {
        ComponentType type = PrimitiveType.U64;
        for (var i = 0; i < 8; i++)
        {
            type = new ListType(type, uint.MaxValue);
        }

        Assert.Equal(int.MaxValue, type.Size);
    }

    [Fact]
    public void FunctionWithManyParameters_Flattened_SpillsThemToMemory()
    {
        var sixteen = Function(16, PrimitiveType.U32);
        var seventeen = Function(17, PrimitiveType.U32);

        Assert.Equal(16, FlatSignature.OfLift(sixteen, isAsync: false, hasCallback: false).Parameters.Length);
        Assert.Equal([ValKind.I32], FlatSignature.OfLift(seventeen, isAsync: false, hasCallback: false).Parameters);
        Assert.Equal([ValKind.I32], FlatSignature.OfLower(seventeen, isAsync: false).Parameters);
        Assert.Equal([ValKind.I32], FlatSignature.OfLower(Function(5, PrimitiveType.U32), isAsync: true).Parameters);
    }

    [Fact]
    public void FunctionWithStringResult_Lowered_TakesAReturnPointer()
    {
        var type = new ComponentFuncType([new("x", PrimitiveType.F64)], PrimitiveType.String, isAsync: false);

        var lowered = FlatSignature.OfLower(type, isAsync: false);
        var lifted = FlatSignature.OfLift(type, isAsync: false, hasCallback: false);

        Assert.Equal(new FuncType([ValKind.F64, ValKind.I32], []), lowered);
        Assert.Equal(new FuncType([ValKind.F64], [ValKind.I32]), lifted);
    }

    private static ComponentFuncType Function(int parameters, ComponentType type) =>
        new([.. Enumerable.Range(0, parameters).Select(i => new FuncParameter($"p{i}", type))], null, isAsync: false);
}
