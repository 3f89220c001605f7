namespace Whorl.Wasi.Io;

/// <summary>Something a guest can wait for. Used on the guest's thread only; what happens elsewhere only wakes that thread.</summary>
internal interface IWaitable
{
    /// <summary>Whether a wait would be over at once. Never waits.</summary>
    bool IsReady { get; }

    /// <summary>
    /// Sees to it that <see cref="WaitSignal.Wake"/> is called when this becomes ready. May be called any number of times.
    /// </summary>
    void Arm();
}
