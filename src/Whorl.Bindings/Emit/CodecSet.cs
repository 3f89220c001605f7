using Whorl.Bindings.Binding;

namespace Whorl.Bindings.Emit;

internal enum CodecOperation
{
    /// <summary>Lifts a value out of memory: <c>T ReadX(CanonicalContext cx, GuestMemory memory, uint at)</c>.</summary>
    Read,

    /// <summary>Lifts a value out of flat values: <c>T LiftX(CanonicalContext cx, ReadOnlySpan&lt;ValRaw&gt; flat)</c>.</summary>
    Lift,

    /// <summary>Lifts the elements of a sequence: <c>T LoadX(CanonicalContext cx, uint pointer, uint count)</c>.</summary>
    Load,

    /// <summary>Lowers a value into memory: <c>void WriteX(CanonicalContext cx, uint at, T value)</c>, with the memory if it stays in place.</summary>
    Write,

    /// <summary>Lowers a value into flat values: <c>void LowerX(CanonicalContext cx, Span&lt;ValRaw&gt; flat, T value)</c>.</summary>
    Lower,

    /// <summary>Lowers the elements of a sequence into new memory: <c>(uint, uint) StoreX(CanonicalContext cx, T value)</c>.</summary>
    Store,

    /// <summary>The codec of what a stream or future carries: <c>ElementCodec&lt;T&gt; ElementX</c>.</summary>
    Element,
}

/// <summary>
/// The methods that lift and lower types, written on demand: one for a named type, in the glue of the interface that defines it; one
/// for an unnamed type in each glue that needs it.
/// </summary>
internal sealed class CodecSet
{
    private readonly Dictionary<(InterfaceBinding Owner, CodecOperation Operation, string Key), string> _names = [];
    private readonly Queue<(InterfaceBinding Owner, CodecOperation Operation, BoundType Type, string Name)> _pending = [];
    private readonly Dictionary<InterfaceBinding, SourceWriter> _code = [];

    /// <summary>The name to call a method by from the glue of <paramref name="from"/>; asks for it to be written.</summary>
    public string Method(CodecOperation operation, BoundType type, InterfaceBinding from)
    {
        var owner = type switch { RecordType record => record.Owner, VariantType variant => variant.Owner, _ => from };
        var key = (owner, operation, type.Key);
        if (!_names.TryGetValue(key, out var name))
        {
            name = owner.GlueNames.Take(operation + type.Id);
            _names.Add(key, name);
            _pending.Enqueue((owner, operation, type, name));
        }

        return $"global::{owner.Namespace}.{owner.GlueClass}.{name}";
    }

    /// <summary>The expression for the codec of what a stream or future carries, from the glue of <paramref name="from"/>.</summary>
    public string Element(ChannelType channel, InterfaceBinding from)
    {
        if (channel.KnownCodec is { } known)
        {
            return known;
        }

        var element = channel.Element!;
        var owner = element switch { RecordType record => record.Owner, VariantType variant => variant.Owner, _ => from };
        var key = (owner, CodecOperation.Element, element.Key);
        if (!_names.TryGetValue(key, out var name))
        {
            name = owner.GlueNames.Take(CodecOperation.Element + element.Id);
            _names.Add(key, name);
            _pending.Enqueue((owner, CodecOperation.Element, channel, name));
        }

        return $"global::{owner.Namespace}.{owner.GlueClass}.{name}";
    }

    public void EmitAll()
    {
        while (_pending.Count > 0)
        {
            var (owner, operation, type, name) = _pending.Dequeue();
            if (!_code.TryGetValue(owner, out var writer))
            {
                _code.Add(owner, writer = new SourceWriter());
            }

            writer.Line();
            if (operation is CodecOperation.Element)
            {
                ElementCodecEmitter.Emit(writer, this, owner, (ChannelType)type, name);
            }
            else if (operation is CodecOperation.Read or CodecOperation.Lift or CodecOperation.Load)
            {
                new LiftEmitter(this, owner).EmitMethod(writer, operation, type, name);
            }
            else
            {
                new LowerEmitter(this, owner).EmitMethod(writer, operation, type, name);
            }
        }
    }

    public bool HasCode(InterfaceBinding binding) => _code.ContainsKey(binding);

    public string CodeOf(InterfaceBinding binding) => _code.TryGetValue(binding, out var writer) ? writer.ToString() : "";
}
