using Whorl.Components.Hosting;
using Whorl.Wasi.P3;
using Whorl.Wasi.P3.Cli;
using Whorl.Wasi.P3.Clocks;
using Whorl.Wasi.P3.Filesystem;
using Whorl.Wasi.P3.Http;
using Whorl.Wasi.P3.Random;
using Whorl.Wasi.P3.Sockets;

namespace Whorl.Wasi;

/// <content>The interfaces of WASI 0.3. Those that only define types have no functions, and need no implementation.</content>
public static partial class WasiHost
{
    private static void AddVersion3(ComponentLinker linker, Func<object?, WasiContext> context, WasiGrants grants)
    {
        Func<object?, object> clocks = state => new ClockHost(context(state));
        Add(linker, clocks, P3.Clocks.MonotonicClock.Glue.Interface, P3.Clocks.SystemClock.Glue.Interface, P3.Clocks.Timezone.Glue.Interface);

        Func<object?, object> random = state => new RandomHost(context(state));
        Add(linker, random, P3.Random.Random.Glue.Interface, P3.Random.Insecure.Glue.Interface, P3.Random.InsecureSeed.Glue.Interface);

        Func<object?, object> files = state => new FilesystemHost(context(state), grants.HasFlag(WasiGrants.Files));
        Add(linker, files, P3.Filesystem.Types.Glue.Interface, P3.Filesystem.Preopens.Glue.Interface);

        Func<object?, object> sockets = state => new SocketsHost(context(state), grants.HasFlag(WasiGrants.Network));
        Add(linker, sockets, P3.Sockets.Types.Glue.Interface, P3.Sockets.IpNameLookup.Glue.Interface);

        Func<object?, object> http = state => new HttpHost(context(state), grants.HasFlag(WasiGrants.Network));
        Add(linker, http, P3.Http.Types.Glue.Interface, P3.Http.Client.Glue.Interface);

        Func<object?, object> cli = state => new CliHost(context(state), grants.HasFlag(WasiGrants.Environment));
        Add(
            linker,
            cli,
            P3.Cli.Types.Glue.Interface,
            P3.Cli.Environment.Glue.Interface,
            P3.Cli.Exit.Glue.Interface,
            P3.Cli.Stdin.Glue.Interface,
            P3.Cli.Stdout.Glue.Interface,
            P3.Cli.Stderr.Glue.Interface,
            P3.Cli.TerminalInput.Glue.Interface,
            P3.Cli.TerminalOutput.Glue.Interface,
            P3.Cli.TerminalStdin.Glue.Interface,
            P3.Cli.TerminalStdout.Glue.Interface,
            P3.Cli.TerminalStderr.Glue.Interface);
    }

    private static void Add(ComponentLinker linker, Func<object?, object> implementation, params ReadOnlySpan<HostInterface> offers)
    {
        foreach (HostInterface offer in offers)
        {
            Releases.Add(linker, offer, implementation);
        }
    }
}
