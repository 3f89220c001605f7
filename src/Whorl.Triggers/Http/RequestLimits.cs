using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Whorl.Apps.Limits;

namespace Whorl.Triggers.Http;

/// <summary>Refuses requests that are too large for a component, before it is called.</summary>
/// <param name="serverHeaderBytes">The bound on headers that the server itself keeps to.</param>
internal sealed class RequestLimits(long serverHeaderBytes)
{
    /// <summary>The status that refuses a request; null for one within the limits.</summary>
    public int? FindBroken(ComponentLimits limits, IHttpRequestFeature request)
    {
        if (request.Headers.ContentLength > limits.RequestBodyBytes)
        {
            return StatusCodes.Status413PayloadTooLarge;
        }

        // Only a component with a lower bound than the server's needs a count.
        return limits.RequestHeaderBytes < serverHeaderBytes && HeaderBytes(request.Headers) > limits.RequestHeaderBytes
            ? StatusCodes.Status431RequestHeaderFieldsTooLarge
            : null;
    }

    private static long HeaderBytes(IHeaderDictionary headers)
    {
        long bytes = 0;
        foreach ((string name, StringValues values) in headers)
        {
            foreach (string? value in values)
            {
                bytes += name.Length + (value?.Length ?? 0);
            }
        }

        return bytes;
    }
}
