using System.Collections.Immutable;
using Whorl.Components.Hosting;

namespace Whorl.Wasi.P2;

/// <summary>The interfaces of WASI 0.2, by package.</summary>
internal static class Interfaces
{
    public static ImmutableArray<HostInterface> OfIo { get; } =
        [Io.Error.Glue.Interface, Io.Poll.Glue.Interface, Io.Streams.Glue.Interface];

    public static ImmutableArray<HostInterface> OfClocks { get; } =
        [Clocks.MonotonicClock.Glue.Interface, Clocks.WallClock.Glue.Interface, Clocks.Timezone.Glue.Interface];

    public static ImmutableArray<HostInterface> OfRandom { get; } =
        [Random.Random.Glue.Interface, Random.Insecure.Glue.Interface, Random.InsecureSeed.Glue.Interface];

    public static ImmutableArray<HostInterface> OfFilesystem { get; } =
        [Filesystem.Types.Glue.Interface, Filesystem.Preopens.Glue.Interface];

    public static ImmutableArray<HostInterface> OfHttp { get; } =
        [Http.Types.Glue.Interface, Http.OutgoingHandler.Glue.Interface];

    public static ImmutableArray<HostInterface> OfCli { get; } =
    [
        Cli.Environment.Glue.Interface,
        Cli.Exit.Glue.Interface,
        Cli.Stdin.Glue.Interface,
        Cli.Stdout.Glue.Interface,
        Cli.Stderr.Glue.Interface,
        Cli.TerminalInput.Glue.Interface,
        Cli.TerminalOutput.Glue.Interface,
        Cli.TerminalStdin.Glue.Interface,
        Cli.TerminalStdout.Glue.Interface,
        Cli.TerminalStderr.Glue.Interface,
    ];

    public static ImmutableArray<HostInterface> OfSockets { get; } =
    [
        Sockets.Network.Glue.Interface,
        Sockets.InstanceNetwork.Glue.Interface,
        Sockets.Tcp.Glue.Interface,
        Sockets.TcpCreateSocket.Glue.Interface,
        Sockets.Udp.Glue.Interface,
        Sockets.UdpCreateSocket.Glue.Interface,
        Sockets.IpNameLookup.Glue.Interface,
    ];

    public static ImmutableArray<HostInterface> All { get; } =
        [.. OfIo, .. OfClocks, .. OfRandom, .. OfFilesystem, .. OfHttp, .. OfCli, .. OfSockets];
}
