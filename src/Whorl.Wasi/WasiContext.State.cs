using System.Buffers;
using Whorl.Wasi.Clocks;
using Whorl.Wasi.Files;
using Whorl.Wasi.Http;
using Whorl.Wasi.Io;
using Whorl.Wasi.Sockets;

namespace Whorl.Wasi;

/// <content>What the instance has taken of its limits, what is shared within it, and what must be ended with it.</content>
public sealed partial class WasiContext
{
    private readonly Lock _endsGate = new();
    private CancellationTokenSource? _ended;
    private HashSet<IDisposable>? _ends;
    private bool _disposed;
    private byte[]? _joined;
    private long _outputBytes;
    private bool _isStdinTaken;
    private bool _outputReported;
    private long _hostBytes;

    /// <summary>Cancelled when the instance has ended.</summary>
    internal CancellationToken Ended
    {
        get
        {
            lock (_endsGate)
            {
                return _disposed ? new CancellationToken(canceled: true) : (_ended ??= new CancellationTokenSource()).Token;
            }
        }
    }

    /// <summary>Counts the requests that the guest sends on nobody's behalf.</summary>
    internal OutboundAllowance Outbound => field ??= new OutboundAllowance(this);

    internal MonotonicClock Clock => field ??= new MonotonicClock(Options.Time);

    internal FileSpace FileSpace => field ??= new FileSpace(this);

    internal SocketSpace SocketSpace => field ??= new SocketSpace(this);

    internal DirectoryNode RootDirectory => field ??= new DirectoryNode(FileSpace, parent: null, Options.Files.Root);

    /// <summary>Standard input, of which all streams of the guest are one.</summary>
    internal InputSource StdinSource => field ??= CreateStdin();

    /// <summary>What takes standard output in place of <see cref="Stdout"/>: the response of a program that answers a request.</summary>
    internal OutputTarget? ProgramOutput { get; set; }

    /// <summary>A stream to standard output.</summary>
    internal OutputTarget OpenStdout() => ProgramOutput ?? new SinkOutput(this, Stdout);

    /// <summary>Says that the guest ran into a limit that does not end it.</summary>
    internal void Report(string name, long value, string what, string outcome) =>
        LimitReached?.Invoke(Wasi.LimitReached.For(name, value, what, outcome));

    /// <summary>How many of some bytes may still go to standard output or error.</summary>
    internal int TakeOutputAllowance(int wanted)
    {
        long limit = Options.Limits.OutputBytes;
        long before = Interlocked.Add(ref _outputBytes, wanted) - wanted;
        int granted = (int)Math.Clamp(limit - before, 0, wanted);
        if (granted < wanted && !_outputReported)
        {
            _outputReported = true;
            Report("output-bytes", limit, "the component wrote to standard output and error more", "the rest is dropped");
        }

        return granted;
    }

    /// <summary>Counts bytes that are held for the guest, or are no more if the number is negative.</summary>
    /// <exception cref="WasiLimitException">They are more than it may have.</exception>
    internal void ChargeHost(int bytes)
    {
        long held = Interlocked.Add(ref _hostBytes, bytes);
        long limit = Options.Limits.HostBytes;
        if (held > limit && bytes > 0)
        {
            throw new WasiLimitException(Wasi.LimitReached.For(
                "host-bytes", limit, $"the component has {held} bytes of headers and unsent bodies, which is more", "it was ended"));
        }
    }

    /// <summary>
    /// Some bytes in one piece: as they are if they are one, else copied to a buffer that all streams share, so that they are good
    /// until the next read.
    /// </summary>
    internal ReadOnlyMemory<byte> Join(in ReadOnlySequence<byte> bytes)
    {
        if (bytes.IsSingleSegment)
        {
            return bytes.First;
        }

        _joined ??= ArrayPool<byte>.Shared.Rent(InputSource.MaxReadBytes);
        bytes.CopyTo(_joined);
        return _joined.AsMemory(0, (int)bytes.Length);
    }

    /// <summary>
    /// Ends something with the instance, unless it is <see cref="Forget">forgotten</see> before; at once if the instance has ended.
    /// Any thread.
    /// </summary>
    public void EndWithInstance(IDisposable end)
    {
        lock (_endsGate)
        {
            if (!_disposed)
            {
                (_ends ??= []).Add(end);
                return;
            }
        }

        end.Dispose();
    }

    /// <summary>Something that was to end with the instance has ended before. Any thread.</summary>
    public void Forget(IDisposable end)
    {
        lock (_endsGate)
        {
            _ends?.Remove(end);
        }
    }

    /// <summary>Gives standard input to one reader; null when it has one, or there is none.</summary>
    internal System.IO.Pipelines.PipeReader? TakeStdin() => Interlocked.Exchange(ref _isStdinTaken, true) ? null : Stdin;

    private InputSource CreateStdin()
    {
        if (TakeStdin() is not { } stdin)
        {
            return new EmptyInput();
        }

        var input = new PipeInput(this, stdin, new PipeInputOptions("standard input", long.MaxValue, HttpErrorKind.InternalError));
        EndWithInstance(input);
        return input;
    }
}
