using System.IO.Pipelines;
using System.Text;
using Whorl.Components.Hosting;
using Whorl.Wasi.Files;
using Whorl.Wasi.Http;
using Whorl.Wasi.Tests.Fakes;
using Whorl.Wasmtime;

namespace Whorl.Wasi.Tests.Guests;

/// <summary>Requests to the guest in tests/guests/fixture, good and hostile.</summary>
public sealed class FixtureGuestTests : IDisposable
{
    private readonly RecordingOutput _out = new();
    private readonly RecordingOutput _errors = new();
    private readonly List<LimitReached> _limits = [];
    private readonly RecordingSink _sink = new();
    private readonly Guest _guest;

    public FixtureGuestTests()
    {
        Guest? guest = Guest.TryLoad("tests/guests/fixture/fixture.wasm");
        Assert.SkipWhen(guest is null, "The guest is not built. Build it with: tests/guests/build");
        _guest = guest;
    }

    public void Dispose() => _guest.Dispose();

    [Theory]
    [InlineData("/status/404", "respond 404 status\n")]
    [InlineData("/status/599", "respond 599 status\n")]
    [InlineData("/headers", "respond 200 x-a: 1\nx-b: 2\n")]
    [InlineData("/env", "respond 200 A=1\nB=2\n")]
    [InlineData("/file/dir/b.txt", "respond 200 beta")]
    [InlineData("/file/../b.txt", "respond 404 error 31\n")]
    [InlineData("/file/none", "respond 404 error 20\n")]
    [InlineData("/write/new", "respond 403 error 33\n")]
    [InlineData("/print", "respond 200 printed\n")]
    [InlineData("/early", "respond 200 did not read the body\n")]
    [InlineData("/never", "fail NoResponse")]
    [InlineData("/error", "fail GuestError")]
    [InlineData("/half", "fail BodyIncomplete")]
    public void Handle_Path_Answers(string path, string expected)
    {
        Handle(path);
        Assert.Equal([expected], _sink.Events);
    }

    [Fact]
    public void Handle_Print_WritesToTheSinks()
    {
        Handle("/print");
        Assert.Equal(("to stdout\n", "to stderr\n"), (_out.Text, _errors.Text));
    }

    [Fact]
    public void Handle_WriteWhereAllowed_ReadsItBack()
    {
        Handle("/write/new", isWritable: true);
        Assert.Equal(["respond 200 written"], _sink.Events);
    }

    [Theory]
    [InlineData("/echo")]
    [InlineData("/splice")]
    public async Task Handle_Echo_StreamsBothWaysWhileTheClientIsStillSending(string path)
    {
        var request = new FakeRequest("POST", path);
        PipeWriter writer = request.Writer;
        Task handling = Task.Run(() => _guest.Handle(New(), request, _sink));
        foreach (string part in (string[])["one ", "two ", "three"])
        {
            await writer.WriteAsync(Encoding.UTF8.GetBytes(part));
            ReadResult echoed = await _sink.Reader.ReadAsync();
            Assert.Equal(part, Encoding.UTF8.GetString(echoed.Buffer));
            _sink.Reader.AdvanceTo(echoed.Buffer.End);
        }

        await writer.CompleteAsync();
        await handling;
        Assert.Equal(["start 200", "body", "complete"], _sink.Events);
    }

    [Fact]
    public async Task Handle_EchoOfMuch_IsByteForByteTheSameInBoundedMemory()
    {
        byte[] sent = new byte[3_000_000];
        new Random(3).NextBytes(sent);
        var sink = new RecordingSink(pauseAt: 64 * 1024);
        var request = new FakeRequest("POST", "/echo");
        PipeWriter writer = request.Writer;
        Task handling = Task.Run(() => _guest.Handle(New(), request, sink));
        Task sending = Task.Run(async () =>
        {
            for (int at = 0; at < sent.Length; at += 100_000)
            {
                await writer.WriteAsync(sent.AsMemory(at, 100_000));
            }

            await writer.CompleteAsync();
        });
        using var received = new MemoryStream();
        await sink.Reader.CopyToAsync(received);
        await handling;
        await sending;
        Assert.Equal(sent, received.ToArray());
    }

    [Fact]
    public void Handle_Count_ReadsTheBodyToItsEnd()
    {
        _guest.Handle(New(), new FakeRequest("POST", "/count").WithBody(new string('x', 5000)), _sink);
        Assert.Equal(["respond 200 5000\n"], _sink.Events);
    }

    [Fact]
    public void Handle_Big_StreamsAllOfIt()
    {
        Handle("/big/200");
        Assert.Equal(["start 200", "body", "complete"], _sink.Events);
        Assert.Equal(200 * 1024, _sink.TakeFlushed().Length);
    }

