using System.IO.Pipelines;
using System.Text;
using Whorl.Wasi.Files;
using Whorl.Wasi.Http;
using Whorl.Wasi.Tests.Fakes;

namespace Whorl.Wasi.Tests.Guests;

/// <summary>Runs the guest in tests/guests/wasi, which calls every function, and compares what it prints with cases/probe.</summary>
public sealed class ProbeGuestTests : IDisposable
{
    private readonly RecordingOutput _out = new();
    private readonly RecordingOutput _errors = new();
    private readonly List<LimitReached> _limits = [];
    private readonly Guest _guest;

    public ProbeGuestTests()
    {
        Guest? guest = Guest.TryLoad("tests/guests/wasi/wasi.wasm");
        Assert.SkipWhen(guest is null, "The guest is not built. Build it with: tests/guests/build");
        _guest = guest;
    }

    public void Dispose() => _guest.Dispose();

    [Theory]
    [InlineData("cli", "")]
    [InlineData("clocks", "")]
    [InlineData("random", "")]
    [InlineData("input", "abcdefghij")]
    [InlineData("output", "0123456789")]
    [InlineData("reading", "")]
    [InlineData("sockets", "")]
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
    public void Run_Writing_PrintsWhatIsExpectedAndReportsTheLimit()
    {
        Assert.Equal(0, Run("writing", isWritable: true));
        Expect("writing");
        Assert.Equal(["transient-file-bytes"], _limits.Select(l => l.Name));
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
        Assert.Equal(["BREW http://example.test:81/p?q [x-one=1] ping"], outbound.Requests);
        Assert.Equal(TimeSpan.FromMilliseconds(1), outbound.Last!.ConnectTimeout);
        Assert.Equal(TimeSpan.FromMilliseconds(2), outbound.Last.FirstByteTimeout);
        Assert.Equal(TimeSpan.FromMilliseconds(3), outbound.Last.BetweenBytesTimeout);
        Assert.True(response.Disposed.IsCompleted);
    }

    [Fact]
    public void Run_ClientAndABrokenBody_GetsTheHttpError()
    {
        var pipe = new Pipe();
        pipe.Writer.Complete(new HttpErrorException(new HttpError(HttpErrorKind.HttpResponseIncomplete)));
        var outbound = new FakeOutbound((_, _) => Task.FromResult<OutboundResponse>(new FakeOutbound.Response(200, pipe.Reader)));
        Assert.Equal(0, Run("client", outbound: outbound));
        Expect("client-broken-body");
    }

    [Fact]
    public void Run_ClientAndAFailedCall_GetsTheErrorCode()
    {
        var refused = new HttpErrorException(new HttpError(HttpErrorKind.ConnectionRefused));
        var outbound = new FakeOutbound((_, _) => Task.FromException<OutboundResponse>(refused));
        Assert.Equal(0, Run("client", outbound: outbound));
        Assert.EndsWith($"response error {(int)HttpErrorKind.ConnectionRefused}\n", _out.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ClientWithoutANetwork_IsDeniedAtOnce()
    {
        Assert.Equal(0, Run("client"));
        Assert.EndsWith($"handle 1\ncode {(int)HttpErrorKind.HttpRequestDenied}\n", _out.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handle_Request_TakesItApart()
    {
        var sink = new RecordingSink();
        FakeRequest request = new FakeRequest("BREW", "/path?query", ("x-a", "1"), ("host", "example.test"), ("connection", "close"), ("x-b", "2"))
        {
            Trailers = new HeaderList { { "x-t", "3" } },
        }.WithBody("the body");
        _guest.Handle(New("", "", isWritable: false, outbound: null), request, sink);
        Assert.Equal(["start 203", "body", "complete"], sink.Events);
        Assert.Equal("X-Answer=yes", string.Join(' ', sink.Headers!.Select(h => $"{h.Name}={h.Text}")));
        Assert.Equal("X-Trailer=end", string.Join(' ', sink.Trailers!.Select(h => $"{h.Name}={h.Text}")));
        using var all = new MemoryStream();
        await sink.Reader.CopyToAsync(all);
        Expect("handler", Encoding.UTF8.GetString(all.ToArray()));
    }

    private static PipeReader Reader(string text) => PipeReader.Create(new MemoryStream(Encoding.UTF8.GetBytes(text)));

    private int Run(string suite, string stdin = "", bool isWritable = false, IOutboundHttp? outbound = null) =>
        _guest.Run(New(suite, stdin, isWritable, outbound));

    private WasiContext New(string suite, string stdin, bool isWritable, IOutboundHttp? outbound) => new(new WasiContextOptions
    {
        Arguments = ["probe", suite, "x y"],
        Environment = [new("A", "1"), new("B", "zwei")],
        Time = new FixedWallTime(),
        TransientWrites = isWritable,
        Limits = new WasiLimits { TransientFileBytes = 64 * 1024 },
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
        LimitReached = _limits.Add,
    };

    private void Expect(string name) => Expect(name, _out.Text);

    private static void Expect(string name, string actual)
    {
        string expected = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "cases", "probe", name + ".txt"));
        Assert.Equal(expected, actual.Replace('\0', '0'), ignoreLineEndingDifferences: true);
    }
}
