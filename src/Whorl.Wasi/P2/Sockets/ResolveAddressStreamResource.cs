using System.Net;
using Whorl.Components.Hosting;
using Whorl.Wasi.P2.Io;
using Whorl.Wasi.P2.Sockets.IpNameLookup;
using Whorl.Wasi.P2.Sockets.Network;
using Whorl.Wasi.Sockets;

namespace Whorl.Wasi.P2.Sockets;

/// <summary><c>wasi:sockets/ip-name-lookup.resolve-address-stream</c>.</summary>
internal sealed class ResolveAddressStreamResource(WasiContext context, NameLookup lookup) : IResolveAddressStream
{
    private IPAddress[]? _addresses;
    private int _next;

    public Result<Option<IpAddress>, ErrorCode> ResolveNextAddress()
    {
        if (_addresses is null)
        {
            if (!lookup.Finish().TryGet(out IPAddress[]? addresses, out SocketFault fault))
            {
                return SocketErrors.From(fault);
            }

            _addresses = addresses;
        }

        return _next < _addresses.Length ? Option<IpAddress>.Some(Addresses.From(_addresses[_next++])) : Option<IpAddress>.None;
    }

    public Io.Poll.IPollable Subscribe() => new PollableResource(context, lookup);

    public void Dispose()
    {
        if (_addresses is null)
        {
            lookup.Finish();
        }
    }
}
