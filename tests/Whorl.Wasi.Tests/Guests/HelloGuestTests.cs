using Whorl.Wasi.Tests.Fakes;

namespace Whorl.Wasi.Tests.Guests;

public sealed class HelloGuestTests
{
    [Fact]
    public void Handle_SmallAnswer_ReachesTheSinkInOneGo()
    {
        using Guest guest = Guest.TryLoad("samples/hello/hello.wasm")!;
        var sink = new RecordingSink();
        guest.Handle(new WasiContext(new WasiContextOptions()), new FakeRequest("GET", "/some/path?q"), sink);
        Assert.Equal(["respond 200 Hello from Whorl! You asked for /some/path?q\n"], sink.Events);
        Assert.Equal("content-type=text/plain", string.Join(' ', sink.Headers!.Select(h => $"{h.Name}={h.Text}")));
    }

    [Fact]
    public void Handle_Head_SendsNoBody()
    {
        using Guest guest = Guest.TryLoad("samples/hello/hello.wasm")!;
        var sink = new RecordingSink();
        guest.Handle(new WasiContext(new WasiContextOptions()), new FakeRequest("HEAD", "/"), sink);
        Assert.Equal(["respond 200 "], sink.Events);
    }
}
