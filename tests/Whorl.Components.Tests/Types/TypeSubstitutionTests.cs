using Whorl.Components.Types;

namespace Whorl.Components.Tests.Types;

public sealed class TypeSubstitutionTests
{
    private readonly ResourceType _old = new("old");
    private readonly ResourceType _new = new("new");

    [Fact]
    public void Apply_ToATypeWithTheResource_ReplacesItEverywhereOnce()
    {
        var handle = new OwnType(new ResourceName(_old));
        var type = new TupleType([handle, new ListType(handle)]);
        var substitution = new TypeSubstitution();
        substitution.Map(_old, _new);

        var result = substitution.Apply(type);

        Assert.Equal("tuple<own<new>,list<own<new>>>", result.Signature);
        Assert.Same(result.Members[0], ((ListType)result.Members[1]).Element);
        Assert.Equal("tuple<own<old>,list<own<old>>>", type.Signature);
    }

    [Fact]
    public void Apply_ToATypeWithoutTheResource_KeepsTheObject()
    {
        var plain = new RecordType([new("a", PrimitiveType.U8)]);
        var other = new OptionType(new OwnType(new ResourceName(new ResourceType("other"))));
        var substitution = new TypeSubstitution();
        substitution.Map(_old, _new);

        Assert.Same(plain, substitution.Apply(plain));
        Assert.Same(other, substitution.Apply(other));
    }

    [Fact]
    public void Apply_OfARenamedType_ReplacesItInsideOthers()
    {
        var record = new RecordType([new("a", PrimitiveType.U8)]);
        var renamed = record.Rename();
        var substitution = new TypeSubstitution();
        substitution.Map(record, renamed);

        var result = substitution.Apply(new ListType(record));

        Assert.NotSame(record, renamed);
        Assert.Same(renamed, result.Element);
    }
}
