using System.Net;
using System.Text;

namespace Whorl.Capabilities.Tests.Infrastructure;

/// <summary>A request's body that stops halfway, until a test lets it go on.</summary>
internal sealed class PausedContent(string before, string after) : HttpContent
{
    private readonly TaskCompletionSource _goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void GoOn() => _goOn.TrySetResult();

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes(before));
        await stream.FlushAsync();
        await _goOn.Task;
        await stream.WriteAsync(Encoding.UTF8.GetBytes(after));
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
