using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Whorl.Components.Streams;

namespace Whorl.Components.Hosting;

/// <summary>
/// A component-level value of any type, for calls whose types are known only at run time. Members and cases are
/// identified by position; their names are in the function's type.
/// </summary>
public readonly struct ComponentValue : IEquatable<ComponentValue>
{
    private readonly object? _reference;
    private readonly ulong _bits;

    private ComponentValue(ComponentValueKind kind, ulong bits, object? reference = null)
    {
        Kind = kind;
        _bits = bits;
        _reference = reference;
    }

    /// <summary>What the value is.</summary>
    public ComponentValueKind Kind { get; }

    /// <summary>The payload of a variant; of kind <see cref="ComponentValueKind.None"/> when the case has none.</summary>
    public ComponentValue Payload => _reference is ComponentValue[] { Length: 1 } payload && Kind == ComponentValueKind.Variant ? payload[0] : default;

    /// <summary>The number of a variant's case.</summary>
    public int Case => (int)Bits(ComponentValueKind.Variant);

    internal ulong Raw => _bits;

    internal object? Reference => _reference;

    /// <summary>Makes a <c>bool</c>.</summary>
    public static ComponentValue FromBool(bool value) => new(ComponentValueKind.Bool, value ? 1u : 0u);

    /// <summary>Makes any of <c>u8</c> to <c>u64</c>.</summary>
    public static ComponentValue FromUnsigned(ulong value) => new(ComponentValueKind.Unsigned, value);

    /// <summary>Makes any of <c>s8</c> to <c>s64</c>.</summary>
    public static ComponentValue FromSigned(long value) => new(ComponentValueKind.Signed, (ulong)value);

    /// <summary>Makes an <c>f32</c>; the bits of a NaN are kept.</summary>
    public static ComponentValue FromF32(float value) => new(ComponentValueKind.F32, BitConverter.SingleToUInt32Bits(value));

    /// <summary>Makes an <c>f64</c>; the bits of a NaN are kept.</summary>
    public static ComponentValue FromF64(double value) => new(ComponentValueKind.F64, BitConverter.DoubleToUInt64Bits(value));

    /// <summary>Makes a <c>char</c>.</summary>
    public static ComponentValue FromChar(Rune value) => new(ComponentValueKind.Char, (uint)value.Value);

    /// <summary>Makes a <c>string</c>.</summary>
    public static ComponentValue FromString(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new ComponentValue(ComponentValueKind.String, 0, value);
    }

    /// <summary>Makes a <c>list</c>, or a <c>map</c> as a list of pairs.</summary>
    public static ComponentValue FromList(params ReadOnlySpan<ComponentValue> elements) => OwnList(elements.ToArray());

    /// <summary>Makes a <c>record</c> or <c>tuple</c> of its members in order.</summary>
    public static ComponentValue FromRecord(params ReadOnlySpan<ComponentValue> members) => OwnRecord(members.ToArray());

    /// <summary>Makes a <c>variant</c>, <c>enum</c>, <c>option</c> (case 1 is some) or <c>result</c> (case 1 is error).</summary>
    /// <param name="case">The number of the case.</param>
    /// <param name="payload">The payload; left out when the case has none.</param>
    public static ComponentValue FromVariant(int @case, ComponentValue payload = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(@case);
        return new ComponentValue(
            ComponentValueKind.Variant, (uint)@case, payload.Kind == ComponentValueKind.None ? null : new[] { payload });
    }

    /// <summary>Makes a <c>flags</c>: the lowest bit is the first label.</summary>
    public static ComponentValue FromFlags(uint bits) => new(ComponentValueKind.Flags, bits);

    /// <summary>Makes an <c>own</c> or a <c>borrow</c>, as the type that the value is passed as says.</summary>
    public static ComponentValue FromResource(ComponentResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return new ComponentValue(ComponentValueKind.Resource, 0, resource);
    }

    /// <summary>Whether both are the same value; NaNs are equal when their bits are.</summary>
    public static bool operator ==(ComponentValue left, ComponentValue right) => left.Equals(right);

    /// <summary>The opposite of equality.</summary>
    public static bool operator !=(ComponentValue left, ComponentValue right) => !left.Equals(right);

    /// <summary>The value of a <c>bool</c>.</summary>
    /// <exception cref="InvalidOperationException">The value is of another kind; so for all methods that follow.</exception>
    public bool AsBool() => Bits(ComponentValueKind.Bool) != 0;

    /// <summary>The value of an unsigned integer.</summary>
    public ulong AsUnsigned() => Bits(ComponentValueKind.Unsigned);

    /// <summary>The value of a signed integer.</summary>
    public long AsSigned() => (long)Bits(ComponentValueKind.Signed);

    /// <summary>The value of an <c>f32</c>.</summary>
    public float AsF32() => BitConverter.UInt32BitsToSingle((uint)Bits(ComponentValueKind.F32));

    /// <summary>The value of an <c>f64</c>.</summary>
    public double AsF64() => BitConverter.UInt64BitsToDouble(Bits(ComponentValueKind.F64));

    /// <summary>The value of a <c>char</c>.</summary>
    public Rune AsChar() => new((uint)Bits(ComponentValueKind.Char));

    /// <summary>The value of a <c>string</c>.</summary>
    public string AsString() => (string)Object(ComponentValueKind.String);

    /// <summary>The elements of a <c>list</c>.</summary>
    public ImmutableArray<ComponentValue> AsList() => [.. (ComponentValue[])Object(ComponentValueKind.List)];

    /// <summary>The members of a <c>record</c> or <c>tuple</c>.</summary>
    public ImmutableArray<ComponentValue> AsRecord() => [.. (ComponentValue[])Object(ComponentValueKind.Record)];

    /// <summary>The bits of a <c>flags</c>.</summary>
    public uint AsFlags() => (uint)Bits(ComponentValueKind.Flags);

    /// <summary>The resource.</summary>
    public ComponentResource AsResource() => (ComponentResource)Object(ComponentValueKind.Resource);

    /// <inheritdoc/>
    public bool Equals(ComponentValue other) => Kind == other.Kind && _bits == other._bits && (_reference, other._reference) switch
    {
        (ComponentValue[] mine, ComponentValue[] theirs) => mine.AsSpan().SequenceEqual(theirs),
        _ => Equals(_reference, other._reference),
    };

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ComponentValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        HashCode.Combine(Kind, _bits, _reference is ComponentValue[] parts ? parts.Length : _reference?.GetHashCode() ?? 0);

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        ComponentValueKind.None => "",
        ComponentValueKind.Bool => _bits != 0 ? "true" : "false",
        ComponentValueKind.Signed => ((long)_bits).ToString(CultureInfo.InvariantCulture),
        ComponentValueKind.F32 => AsF32().ToString(CultureInfo.InvariantCulture),
        ComponentValueKind.F64 => AsF64().ToString(CultureInfo.InvariantCulture),
        ComponentValueKind.Char => $"'{AsChar()}'",
        ComponentValueKind.String => $"\"{_reference}\"",
        ComponentValueKind.List => $"[{string.Join(", ", AsList())}]",
        ComponentValueKind.Record => $"({string.Join(", ", AsRecord())})",
        ComponentValueKind.Variant when Payload.Kind != ComponentValueKind.None => $"#{_bits}({Payload})",
        ComponentValueKind.Variant => $"#{_bits}",
        ComponentValueKind.Flags => $"0b{_bits:b}",
        ComponentValueKind.Resource => _reference!.ToString()!,
        _ => _bits.ToString(CultureInfo.InvariantCulture),
    };

    internal static ComponentValue OwnList(ComponentValue[] elements) => new(ComponentValueKind.List, 0, elements);

    internal static ComponentValue FromChannel(TransferChannel channel) =>
        new(channel.IsFuture ? ComponentValueKind.Future : ComponentValueKind.Stream, 0, channel);

    internal static ComponentValue OwnRecord(ComponentValue[] members) => new(ComponentValueKind.Record, 0, members);

    /// <summary>A string or list that still lies in the memory of the guest that passes it on.</summary>
    internal static ComponentValue InGuest(ComponentValueKind kind, uint pointer, uint length, object source) =>
        new(kind, pointer | ((ulong)length << 32), source);

    internal ulong Bits(ComponentValueKind kind) => Kind == kind ? _bits : throw NotA(kind);

    internal object Object(ComponentValueKind kind) => Kind == kind ? _reference! : throw NotA(kind);

    private InvalidOperationException NotA(ComponentValueKind kind) => new($"The component value {this} is a {Kind}, not a {kind}.");
}
