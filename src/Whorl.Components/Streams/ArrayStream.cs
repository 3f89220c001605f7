using Whorl.Components.Abi;

namespace Whorl.Components.Streams;

/// <summary>Elements that are there already, as a stream.</summary>
internal sealed class ArrayStream<T>(ReadOnlyMemory<T> elements) : HostStream<T>
{
    private ReadOnlyMemory<T> _rest = elements;

    public override FillOutcome Fill(CanonicalContext reader, uint address, uint room, out uint written)
    {
        written = Math.Min(room, (uint)_rest.Length);
        if (_rest.IsEmpty)
        {
            return FillOutcome.Ended;
        }

        Codec.StoreRange(reader, address, Take((int)written));
        return FillOutcome.Filled;
    }

    public override void Close() => _rest = default;

    protected override ValueTask<int> ReadCoreAsync(Memory<T> buffer, CancellationToken cancellationToken)
    {
        var taken = Take(Math.Min(buffer.Length, _rest.Length));
        taken.CopyTo(buffer.Span);
        return new ValueTask<int>(taken.Length);
    }

    protected override Task WaitCoreAsync() => Task.CompletedTask;

    private ReadOnlySpan<T> Take(int count)
    {
        var taken = _rest.Span[..count];
        _rest = _rest[count..];
        return taken;
    }
}
