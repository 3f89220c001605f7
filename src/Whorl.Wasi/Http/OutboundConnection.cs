using System.Net.Sockets;

namespace Whorl.Wasi.Http;

/// <summary>A connection that counts until it is closed.</summary>
internal sealed class OutboundConnection(Socket socket, IDisposable? permit) : NetworkStream(socket, ownsSocket: true)
{
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        permit?.Dispose();
    }
}
