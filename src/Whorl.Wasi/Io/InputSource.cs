using System.Buffers;

namespace Whorl.Wasi.Io;

/// <summary>Bytes that a guest reads.</summary>
internal abstract class InputSource : IWaitable, IDisposable
{
    /// <summary>The most that one read gives, however much is asked for and there.</summary>
    public const int MaxReadBytes = 64 * 1024;

    /// <summary>Set once the source failed.</summary>
    public IoError? Failure { get; protected set; }

    public abstract bool IsReady { get; }

    /// <summary>Reads what is there now, without waiting.</summary>
    /// <param name="max">The most to read.</param>
    /// <param name="bytes">
    /// What was read, valid until the next call of any member. Empty while the stream is open: nothing is there yet.
    /// </param>
    public abstract StreamStatus Read(int max, out ReadOnlySequence<byte> bytes);

    public abstract void Arm();

    /// <summary>The guest reads no more.</summary>
    public abstract void Dispose();
}