    [Fact]
    public void Handle_Trailers_FollowTheBody()
    {
        Handle("/trailers");
        Assert.Equal(["start 200", "body", "complete"], _sink.Events);
        Assert.Equal("x-checksum=42", string.Join(' ', _sink.Trailers!.Select(h => $"{h.Name}={h.Text}")));
    }

    [Fact]
    public async Task Handle_Sleep_EndsWithItsTime()
    {
        var time = new ManualTime();
        var region = new RecordingRegion();
        Task handling = Task.Run(() => _guest.Handle(New(time: time, region: region), new FakeRequest("GET", "/sleep/100"), _sink));
        await region.Entered;
        time.Advance(TimeSpan.FromMilliseconds(100));
        await handling;
        Assert.Equal(["respond 200 slept\n"], _sink.Events);
    }

    [Fact]
    public async Task Handle_HangUntilAborted_Unwinds()
    {
        using var abort = new CancellationTokenSource();
        var region = new RecordingRegion();
        Task handling = Task.Run(() => _guest.Handle(New(region: region, aborted: abort.Token), new FakeRequest("GET", "/hang"), _sink));
        await region.Entered;
        await abort.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => handling);
        Assert.Empty(_sink.Events);
    }

    [Fact]
    public async Task Handle_ReadOfABodyThatStalls_UnwindsWhenAborted()
    {
        using var abort = new CancellationTokenSource();
        var region = new RecordingRegion();
        var request = new FakeRequest("POST", "/count");
        _ = request.Writer;
        Task handling = Task.Run(() => _guest.Handle(New(region: region, aborted: abort.Token), request, _sink));
        await region.Entered;
        await abort.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => handling);
    }

    [Fact]
    public void Handle_Fetch_PassesTheAnswerOn()
    {
        var outbound = new FakeOutbound((_, _) => Task.FromResult<OutboundResponse>(
            new FakeOutbound.Response(418, PipeReader.Create(new MemoryStream("teapot"u8.ToArray())))));
        Handle("/fetch/example.test/x?y", outbound: outbound);
        Assert.Equal(["respond 418 teapot"], _sink.Events);
        Assert.Equal(["GET http://example.test/x?y [] "], outbound.Requests);
    }

    [Theory]
    [InlineData("/trap")]
    [InlineData("/half-trap")]
    public void Handle_Trap_IsTold(string path)
    {
        var e = Assert.Throws<TrapException>(() => Handle(path));
        Assert.Equal(TrapCode.UnreachableCodeReached, e.Code);
        Assert.Empty(_sink.Events);
    }

    [Theory]
    [InlineData("/twice", "handle")]
    [InlineData("/bad-pointer", "out of bounds")]
    [InlineData("/bad-handle", "handle")]
    [InlineData("/wrong-type", "handle")]
    public void Handle_BrokenRule_EndsTheGuest(string path, string message)
    {
        var e = Assert.Throws<GuestTrapException>(() => Handle(path));
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/huge/100", "header-bytes")]
    [InlineData("/many-handles", "host-bytes")]
    public void Handle_LimitThatCannotBeTold_EndsTheGuest(string path, string limit)
    {
        var e = Assert.Throws<WasiLimitException>(() => Handle(path));
        Assert.Equal(limit, e.Limit.Name);
        Assert.Contains(limit, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Handle_FloodOfOutput_IsCutOffAndReportedOnce()
    {
        Handle("/flood");
        Assert.Equal(["respond 200 flooded\n"], _sink.Events);
        Assert.Equal(WasiLimits.Default.OutputBytes, _out.Text.Length);
        Assert.Equal(["output-bytes"], _limits.Select(l => l.Name));
    }

    private void Handle(string path, bool isWritable = false, IOutboundHttp? outbound = null) =>
        _guest.Handle(New(isWritable, outbound), new FakeRequest("GET", path, ("x-a", "1"), ("x-b", "2")), _sink);

    private WasiContext New(
        bool isWritable = false,
        IOutboundHttp? outbound = null,
        TimeProvider? time = null,
        IBlockingRegion? region = null,
        CancellationToken aborted = default) => new(new WasiContextOptions
        {
            Environment = [new("A", "1"), new("B", "2")],
            Files = FileTree.Create([new("dir/b.txt", FileContent.FromMemory("beta"u8.ToArray()))]),
            TransientWrites = isWritable,
            Time = time ?? TimeProvider.System,
        })
        {
            Stdout = _out,
            Stderr = _errors,
            OutboundHttp = outbound,
            Blocking = region,
            Aborted = aborted,
            LimitReached = _limits.Add,
        };
}
