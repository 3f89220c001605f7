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
    private HashSet<IDisposable>? _ends;
    private byte[]? _joined;
    private long _outputBytes;
    private bool _outputReported;
    private long _hostBytes;
    private int _outboundCalls;
    private int _concurrentCalls;

    internal MonotonicClock Clock => field ??= new MonotonicClock(Options.Time);

    internal FileSpace FileSpace => field ??= new FileSpace(this);

    internal SocketSpace SocketSpace => field ??= new SocketSpace(this);

    internal DirectoryNode RootDirectory => field ??= new DirectoryNode(FileSpace, parent: null, Options.Files.Root);

    /// <summary>Standard input, of which all streams of the guest are one.</summary>
    internal InputSource StdinSource => field ??= CreateStdin();

    /// <summary>Says that the guest ran into a limit that does not end it.</summary>
    internal void Report(string name, long value, string what, string outcome) =>
        LimitReached?.Invoke(Wasi.LimitReached.For(name, value, what, outcome));

    /// <summary>How many of some bytes may still go to standard output or error.</summary>
    internal int TakeOutputAllowance(int wanted)
    {
        long limit = Options.Limits.OutputBytes;
        int granted = (int)Math.Min(wanted, Math.Max(0, limit - _outputBytes));
        _outputBytes += granted;
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
        _hostBytes += bytes;
        long limit = Options.Limits.HostBytes;
        if (_hostBytes > limit && bytes > 0)
        {
            throw new WasiLimitException(Wasi.LimitReached.For(
                "host-bytes", limit, $"the component has {_hostBytes} bytes of headers and unsent bodies, which is more", "it was ended"));
        }
    }

    /// <summary>Counts a request that the guest sends.</summary>
    /// <returns>Whether it may be sent.</returns>
    internal bool TryTakeOutboundCall()
    {
        WasiLimits limits = Options.Limits;
        if (_outboundCalls >= limits.OutboundCalls)
        {
            Report("outbound-calls", limits.OutboundCalls, "the component asked to send more requests", "the call was refused");
            return false;
        }

        if (_concurrentCalls >= limits.ConcurrentOutboundCalls)
        {
            Report(
                "concurrent-outbound-calls", limits.ConcurrentOutboundCalls,
                "the component asked to have more requests under way at once", "the call was refused");
            return false;
        }

        _outboundCalls++;
        _concurrentCalls++;
        return true;
    }

    internal void ReturnOutboundCall() => _concurrentCalls--;

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

    /// <summary>Ends something with the instance, unless it is <see cref="Forget">forgotten</see> before.</summary>
    public void EndWithInstance(IDisposable end) => (_ends ??= []).Add(end);

    /// <summary>Something that was to end with the instance has ended before.</summary>
    public void Forget(IDisposable end) => _ends?.Remove(end);

    private InputSource CreateStdin()
    {
        if (Stdin is null)
        {
            return new EmptyInput();
        }

        var input = new PipeInput(this, Stdin, new PipeInputOptions("standard input", long.MaxValue, HttpErrorKind.InternalError));
        EndWithInstance(input);
        return input;
    }
}
