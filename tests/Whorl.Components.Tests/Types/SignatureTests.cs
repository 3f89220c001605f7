using Whorl.Components.Types;

namespace Whorl.Components.Tests.Types;

public sealed class SignatureTests
{
    [Fact]
    public void Signature_OfEveryKindOfType_IsTheCanonicalText()
    {
        var name = new ResourceName(new ResourceType("fields"));
        var record = new RecordType([new("a", PrimitiveType.U8), new("b", new ListType(PrimitiveType.String))]);
        var variant = new VariantType([new("x", null), new("y", PrimitiveType.Char)]);
        (string Expected, ComponentType Type)[] cases =
        [
            ("record{a:u8,b:list<string>}", record),
            ("variant{x,y(char)}", variant),
            ("enum{a,b}", new EnumType(["a", "b"])),
            ("flags{r,w}", new FlagsType(["r", "w"])),
            ("tuple<s8,f64>", new TupleType([PrimitiveType.S8, PrimitiveType.F64])),
            ("option<own<fields>>", new OptionType(new OwnType(name))),
            ("list<borrow<fields>,4>", new ListType(new BorrowType(name), 4)),
            ("result", new ResultType(null, null)),
            ("result<u8>", new ResultType(PrimitiveType.U8, null)),
            ("result<_,string>", new ResultType(null, PrimitiveType.String)),
            ("result<u8,string>", new ResultType(PrimitiveType.U8, PrimitiveType.String)),
            ("map<string,bool>", new MapType(PrimitiveType.String, PrimitiveType.Bool)),
            ("stream<u8>", new StreamType(PrimitiveType.U8)),
            ("future", new FutureType(null)),
        ];

        foreach (var (expected, type) in cases)
        {
            Assert.Equal(expected, type.Signature);
        }
    }

    [Fact]
    public void Signature_OfFunctions_NamesParametersAndAsync()
    {
        var type = new ComponentFuncType(
            [new("a", PrimitiveType.U32), new("b", PrimitiveType.S64)], new ResultType(null, null), isAsync: false);
        var async = new ComponentFuncType([], null, isAsync: true);

        Assert.Equal("func(a:u32,b:s64)->result", type.Signature);
        Assert.Equal("async func()", async.Signature);
    }
}
