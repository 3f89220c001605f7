using System.Buffers;

namespace Whorl.Wasi.Io;

/// <summary>A source that is at its end.</summary>
internal sealed class EmptyInput : InputSource
{
    public override bool IsReady => true;

    public override StreamStatus Read(int max, out ReadOnlySequence<byte> bytes)
    {
        bytes = default;
        return StreamStatus.Closed;
    }

    public override void Arm()
    {
    }

    public override void Dispose()
    {
    }
}
