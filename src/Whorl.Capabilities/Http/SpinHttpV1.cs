using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Whorl.Capabilities.Bindings.Spin.HttpTypes;
using Whorl.Capabilities.Calls;
using Whorl.Components.Hosting;
using Whorl.Wasi.Http;
using HttpError = Whorl.Capabilities.Bindings.Spin.HttpTypes.HttpError;
using IHost = Whorl.Capabilities.Bindings.Spin.Http.IHost;

namespace Whorl.Capabilities.Http;

/// <summary>
/// <c>fermyon:spin/http</c> without a version, as the first SDKs import it. It follows redirects, each of which has to be allowed as
/// the request itself has.
/// </summary>
internal sealed class SpinHttpV1(CapabilityScope scope) : IHost
{
    private const int MaxRedirects = 10;

    /// <summary>Spin's own limit.</summary>
    private const int MaxBodyBytes = 128 << 20;

    private static readonly CallTarget s_send = new("http", "send-request");

    public Result<Response, HttpError> SendRequest(Request req) =>
        scope.Call(s_send, call => SendAsync(req, call), static failure => failure.Kind switch
        {
            FailureKind.Denied => HttpError.DestinationNotAllowed,
            FailureKind.BadAddress => HttpError.InvalidUrl,
            FailureKind.BadParameter => HttpError.RequestError,
            FailureKind.TooMany => HttpError.TooManyRequests,
            _ => HttpError.RuntimeError,
        });

    private async ValueTask<Response> SendAsync(Request req, CapabilityCall call)
    {
        if (!scope.Grants.SendsRequests)
        {
            throw scope.Deny("http", "send requests from a dependency", "To allow it, let the dependency inherit `allowed_outbound_hosts` (`inherit_configuration` in the manifest).");
        }

        if (!RequestTarget.TryParse(req.Uri, out RequestTarget? target))
        {
            throw new FailureException(FailureKind.BadAddress, $"`{req.Uri}` is neither an http or https URL nor a path of the app");
        }

        var headers = new HeaderList(req.Headers.Length);
        foreach ((string name, string value) in req.Headers)
        {
            // The host and the length follow from what is sent.
            if (name.Equals("host", StringComparison.OrdinalIgnoreCase) || name.Equals("content-length", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            if (!GuestRequests.IsAllowedHeader(name, value))
            {
                throw new FailureException(FailureKind.BadParameter, $"the header `{name}` may not be set, or is malformed");
            }

            headers.Add(name, Encoding.UTF8.GetBytes(value));
        }

        var request = new WholeRequest(MethodOf(req.Method), target, headers, req.Body.TryGet(out byte[]? body) ? body : []);
        for (int redirects = 0; ; redirects++)
        {
            using OutboundResponse response = await SendAsync(request, call).ConfigureAwait(false);
            if (request.After(response) is not { } next)
            {
                return await ReadAsync(response, request, call.Token).ConfigureAwait(false);
            }

            request = redirects < MaxRedirects
                ? next
                : throw new FailureException(FailureKind.Refused, $"the request was redirected more than {MaxRedirects} times");
        }
    }

    private async Task<OutboundResponse> SendAsync(WholeRequest request, CapabilityCall call)
    {
        try
        {
            return await GuestRequests.SendAsync(scope.Context, request.ToOutbound(), call.Token).ConfigureAwait(false);
        }
        catch (HttpErrorException e)
        {
            throw Explain(e, request, call);
        }
    }

    private static Exception Explain(HttpErrorException e, WholeRequest request, CapabilityCall call)
    {
        if (call.Token.IsCancellationRequested)
        {
            return new OperationCanceledException(e.Message, e, call.Token);
        }

        FailureKind kind = e.Error.Kind switch
        {
            HttpErrorKind.HttpRequestDenied or HttpErrorKind.DestinationIpProhibited => FailureKind.Denied,
            HttpErrorKind.HttpRequestUriInvalid => FailureKind.BadAddress,
            HttpErrorKind.ConnectionLimitReached => FailureKind.TooMany,
            _ => FailureKind.Unavailable,
        };
        return new FailureException(kind, $"{request.Server}: {e.Error}", e);
    }

    private static async Task<Response> ReadAsync(OutboundResponse response, WholeRequest request, CancellationToken cancellationToken)
    {
        var body = new ArrayBufferWriter<byte>();
        try
        {
            while (true)
            {
                ReadResult read = await response.Body.ReadAsync(cancellationToken).ConfigureAwait(false);
                foreach (ReadOnlyMemory<byte> segment in read.Buffer)
                {
                    body.Write(segment.Span);
                }

                response.Body.AdvanceTo(read.Buffer.End);
                if (body.WrittenCount > MaxBodyBytes)
                {
                    throw new FailureException(FailureKind.TooLarge, $"query result exceeds limit of {MaxBodyBytes} bytes");
                }

                if (read.IsCompleted)
                {
                    break;
                }
            }
        }
        catch (Exception e) when (e is HttpErrorException or HttpRequestException or IOException)
        {
            throw new FailureException(FailureKind.Unavailable, $"{request.Server}: {HttpErrors.From(e)}", e);
        }

        (string, string)[] headers = [.. response.Headers.Where(h => Ascii.IsValid(h.Value.Span)).Select(h => (h.Name, h.Text))];
        return new Response((ushort)response.Status, headers, body.WrittenSpan.ToArray());
    }

    private static string MethodOf(Method method) => method switch
    {
        Method.Get => "GET",
        Method.Post => "POST",
        Method.Put => "PUT",
        Method.Delete => "DELETE",
        Method.Patch => "PATCH",
        Method.Head => "HEAD",
        _ => "OPTIONS",
    };
}
