using System.IO.Pipelines;
using System.Text;
using Whorl.Wasi.Http;

namespace Whorl.Wasi.Tests.Fakes;

/// <summary>Answers requests as told, and writes them down.</summary>
internal sealed class FakeOutbound(Func<OutboundRequest, string, Task<OutboundResponse>> answer) : IOutboundHttp
{
    public List<string> Requests { get; } = [];

    public OutboundRequest? Last { get; private set; }

    public async Task<OutboundResponse> SendAsync(OutboundRequest request, CancellationToken cancellationToken)
    {
        Last = request;
        string body = "";
        if (request.Body is { } reader)
        {
            using var all = new MemoryStream();
            await reader.CopyToAsync(all, cancellationToken);
            body = Encoding.UTF8.GetString(all.ToArray());
        }

        string headers = string.Join(' ', request.Headers.Select(h => $"{h.Name}={h.Text}"));
        Requests.Add($"{request.Method} {request.Scheme}://{request.Authority}{request.PathAndQuery} [{headers}] {body}");
        return await answer(request, body);
    }

    internal sealed class Response(int status, PipeReader body) : OutboundResponse
    {
        private readonly TaskCompletionSource _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public HeaderList? Trailers { get; init; }

        public Task Disposed => _disposed.Task;

        public override int Status => status;

        public override HeaderList Headers { get; } = new() { { "content-type", "text/plain" }, { "connection", "close" } };

        public override PipeReader Body => body;

        public override HeaderList? ReadTrailers() => Trailers;

        protected override void Dispose(bool disposing) => _disposed.TrySetResult();
    }
}
