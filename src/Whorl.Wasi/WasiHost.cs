using Whorl.Components.Hosting;
using Whorl.Wasi.P2.Cli;
using Whorl.Wasi.P2.Clocks;
using Whorl.Wasi.P2.Filesystem;
using Whorl.Wasi.P2.Http;
using Whorl.Wasi.P2.Io;
using Whorl.Wasi.P2.Random;
using Whorl.Wasi.P2.Sockets;

namespace Whorl.Wasi;

/// <summary>Offers WASI to components.</summary>
public static partial class WasiHost
{
    /// <summary>
    /// Offers all interfaces of WASI 0.2 and 0.3, each in a version that serves all releases of its family, and preview 1 to core modules:
    /// one component may use all of them.
    /// </summary>
    /// <param name="linker">The linker to add to.</param>
    /// <param name="context">Gives the context of an instance, from the state of its store.</param>
    /// <param name="grants">What of the context is offered; the rest is empty or denied.</param>
    public static void AddTo(ComponentLinker linker, Func<object?, WasiContext> context, WasiGrants grants = WasiGrants.All)
    {
        ArgumentNullException.ThrowIfNull(linker);
        ArgumentNullException.ThrowIfNull(context);
        AddVersion2(linker, context, grants);
        AddVersion3(linker, context, grants);
    }

    private static void AddVersion2(ComponentLinker linker, Func<object?, WasiContext> context, WasiGrants grants)
    {
        Func<object?, object> io = state => new IoHost(context(state));
        linker.Add(P2.Io.Error.Glue.Interface, io).Add(P2.Io.Poll.Glue.Interface, io).Add(P2.Io.Streams.Glue.Interface, io);

        Func<object?, object> clocks = state => new ClockHost(context(state));
        linker.Add(P2.Clocks.MonotonicClock.Glue.Interface, clocks)
            .Add(P2.Clocks.WallClock.Glue.Interface, clocks)
            .Add(P2.Clocks.Timezone.Glue.Interface, clocks);

        Func<object?, object> random = state => new RandomHost(context(state));
        linker.Add(P2.Random.Random.Glue.Interface, random)
            .Add(P2.Random.Insecure.Glue.Interface, random)
            .Add(P2.Random.InsecureSeed.Glue.Interface, random);

        Func<object?, object> files = state => new FilesystemHost(context(state), grants.HasFlag(WasiGrants.Files));
        linker.Add(P2.Filesystem.Types.Glue.Interface, files).Add(P2.Filesystem.Preopens.Glue.Interface, files);

        Func<object?, object> http = state => new HttpHost(context(state), grants.HasFlag(WasiGrants.Network));
        linker.Add(P2.Http.Types.Glue.Interface, http).Add(P2.Http.OutgoingHandler.Glue.Interface, http);

        linker.Add(P1.Preview1Interface.Interface, state => new P1.Preview1Host(context(state), grants));
        AddCli(linker, state => new CliHost(context(state), grants.HasFlag(WasiGrants.Environment)));
        AddSockets(linker, state => new SocketsHost(context(state), grants.HasFlag(WasiGrants.Network)));
    }

    private static void AddCli(ComponentLinker linker, Func<object?, object> cli) => linker
        .Add(P2.Cli.Environment.Glue.Interface, cli)
        .Add(P2.Cli.Exit.Glue.Interface, cli)
        .Add(P2.Cli.Stdin.Glue.Interface, cli)
        .Add(P2.Cli.Stdout.Glue.Interface, cli)
        .Add(P2.Cli.Stderr.Glue.Interface, cli)
        .Add(P2.Cli.TerminalInput.Glue.Interface, cli)
        .Add(P2.Cli.TerminalOutput.Glue.Interface, cli)
        .Add(P2.Cli.TerminalStdin.Glue.Interface, cli)
        .Add(P2.Cli.TerminalStdout.Glue.Interface, cli)
        .Add(P2.Cli.TerminalStderr.Glue.Interface, cli);

    private static void AddSockets(ComponentLinker linker, Func<object?, object> sockets) => linker
        .Add(P2.Sockets.Network.Glue.Interface, sockets)
        .Add(P2.Sockets.InstanceNetwork.Glue.Interface, sockets)
        .Add(P2.Sockets.Tcp.Glue.Interface, sockets)
        .Add(P2.Sockets.TcpCreateSocket.Glue.Interface, sockets)
        .Add(P2.Sockets.Udp.Glue.Interface, sockets)
        .Add(P2.Sockets.UdpCreateSocket.Glue.Interface, sockets)
        .Add(P2.Sockets.IpNameLookup.Glue.Interface, sockets);
}
