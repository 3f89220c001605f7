using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Whorl.Apps.Model;

namespace Whorl.Triggers.Http;

/// <summary>The paths below <c>/.well-known/spin/</c>, which the host answers itself: is it there, and what does it serve.</summary>
internal sealed class WellKnownPaths
{
    private const string Prefix = "/.well-known/spin/";
    private static readonly byte[] s_ok = "OK"u8.ToArray();
    private readonly byte[] _info;

    public WellKnownPaths(AppModel app)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteString("name", app.Name);
            if (app.Version.Length > 0)
            {
                writer.WriteString("version", app.Version);
            }

            writer.WriteEndObject();
        }

        _info = json.ToArray();
    }

    /// <summary>Whether a path is answered here; no route reaches it then.</summary>
    public static bool Contains(string path) => path.StartsWith(Prefix, StringComparison.Ordinal);

    public Task AnswerAsync(IFeatureCollection context, string path)
    {
        IHttpResponseFeature response = context.GetRequiredFeature<IHttpResponseFeature>();
        switch (path[Prefix.Length..])
        {
            case "health":
                return StaticAnswer.WriteAsync(context, s_ok);
            case "info":
                response.Headers.ContentType = "application/json";
                return StaticAnswer.WriteAsync(context, _info);
            default:
                response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
        }
    }
}
