using Whorl.Wasi.Files;

namespace Whorl.Wasi;

/// <content>What the instance has taken of its limits, and what must be ended with it.</content>
public sealed partial class WasiContext
{
    private HashSet<IDisposable>? _ends;
    private long _outputBytes;
    private bool _outputReported;
    private int _handles;

    internal FileSpace FileSpace => field ??= new FileSpace(this);

    internal DirectoryNode RootDirectory => field ??= new DirectoryNode(FileSpace, parent: null, Options.Files.Root);

    /// <summary>Says that the guest ran into a limit that does not end it.</summary>
    internal void Report(string name, long value, string message) => LimitReached?.Invoke(new LimitReached(name, value, message));

    /// <summary>How many of some bytes may still go to standard output or error.</summary>
    internal int TakeOutputAllowance(int wanted)
    {
        long limit = Options.Limits.OutputBytes;
        int granted = (int)Math.Min(wanted, Math.Max(0, limit - _outputBytes));
        _outputBytes += granted;
        if (granted < wanted && !_outputReported)
        {
            _outputReported = true;
            Report("output-bytes", limit, $"the component wrote more than the limit output-bytes of {limit} to standard output and error; the rest is dropped");
        }

        return granted;
    }

    /// <summary>Counts a resource that the guest got.</summary>
    /// <exception cref="WasiLimitException">It has as many as it may.</exception>
    internal void TakeHandle()
    {
        int limit = Options.Limits.Handles;
        if (_handles >= limit)
        {
            throw new WasiLimitException(new LimitReached("handles", limit, $"the component has the limit handles of {limit} WASI resources alive and asked for one more; it was ended"));
        }

        _handles++;
    }

    internal void ReturnHandle() => _handles--;

    /// <summary>Ends something with the instance, unless it is <see cref="Forget">forgotten</see> before.</summary>
    internal void EndWithInstance(IDisposable end) => (_ends ??= []).Add(end);

    internal void Forget(IDisposable end) => _ends?.Remove(end);
}
