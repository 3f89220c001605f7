using Whorl.Wasi.Io;

namespace Whorl.Wasi.P2.Sockets;

/// <summary>Something that never has to be waited for.</summary>
internal sealed class Always : IWaitable
{
    public static Always Ready { get; } = new();

    public bool IsReady => true;

    public void Arm()
    {
    }
}
