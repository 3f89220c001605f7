namespace Whorl.Wasi.Io;

/// <summary>
/// Standard output or error. Beyond the limit bytes are dropped, not refused: a program should not die of its own chatter.
/// </summary>
internal sealed class SinkOutput(WasiContext context, IOutputSink sink) : OutputTarget
{
    public override StreamStatus CheckWrite(out int permit)
    {
        permit = MaxWriteBytes;
        return StreamStatus.Open;
    }

    public override StreamStatus Write(ReadOnlySpan<byte> bytes)
    {
        int count = context.TakeOutputAllowance(bytes.Length);
        if (count > 0)
        {
            sink.Write(bytes[..count]);
        }

        return StreamStatus.Open;
    }

    public override StreamStatus Flush() => StreamStatus.Open;

    public override void Dispose()
    {
    }
}
