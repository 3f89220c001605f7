using System.IO.Pipelines;
using Whorl.Wasi.Http;
using Whorl.Wasi.Io;

namespace Whorl.Wasi.Tests.Http;

public sealed class IncomingBodyTests : IDisposable
{
    private static readonly PipeInputOptions s_options = new("the body", 1_000_000, HttpErrorKind.HttpRequestBodySize);

    private readonly WasiContext _context = new(new WasiContextOptions());
    private readonly Pipe _pipe = new();

    public void Dispose() => _context.Dispose();

    [Fact]
    public void TryOpen_Twice_FailsTheSecondTime()
    {
        using IncomingBody body = New();
        Assert.True(body.TryOpen());
        Assert.False(body.TryOpen());
        body.Close();
        Assert.False(body.TryOpen());
    }

    [Fact]
    public async Task Trailers_AfterABodyLeftUnread_ComeOnceItIsAtItsEnd()
    {
        HeaderList trailers = new() { { "a", "1" } };
        using var wait = new TrailersWait(New(() => trailers));
        await _pipe.Writer.WriteAsync(new byte[1000]);
        Assert.False(wait.IsReady);
        await _pipe.Writer.CompleteAsync();
        _context.WaitFor(wait);
        Assert.Null(wait.Error);
        Assert.Same(trailers, wait.Take());
    }

    [Fact]
    public void Trailers_OfABrokenBody_AreItsError()
    {
        using var wait = new TrailersWait(New(() => throw new InvalidOperationException("there are none")));
        _pipe.Writer.Complete(new IOException("reset"));
        _context.WaitFor(wait);
        Assert.Equal(HttpErrorKind.ConnectionTerminated, wait.Error!.Kind);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Dispose_OfABodyOrItsTrailers_EndsTheExchange(bool isFinished)
    {
        using var exchange = new CancellationTokenSource();
        var body = new IncomingBody(_context, _pipe.Reader, s_options, () => null, exchange);
        IDisposable last = isFinished ? new TrailersWait(body) : body;
        last.Dispose();
        Assert.Throws<ObjectDisposedException>(() => exchange.Token);
    }

    [Fact]
    public void Trailers_OfNoBody_AreThereAtOnce()
    {
        using var wait = new TrailersWait(new IncomingBody(_context, null, s_options, () => null, null));
        Assert.True(wait.IsReady);
        Assert.Null(wait.Take());
    }

    private IncomingBody New(Func<HeaderList?>? trailers = null) => new(_context, _pipe.Reader, s_options, trailers ?? (() => null), null);
}
