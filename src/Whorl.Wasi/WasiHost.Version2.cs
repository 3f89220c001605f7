using System.Collections.Immutable;
using Whorl.Components.Hosting;
using Whorl.Wasi.P2;
using Whorl.Wasi.P2.Candidates;
using Whorl.Wasi.P2.Cli;
using Whorl.Wasi.P2.Clocks;
using Whorl.Wasi.P2.Filesystem;
using Whorl.Wasi.P2.Http;
using Whorl.Wasi.P2.Io;
using Whorl.Wasi.P2.November;
using Whorl.Wasi.P2.October;
using Whorl.Wasi.P2.Random;
using Whorl.Wasi.P2.Sockets;

namespace Whorl.Wasi;

/// <content>The interfaces of WASI 0.2: of its releases, and of the two release candidates that components were published for.</content>
public static partial class WasiHost
{
    private static void AddVersion2(ComponentLinker linker, Func<object?, WasiContext> context, WasiGrants grants)
    {
        bool hasFiles = grants.HasFlag(WasiGrants.Files), mayConnect = grants.HasFlag(WasiGrants.Network);
        Func<object?, object> random = state => new RandomHost(context(state));
        Func<object?, object> cli = state => new CliHost(context(state), grants.HasFlag(WasiGrants.Environment));

        AddRelease(static i => i, state => new IoHost(context(state)), state => new ClockHost(context(state)), state => new FilesystemHost(context(state), hasFiles));
        AddNetwork(static i => i, state => new HttpHost(context(state), mayConnect), state => new SocketsHost(context(state), mayConnect));

        Func<HostInterface, HostInterface> november = Candidate.November.Of;
        AddRelease(november, state => new IoHost(context(state)), state => new ClockHost(context(state)), state => new FilesystemHost(context(state), hasFiles));
        AddNetwork(november, state => new NovemberHttpHost(context(state), mayConnect), state => new NovemberSocketsHost(context(state), mayConnect));

        Func<HostInterface, HostInterface> october = Candidate.October.Of;
        AddRelease(
            october,
            state => new OctoberIoHost(context(state)),
            state => new OctoberClockHost(context(state)),
            state => new OctoberFilesystemHost(context(state), hasFiles));
        AddNetwork(october, state => new OctoberHttpHost(context(state), mayConnect), state => new OctoberSocketsHost(context(state), mayConnect));

        linker.Add(P1.Preview1Interface.Interface, state => new P1.Preview1Host(context(state), grants));

        void AddRelease(Func<HostInterface, HostInterface> version, Func<object?, object> io, Func<object?, object> clocks, Func<object?, object> files)
        {
            Add(version, Interfaces.OfIo, io);
            Add(version, Interfaces.OfClocks, clocks);
            Add(version, Interfaces.OfRandom, random);
            Add(version, Interfaces.OfFilesystem, files);
            Add(version, Interfaces.OfCli, cli);
        }

        void AddNetwork(Func<HostInterface, HostInterface> version, Func<object?, object> http, Func<object?, object> sockets)
        {
            Add(version, Interfaces.OfHttp, http);
            Add(version, Interfaces.OfSockets, sockets);
        }

        void Add(Func<HostInterface, HostInterface> version, ImmutableArray<HostInterface> interfaces, Func<object?, object> implementation)
        {
            foreach (HostInterface released in interfaces)
            {
                linker.Add(version(released), implementation);
            }
        }
    }
}
