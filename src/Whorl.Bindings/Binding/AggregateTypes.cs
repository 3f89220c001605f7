namespace Whorl.Bindings.Binding;

/// <summary>A part of a record or tuple.</summary>
/// <param name="Property">The C# property or tuple element that holds it.</param>
/// <param name="Parameter">The name of the constructor's parameter.</param>
/// <param name="Type">Its type.</param>
/// <param name="Docs">Doc comment, or empty.</param>
internal sealed record BoundMember(string Property, string Parameter, BoundType Type, string Docs);

/// <summary>Values one after the other.</summary>
internal abstract class AggregateType : BoundType
{
    public abstract IReadOnlyList<BoundMember> Members { get; }

    public sealed override int Size => Align(Offset(Members.Count), Alignment);

    public sealed override int Alignment => Members.Max(m => m.Type.Alignment);

    public sealed override int FlatCount => Math.Min(Members.Sum(m => m.Type.FlatCount), FlatCap);

    public sealed override bool Allocates => Members.Any(m => m.Type.Allocates);

    public override string? Unsupported => Members.Select(m => m.Type.Unsupported).FirstOrDefault(u => u is not null);

    /// <summary>The C# expression that makes a value of its members, separated by commas.</summary>
    public abstract string Construct(string members);

    /// <summary>Where a member lies in memory.</summary>
    public int Offset(int index)
    {
        var offset = 0;
        for (var i = 0; i < index; i++)
        {
            offset = Align(offset, Members[i].Type.Alignment) + Members[i].Type.Size;
        }

        return index < Members.Count ? Align(offset, Members[index].Type.Alignment) : offset;
    }
}

/// <summary>A record, which is a C# record struct.</summary>
internal sealed class RecordType(InterfaceBinding owner, string name) : AggregateType
{
    public InterfaceBinding Owner { get; } = owner;

    public string Name { get; } = name;

    public List<BoundMember> Fields { get; } = [];

    public override IReadOnlyList<BoundMember> Members => Fields;

    public override string CSharp => $"global::{Owner.Namespace}.{Name}";

    public override string Id => Name;

    public override string Construct(string members) => $"new {CSharp}({members})";
}

/// <summary>A tuple, which is a C# tuple.</summary>
internal sealed class TupleType(IReadOnlyList<BoundType> elements) : AggregateType
{
    public override IReadOnlyList<BoundMember> Members { get; } =
        [.. elements.Select((type, i) => new BoundMember($"Item{i + 1}", $"item{i + 1}", type, ""))];

    public override string CSharp => Members.Count == 1
        ? $"ValueTuple<{Members[0].Type.CSharp}>"
        : $"({string.Join(", ", Members.Select(m => m.Type.CSharp))})";

    public override string Id => "TupleOf" + string.Concat(Members.Select(m => m.Type.Id));

    public override string Key => $"tuple<{string.Join(",", Members.Select(m => m.Type.Key))}>";

    public override string Construct(string members) => Members.Count == 1 ? $"new {CSharp}({members})" : $"({members})";
}
