using Whorl.Wasi.Io;

namespace Whorl.Wasi;

/// <content>How the guest's thread waits.</content>
public sealed partial class WasiContext
{
    private CancellationTokenRegistration _abortRegistration;

    /// <summary>What the guest's thread sleeps on; made with the first thing that can be waited for.</summary>
    internal WaitSignal Signal => field ??= new WaitSignal();

    /// <summary>Waits until something is ready.</summary>
    internal void WaitFor(IWaitable source)
    {
        if (!source.IsReady)
        {
            WaitForAny(new ReadOnlySpan<IWaitable>(in source));
        }
    }

    /// <summary>Waits until at least one of some things is ready.</summary>
    /// <exception cref="OperationCanceledException">The instance is being ended.</exception>
    internal void WaitForAny(ReadOnlySpan<IWaitable> sources)
    {
        Aborted.ThrowIfCancellationRequested();
        if (AnyReady(sources))
        {
            return;
        }

        // Whatever the guest waits for may depend on its output having gone out.
        PushHeldOutput();
        if (_abortRegistration == default)
        {
            _abortRegistration = Aborted.UnsafeRegister(static wake => ((Action)wake!)(), Signal.Wake);
        }

        bool entered = false;
        try
        {
            while (true)
            {
                Signal.Reset();
                foreach (IWaitable source in sources)
                {
                    source.Arm();
                }

                Aborted.ThrowIfCancellationRequested();
                if (AnyReady(sources))
                {
                    return;
                }

                if (!entered)
                {
                    Blocking?.Enter();
                    entered = true;
                }

                Signal.Wait();
            }
        }
        finally
        {
            if (entered)
            {
                Blocking?.Exit();
            }
        }
    }

    private static bool AnyReady(ReadOnlySpan<IWaitable> sources)
    {
        foreach (IWaitable source in sources)
        {
            if (source.IsReady)
            {
                return true;
            }
        }

        return false;
    }
}
