using System.Globalization;
using System.Net;
using System.Text;
using Whorl.Components.Hosting;
using Whorl.Wasi.Io;

namespace Whorl.Wasi.Sockets;

/// <summary>The addresses of a name, which are being looked up.</summary>
internal sealed class NameLookup : IWaitable
{
    private const int MaxNameLength = 253;

    private static readonly IdnMapping s_idn = new();

    private readonly WasiContext _context;
    private readonly string _name;
    private bool _armed;
    private bool _counted;

    private NameLookup(WasiContext context, string name, Task<IPAddress[]> pending)
    {
        _context = context;
        _name = name;
        Pending = pending;
    }

    /// <summary>What to wait for before <see cref="Finish"/>.</summary>
    public Task<IPAddress[]> Pending { get; }

    public bool IsReady => Pending.IsCompleted;

    /// <summary>Begins to look up a name. Addresses are their own name, and need no permission: nobody is asked for them.</summary>
    public static Result<NameLookup, SocketFault> Start(WasiContext context, string name)
    {
        SocketSpace space = context.SocketSpace;
        if (space.Rules is not { } rules)
        {
            return SocketFault.AccessDenied;
        }

        if (IPAddress.TryParse(name, out IPAddress? address) && !name.Contains('%', StringComparison.Ordinal))
        {
            return new NameLookup(context, name, Task.FromResult(new[] { address }));
        }

        if (ToAscii(name) is not { } ascii)
        {
            return SocketFault.InvalidArgument;
        }

        if (!rules.AllowsLookup(ascii))
        {
            return SocketFault.AccessDenied;
        }

        if (!space.TryOpen())
        {
            return SocketFault.NewSocketLimit;
        }

        return new NameLookup(context, ascii, Dns.GetHostAddressesAsync(ascii, context.Aborted)) { _counted = true };
    }

    /// <summary>Gives the addresses, once they are there.</summary>
    public Result<IPAddress[], SocketFault> Finish()
    {
        if (!Pending.IsCompleted)
        {
            return SocketFault.WouldBlock;
        }

        if (_counted)
        {
            _counted = false;
            _context.SocketSpace.Close();
        }

        if (!Pending.IsCompletedSuccessfully)
        {
            return Pending.Exception is { } failure ? SocketFaults.From(failure.InnerException ?? failure) : SocketFault.TemporaryResolverFailure;
        }

        IPAddress[] addresses = [.. Pending.GetAwaiter().GetResult().Select(static a => a.IsIPv4MappedToIPv6 ? a.MapToIPv4() : a).Distinct()];
        _context.SocketSpace.Remember(_name, addresses);
        return addresses;
    }

    public void Arm()
    {
        if (!_armed && !Pending.IsCompleted)
        {
            _armed = true;
            Pending.GetAwaiter().UnsafeOnCompleted(_context.Signal.Wake);
        }
    }

    private static string? ToAscii(string name)
    {
        string ascii = name;
        if (!Ascii.IsValid(name))
        {
            try
            {
                ascii = s_idn.GetAscii(name);
            }
            catch (ArgumentException)
            {
                return null;
            }
        }

        bool isName = ascii.Length is > 0 and <= MaxNameLength && ascii.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_');
        return isName ? ascii.ToLowerInvariant() : null;
    }
}
