using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Whorl.Wasi.Sockets;
using Whorl.Wasi.Tests.Fakes;

namespace Whorl.Wasi.Tests.Guests;

/// <summary>Runs the guest in tests/guests/sockets against peers on loopback, and compares what it prints with cases/sockets.</summary>
public sealed class SocketGuestTests : IDisposable
{
    private readonly RecordingOutput _out = new();
    private readonly RecordingRegion _region = new();
    private readonly List<LimitReached> _limits = [];
    private readonly Guest _guest;

    public SocketGuestTests()
    {
        Guest? guest = Guest.TryLoad("tests/guests/sockets/sockets.wasm");
        Assert.SkipWhen(guest is null, "The guest is not built. Build it with: tests/guests/build");
        _guest = guest;
    }

    public void Dispose() => _guest.Dispose();

    [Fact]
    public async Task Tcp_Peer_ExchangesBytesAndEnds()
    {
        using var server = new LoopbackServer();

        // Answers no sooner than the guest waits: a faster peer would spare it the wait.
        Task<string> served = server.ServeAsync("ping", "pong", allowed: _region.Entered);
        var policy = new FakeSocketPolicy((_, _) => true);
        Run("tcp", PortOf(server), policy);
        Expect("tcp");
        Assert.Equal("ping", await served);
        Assert.Equal(["TcpConnect 127.0.0.1 []"], policy.Asked);
        Assert.True(_region.Enters > 0, "waiting for the peer was no blocking region");
    }

    [Fact]
    public void Tcp_Denied_GetsAccessDenied()
    {
        Run("tcp", 9, new FakeSocketPolicy((_, _) => false));
        Assert.Contains("connect error 1\n", _out.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Tcp_NobodyListens_IsRefused()
    {
        int port;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        Run("refused", port, new FakeSocketPolicy((_, _) => true));
        Expect("refused");
    }

    [Fact]
    public void Listen_Allowed_AcceptsAConnection()
    {
        Run("listen", 9, new FakeSocketPolicy((_, _) => true));
        Expect("listen");
    }

    [Fact]
    public void Listen_BindingDenied_GetsAccessDenied()
    {
        Run("listen", 9, new FakeSocketPolicy((use, _) => use != SocketUse.TcpBind));
        Assert.Equal("listen unbound error 9\nbound too early error 7\nbind error 1\n", _out.Text);
    }

    [Fact]
    public void Options_SetAndRead_AreAsSet()
    {
        Run("options", 9, new FakeSocketPolicy((_, _) => true));
        Expect("options");
    }

    [Fact]
    public async Task Udp_Peer_ExchangesDatagrams()
    {
        using var peer = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        Task<string> echoed = EchoAsync(peer, 2);
        Run("udp", PortOf(peer), new FakeSocketPolicy((_, _) => true));
        Expect("udp");
        Assert.Equal("one two", await echoed);
    }

    [Fact]
    public async Task Udp_DatagramOfAStranger_IsLeftOut()
    {
        // The stranger's datagram is there before the peer's, and is not seen.
        using var peer = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        using var stranger = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        Task<string> echoed = EchoAsync(peer, 2, stranger);
        Run("udp", PortOf(peer), new FakeSocketPolicy((use, to) => use == SocketUse.UdpBind || to.Port == PortOf(peer)));
        Expect("udp");
        Assert.Equal("one two", await echoed);
    }

    [Fact]
    public void Udp_Denied_GetsAccessDenied()
    {
        Run("udp", 9, new FakeSocketPolicy((use, _) => use == SocketUse.UdpBind));
        Assert.Contains("send error 1\n", _out.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_Suite_ResolvesWhatIsAllowed()
    {
        var policy = new FakeSocketPolicy((_, _) => true);
        Run("names", 9, policy);
        Expect("names");
        Assert.Equal(["lookup localhost", "lookup other.test"], policy.Asked);
    }

    [Fact]
    public void Sockets_NoNetwork_AreRefused()
    {
        Run("udp", 9, policy: null);
        Assert.Equal("create error 1\n", _out.Text);
    }

    [Fact]
    public void Sockets_MoreThanTheLimit_AreRefusedAndReported()
    {
        Run("udp", 9, new FakeSocketPolicy((_, _) => true), sockets: 0);
        Assert.Equal("create error 10\n", _out.Text);
        Assert.Equal(["sockets"], _limits.Select(l => l.Name));
    }

    private static int PortOf(LoopbackServer server) =>
        int.Parse(server.Authority.AsSpan(server.Authority.IndexOf(':', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture);

    private static int PortOf(UdpClient client) => ((IPEndPoint)client.Client.LocalEndPoint!).Port;

    private static async Task<string> EchoAsync(UdpClient peer, int count, UdpClient? before = null)
    {
        var texts = new List<string>();
        for (int i = 0; i < count; i++)
        {
            UdpReceiveResult received = await peer.ReceiveAsync(TestContext.Current.CancellationToken);
            texts.Add(Encoding.ASCII.GetString(received.Buffer));
            if (before is not null)
            {
                await before.SendAsync("bad"u8.ToArray(), received.RemoteEndPoint, TestContext.Current.CancellationToken);
            }

            await peer.SendAsync(received.Buffer, received.RemoteEndPoint, TestContext.Current.CancellationToken);
        }

        return string.Join(' ', texts);
    }

    private void Run(string suite, int port, ISocketPolicy? policy, int sockets = 8)
    {
        var context = new WasiContext(new WasiContextOptions
        {
            Arguments = ["sockets", suite, port.ToString(CultureInfo.InvariantCulture)],
            Limits = new WasiLimits { Sockets = sockets },
        })
        {
            Stdout = _out,
            Sockets = policy,
            Blocking = _region,
            LimitReached = _limits.Add,
        };
        Assert.Equal(0, _guest.Run(context));
    }

    private void Expect(string name)
    {
        string expected = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "cases", "sockets", name + ".txt"));
        Assert.Equal(expected, _out.Text, ignoreLineEndingDifferences: true);
    }
}
