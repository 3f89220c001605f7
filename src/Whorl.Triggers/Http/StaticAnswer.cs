using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Whorl.Apps.Model;

namespace Whorl.Triggers.Http;

/// <summary>Sends a response that the manifest spells out.</summary>
internal static class StaticAnswer
{
    public static Task SendAsync(IFeatureCollection context, StaticResponse answer)
    {
        IHttpResponseFeature response = context.GetRequiredFeature<IHttpResponseFeature>();
        response.StatusCode = answer.StatusCode;
        foreach ((string name, string value) in answer.Headers)
        {
            response.Headers[name] = StringValues.Concat(response.Headers[name], value);
        }

        return string.IsNullOrEmpty(answer.Body) ? Task.CompletedTask : WriteAsync(context, Encoding.UTF8.GetBytes(answer.Body));
    }

    /// <summary>Writes a body that is all there.</summary>
    public static Task WriteAsync(IFeatureCollection context, byte[] body)
    {
        context.GetRequiredFeature<IHttpResponseFeature>().Headers.ContentLength = body.Length;
        return context.GetRequiredFeature<IHttpResponseBodyFeature>().Writer.WriteAsync(body).AsTask();
    }
}
