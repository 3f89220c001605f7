using System.Collections.Immutable;

namespace Whorl.Wit.Model;

/// <summary>A type as it is used: in a parameter, a field, a case or a result.</summary>
public abstract record WitType
{
    private WitType()
    {
    }

    /// <summary>A one-word type.</summary>
    public sealed record Primitive(WitPrimitive Kind) : WitType;

    /// <summary>A type that has a name; never a resource, which is only used through <see cref="Own"/> and <see cref="Borrow"/>.</summary>
    public sealed record Named(WitTypeDefinition Definition) : WitType;

    /// <summary><c>list&lt;T&gt;</c>, or <c>list&lt;T, N&gt;</c> when the length is fixed.</summary>
    public sealed record List(WitType Element, uint? Length) : WitType;

    /// <summary><c>map&lt;K, V&gt;</c>.</summary>
    public sealed record Map(WitPrimitive Key, WitType Value) : WitType;

    /// <summary><c>option&lt;T&gt;</c>.</summary>
    public sealed record Option(WitType Element) : WitType;

    /// <summary><c>result&lt;T, E&gt;</c>; null stands for no value.</summary>
    public sealed record Result(WitType? Ok, WitType? Error) : WitType;

    /// <summary><c>tuple&lt;...&gt;</c>.</summary>
    public sealed record Tuple(ImmutableArray<WitType> Elements) : WitType
    {
        /// <inheritdoc/>
        public bool Equals(Tuple? other) => other is not null && Elements.SequenceEqual(other.Elements);

        /// <inheritdoc/>
        public override int GetHashCode() => Elements.Aggregate(Elements.Length, (hash, e) => (hash * 31) + e.GetHashCode());
    }

    /// <summary><c>future&lt;T&gt;</c>; null stands for no value.</summary>
    public sealed record Future(WitType? Element) : WitType;

    /// <summary><c>stream&lt;T&gt;</c>; null stands for no value.</summary>
    public sealed record Stream(WitType? Element) : WitType;

    /// <summary>An owned handle to a resource, written as the resource's name; <see cref="WitTypeDefinition.Target"/> is the resource itself.</summary>
    public sealed record Own(WitTypeDefinition Resource) : WitType;

    /// <summary>A handle lent for a call: <c>borrow&lt;R&gt;</c>.</summary>
    public sealed record Borrow(WitTypeDefinition Resource) : WitType;
}
