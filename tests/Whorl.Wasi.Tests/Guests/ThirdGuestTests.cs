using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Whorl.Wasi.Files;
using Whorl.Wasi.Http;
using Whorl.Wasi.Sockets;
using Whorl.Wasi.Tests.Fakes;

namespace Whorl.Wasi.Tests.Guests;

/// <summary>Runs the guest in tests/guests/wasi3, which calls the functions of WASI 0.3, and compares what it prints with cases/wasi3.</summary>
public class ThirdGuestTests : IDisposable
{
    private readonly RecordingOutput _out = new();
    private readonly RecordingOutput _errors = new();
    private readonly List<LimitReached> _limits = [];
    private readonly Guest _guest;

    public ThirdGuestTests()
        : this("tests/guests/wasi3/wasi3.wasm")
    {
    }

    protected ThirdGuestTests(string path)
    {
        Guest? guest = Guest.TryLoad(path);
        Assert.SkipWhen(guest is null, "The guest is not built. Build it with: tests/guests/build");
        _guest = guest;
    }

    public void Dispose()
    {
        _guest.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("cli", "")]
    [InlineData("clocks", "")]
    [InlineData("random", "")]
    [InlineData("input", "abcdefghij")]
    [InlineData("reading", "")]
    [InlineData("fields", "")]
    public void Run_Suite_PrintsWhatIsExpected(string suite, string stdin)
    {
        Assert.Equal(0, Run(suite, stdin));
        Expect(suite);
        Assert.Empty(_limits);
    }

    [Fact]
    public void Run_Cli_WritesToStandardError()
    {
        Run("cli");
        Assert.Equal("to stderr", _errors.Text);
    }

    [Fact]
    public void Run_Writing_PrintsWhatIsExpected()
    {
        Assert.Equal(0, Run("writing", isWritable: true));
        Expect("writing");
    }

    [Theory]
    [InlineData("exit", 0)]
    [InlineData("exit-badly", 1)]
    [InlineData("exit-with-code", 42)]
    [InlineData("no such suite", 1)]
    public void Run_Exit_GivesItsCode(string suite, int code) => Assert.Equal(code, Run(suite));

    [Fact]
    public void Run_Client_SendsAndTakesApart()
    {
        var response = new FakeOutbound.Response(201, Reader("pong")) { Trailers = new HeaderList { { "x-sum", "4" } } };
        var outbound = new FakeOutbound((_, _) => Task.FromResult<OutboundResponse>(response));
        Assert.Equal(0, Run("client", outbound: outbound));
        Expect("client");
        Assert.Equal(["POST http://example.test:81/p?q [x-one=1] ping"], outbound.Requests);
        Assert.True(response.Disposed.IsCompleted);
    }

    [Fact]
    public void Run_ClientAndAFailedCall_GetsTheErrorCode()
    {
        var refused = new HttpErrorException(new HttpError(HttpErrorKind.ConnectionRefused));
        var outbound = new FakeOutbound((_, _) => Task.FromException<OutboundResponse>(refused));
        Assert.Equal(0, Run("client", outbound: outbound));
        Assert.EndsWith($"send error {(int)HttpErrorKind.ConnectionRefused}\n", _out.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ClientWithoutANetwork_IsDeniedAndTheBodyDropped()
    {
        Assert.Equal(0, Run("client"));
        Assert.EndsWith($"send error {(int)HttpErrorKind.HttpRequestDenied}\n", _out.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ClientAndASenderThatRefusesAtOnce_GetsTheErrorAndIsNotKeptWaiting()
    {
        Assert.Equal(0, Run("client", outbound: new RefusingOutbound()));
        Assert.EndsWith($"send error {(int)HttpErrorKind.HttpRequestDenied}\n", _out.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Tcp_ExchangesBytesAndEnds()
    {
        using var server = new LoopbackServer();
        Task<string> served = server.ServeAsync("ping", "pong");
        var policy = new FakeSocketPolicy((_, _) => true);
        Run("tcp", port: IPEndPoint.Parse(server.Authority).Port, policy: policy);
        Expect("tcp");
        Assert.Equal("ping", await served);
        Assert.Equal(["TcpConnect 127.0.0.1 []"], policy.Asked);
    }

    [Fact]
    public void Run_TcpDenied_GetsAccessDenied()
    {
        Run("tcp", port: 9, policy: new FakeSocketPolicy((_, _) => false));
        Assert.EndsWith("connect error 0\n", _out.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_Listen_AcceptsAConnection()
    {
        Run("listen", port: 9, policy: new FakeSocketPolicy((_, _) => true));
        Expect("listen");
    }

    [Fact]
    public async Task Run_Udp_ExchangesDatagrams()
    {
        using var peer = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        Task<string> echoed = EchoAsync(peer, 2);
        Run("udp", port: ((IPEndPoint)peer.Client.LocalEndPoint!).Port, policy: new FakeSocketPolicy((_, _) => true));
        Expect("udp");
        Assert.Equal("one two", await echoed);
    }

    [Fact]
    public void Run_Names_ResolvesWhatIsAllowed()
    {
        Run("names", policy: new FakeSocketPolicy((_, _) => true));
        Expect("names");
    }

    [Fact]
    public void Run_SocketsWithoutANetwork_AreRefused()
    {
        Run("udp");
        Assert.Equal("create error 0\n", _out.Text);
    }

    private static async Task<string> EchoAsync(UdpClient peer, int count)
    {
        var texts = new List<string>();
        for (int i = 0; i < count; i++)
        {
            UdpReceiveResult received = await peer.ReceiveAsync(TestContext.Current.CancellationToken);
            texts.Add(Encoding.ASCII.GetString(received.Buffer));
            await peer.SendAsync(received.Buffer, received.RemoteEndPoint, TestContext.Current.CancellationToken);
        }

        return string.Join(' ', texts);
    }

    private static PipeReader Reader(string text) => PipeReader.Create(new MemoryStream(Encoding.UTF8.GetBytes(text)));

    private int Run(
        string suite, string stdin = "", bool isWritable = false, IOutboundHttp? outbound = null, int port = 0, ISocketPolicy? policy = null)
    {
        var context = new WasiContext(new WasiContextOptions
        {
            Arguments = ["probe", suite, port.ToString(CultureInfo.InvariantCulture)],
            Environment = [new("A", "1"), new("B", "zwei")],
            Time = new FixedWallTime(),
            TransientWrites = isWritable,
            Files = FileTree.Create(
            [
                new("a.txt", FileContent.FromMemory("alpha"u8.ToArray(), DateTimeOffset.FromUnixTimeSeconds(1_600_000_000))),
                new("dir/b.txt", FileContent.FromMemory("beta"u8.ToArray(), DateTimeOffset.FromUnixTimeSeconds(1_600_000_001))),
            ]),
        })
        {
            Stdout = _out,
            Stderr = _errors,
            Stdin = stdin.Length > 0 ? Reader(stdin) : null,
            OutboundHttp = outbound,
            Sockets = policy,
            LimitReached = _limits.Add,
        };
        return _guest.Run(context);
    }

    private void Expect(string name)
    {
        string expected = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "cases", "wasi3", name + ".txt"));
        Assert.Equal(expected, _out.Text, ignoreLineEndingDifferences: true);
    }

    private sealed class RefusingOutbound : IOutboundHttp
    {
        public Task<OutboundResponse> SendAsync(OutboundRequest request, CancellationToken cancellationToken) =>
            throw new HttpErrorException(new HttpError(HttpErrorKind.HttpRequestDenied));
    }
}
