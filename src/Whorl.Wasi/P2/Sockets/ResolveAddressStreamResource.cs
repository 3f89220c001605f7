using System.Net;
using System.Net.Sockets;
using Whorl.Components.Hosting;
using Whorl.Wasi.P2.Io;
using Whorl.Wasi.P2.Sockets.IpNameLookup;
using Whorl.Wasi.P2.Sockets.Network;
using Whorl.Wasi.Sockets;

namespace Whorl.Wasi.P2.Sockets;

/// <summary><c>wasi:sockets/ip-name-lookup.resolve-address-stream</c>.</summary>
/// <param name="context">The instance's context.</param>
/// <param name="lookup">The addresses, which are being looked up.</param>
/// <param name="family">The only family of addresses to give; null for all.</param>
internal sealed class ResolveAddressStreamResource(WasiContext context, NameLookup lookup, AddressFamily? family = null) : IResolveAddressStream
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

            _addresses = family is null ? addresses : Array.FindAll(addresses, a => a.AddressFamily == family);
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
