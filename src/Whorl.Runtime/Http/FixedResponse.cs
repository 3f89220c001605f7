using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Whorl.Apps.Model;
using Whorl.Wasi.Http;

namespace Whorl.Runtime.Http;

/// <summary>A response that no guest made.</summary>
internal sealed class FixedResponse : OutboundResponse
{
    private FixedResponse(int status, HeaderList headers, byte[] body)
    {
        Status = status;
        Headers = headers;
        Body = PipeReader.Create(new ReadOnlySequence<byte>(body));
    }

    public override int Status { get; }

    public override HeaderList Headers { get; }

    public override PipeReader Body { get; }

    /// <summary>A response with no headers and no body.</summary>
    public static OutboundResponse Of(int status) => new FixedResponse(status, new HeaderList(), []);

    /// <summary>The static response of a manifest.</summary>
    public static OutboundResponse Of(StaticResponse response)
    {
        var headers = new HeaderList(response.Headers.Length);
        foreach ((string name, string value) in response.Headers)
        {
            headers.Add(name.ToLowerInvariant(), value);
        }

        return new FixedResponse(response.StatusCode, headers, Encoding.UTF8.GetBytes(response.Body ?? ""));
    }

    protected override void Dispose(bool disposing) => Body.Complete();
}
