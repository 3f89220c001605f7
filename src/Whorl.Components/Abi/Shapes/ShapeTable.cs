using Whorl.Components.Types;

namespace Whorl.Components.Abi.Shapes;

/// <summary>Makes the shapes of types, one for each type object.</summary>
/// <param name="inGuest">Whether lifted strings and plain lists stay in the guest's memory, for calls between components.</param>
internal sealed class ShapeTable(bool inGuest)
{
    private readonly Dictionary<ComponentType, ValueShape> _shapes = new(ReferenceEqualityComparer.Instance);

    public ValueShape Of(ComponentType type)
    {
        if (!_shapes.TryGetValue(type, out var shape))
        {
            shape = Make(type);
            _shapes.Add(type, shape);
        }

        return shape;
    }

    private ValueShape Make(ComponentType type) => type switch
    {
        PrimitiveType { Kind: PrimitiveKind.String } => new StringShape(inGuest),
        PrimitiveType { Kind: not PrimitiveKind.ErrorContext } scalar => new ScalarShape(scalar),
        ListType { FixedLength: { } length } list => new FixedListShape(Of(list.Element), (int)length, list.Size),
        ListType list => new ListShape(Of(list.Element), inGuest),
        MapType map => new ListShape(Of(map.Entry), inGuest),
        AggregateType aggregate => new RecordShape(
            [.. aggregate.Members.Select(Of)], aggregate.Offsets, aggregate.Size, aggregate.Alignment),
        TaggedType tagged => new VariantShape(
            [.. tagged.Cases.Select(c => c.Type is null ? null : Of(c.Type))],
            tagged.DiscriminantSize,
            tagged.PayloadOffset,
            tagged.Size,
            tagged.Alignment),
        FlagsType flags => new FlagsShape(flags.Labels.Length, flags.Size),
        OwnType own => new ResourceShape(own.Resource, borrowed: false),
        BorrowType borrow => new ResourceShape(borrow.Resource, borrowed: true),
        StreamType or FutureType => new TransferShape(type),
        _ => new UnsupportedShape(type),
    };
}
