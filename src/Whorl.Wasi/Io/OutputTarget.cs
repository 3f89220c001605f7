using System.Buffers;

namespace Whorl.Wasi.Io;

/// <summary>Takes the bytes that a guest writes. Ready when it takes more, or is closed.</summary>
internal abstract class OutputTarget : IWaitable, IDisposable
{
    /// <summary>The most that is accepted in one write.</summary>
    public const int MaxWriteBytes = 64 * 1024;

    /// <summary>Set once the target failed.</summary>
    public IoError? Failure { get; protected set; }

    public virtual bool IsReady => CheckWrite(out int permit) != StreamStatus.Open || permit > 0;

    /// <summary>How many bytes the next write may have; 0 while a flush is under way or buffers are full.</summary>
    public abstract StreamStatus CheckWrite(out int permit);

    /// <summary>Takes bytes, not more than last permitted.</summary>
    public abstract StreamStatus Write(ReadOnlySpan<byte> bytes);

    /// <summary>Begins to send on what was written; not ready until that is done.</summary>
    public abstract StreamStatus Flush();

    public virtual void Arm()
    {
    }

    /// <summary>The guest writes no more.</summary>
    public abstract void Dispose();

    public StreamStatus Write(in ReadOnlySequence<byte> bytes)
    {
        foreach (ReadOnlyMemory<byte> segment in bytes)
        {
            StreamStatus status = Write(segment.Span);
            if (status != StreamStatus.Open)
            {
                return status;
            }
        }

        return StreamStatus.Open;
    }
}
