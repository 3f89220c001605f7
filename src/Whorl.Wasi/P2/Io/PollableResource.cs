using Whorl.Wasi.Io;

namespace Whorl.Wasi.P2.Io;

/// <summary><c>wasi:io/poll.pollable</c>.</summary>
/// <param name="context">The instance's context.</param>
/// <param name="source">What to wait for.</param>
/// <param name="owned">What ends with the pollable, if anything: timers do, streams do not.</param>
internal sealed class PollableResource(WasiContext context, IWaitable source, IDisposable? owned = null) : Poll.IPollable
{
    public IWaitable Source => source;

    public bool Ready() => source.IsReady;

    public void Block() => context.WaitFor(source);

    public void Dispose() => owned?.Dispose();
}
