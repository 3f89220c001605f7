using System.Buffers;
using Whorl.Wasi;

namespace Whorl.Runtime.Logs;

/// <summary>
/// One output stream of one component. Guests add to a buffer and go on; the thread of <see cref="ComponentLogs"/> empties it. When the
/// disk or the terminal cannot follow, what is too much is dropped and counted.
/// </summary>
internal sealed class ComponentOutput : IOutputSink, IDisposable
{
    /// <summary>Bytes that may wait to be written.</summary>
    private const int MaxWaitingBytes = 4 * 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly LogFile? _file;
    private readonly Stream? _shown;
    private readonly LineSplitter? _lines;
    private readonly Action<ComponentOutput> _filled;
    private ArrayBufferWriter<byte> _waiting = new();
    private ArrayBufferWriter<byte> _writing = new();
    private long _dropped;
    private bool _isScheduled;

    /// <param name="file">The file that the output goes to, if any.</param>
    /// <param name="shown">The terminal that the output is shown at, if it is.</param>
    /// <param name="lines">Takes the output line by line, if anybody wants it so.</param>
    /// <param name="filled">Called when there is something to write, once until it is written.</param>
    public ComponentOutput(LogFile? file, Stream? shown, LineSplitter? lines, Action<ComponentOutput> filled)
    {
        _lines = lines;
        _file = file;
        _shown = shown;
        _filled = filled;
    }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            int taken = Math.Min(bytes.Length, MaxWaitingBytes - _waiting.WrittenCount);
            _waiting.Write(bytes[..taken]);
            _dropped += bytes.Length - taken;
            if (_isScheduled)
            {
                return;
            }

            _isScheduled = true;
        }

        _filled(this);
    }

    /// <summary>Writes what waits. Called by one thread.</summary>
    /// <returns>The number of bytes that had to be dropped.</returns>
    /// <exception cref="IOException">The file cannot be written to.</exception>
    public long Drain()
    {
        long dropped;
        lock (_gate)
        {
            (_waiting, _writing) = (_writing, _waiting);
            (dropped, _dropped) = (_dropped, 0);
            _isScheduled = false;
        }

        try
        {
            _shown?.Write(_writing.WrittenSpan);
            _lines?.Write(_writing.WrittenSpan);
            _file?.Write(_writing.WrittenSpan);
        }
        finally
        {
            _writing.ResetWrittenCount();
        }

        return dropped;
    }

    public void Dispose()
    {
        _lines?.End();
        _file?.Dispose();
    }
}
