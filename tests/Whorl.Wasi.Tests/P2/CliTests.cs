using System.IO.Pipelines;
using System.Text;
using Whorl.Wasi.P2.Cli;
using Whorl.Wasi.P2.Io.Streams;

namespace Whorl.Wasi.Tests.P2;

public sealed class CliTests
{
    [Fact]
    public void GetStdin_Twice_ReadsOnWhereTheOtherStopped()
    {
        var stdin = PipeReader.Create(new MemoryStream("abcdef"u8.ToArray()));
        using var context = new WasiContext(new WasiContextOptions()) { Stdin = stdin };
        var host = new CliHost(context, hasEnvironment: true);
        using (IInputStream first = host.GetStdin())
        {
            Assert.Equal("ab", Encoding.UTF8.GetString(first.BlockingRead(2).Value.Span));
        }

        using IInputStream second = host.GetStdin();
        Assert.Equal("cdef", Encoding.UTF8.GetString(second.BlockingRead(10).Value.Span));
    }

    [Fact]
    public void GetStdin_NoneGiven_IsAtItsEnd()
    {
        using var context = new WasiContext(new WasiContextOptions());
        using IInputStream stdin = new CliHost(context, hasEnvironment: true).GetStdin();
        Assert.Equal(StreamErrorKind.Closed, stdin.BlockingRead(1).Error.Kind);
    }
}
