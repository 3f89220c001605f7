using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Whorl.Capabilities.Calls;

namespace Whorl.Capabilities.Llm.Remote;

/// <summary>A server that is asked with JSON and answers with JSON. Its token goes nowhere else: redirects are not followed.</summary>
internal sealed class ModelEndpoint(Uri server, string token) : IDisposable
{
    /// <summary>Spin's own limit.</summary>
    private const int MaxAnswerBytes = 128 << 20;

    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
    });

    /// <summary>Asks, and reads what the answer says.</summary>
    /// <param name="path">The path, which takes the place of the configured URL's.</param>
    /// <param name="write">Writes the members of the request's object.</param>
    /// <param name="read">Reads the answer; what it does not find there is the server's fault.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="FailureException">There is no answer, or not one that can be read.</exception>
    public async ValueTask<T> AskAsync<T>(string path, Action<Utf8JsonWriter> write, Func<JsonElement, T> read, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        using (var writer = new Utf8JsonWriter(content))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server, path));
        request.Headers.TryAddWithoutValidation("authorization", $"bearer {token}");
        request.Content = new ByteArrayContent(content.ToArray());
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        try
        {
            using HttpResponseMessage response = await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            await response.Content.LoadIntoBufferAsync(MaxAnswerBytes, cancellationToken).ConfigureAwait(false);
            using Stream body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            return await ReadAsync(path, response, body, read, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw new FailureException(FailureKind.TooLarge, $"query result exceeds limit of {MaxAnswerBytes} bytes", e);
        }
        catch (HttpRequestException e)
        {
            throw Unusable($"POST {path} request error: {e.Message}", e);
        }
    }

    public void Dispose() => _http.Dispose();

    private async ValueTask<T> ReadAsync<T>(
        string path, HttpResponseMessage response, Stream body, Func<JsonElement, T> read, CancellationToken cancellationToken)
    {
        try
        {
            if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            {
                // What it says about that may repeat the token.
                throw Refused(null);
            }

            using JsonDocument answer = await JsonDocument.ParseAsync(body, cancellationToken: cancellationToken).ConfigureAwait(false);
            if (ErrorOf(answer.RootElement) is { } error)
            {
                throw new FailureException(FailureKind.Refused, error);
            }

            if (response.IsSuccessStatusCode)
            {
                return read(answer.RootElement);
            }
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException && response.IsSuccessStatusCode)
        {
            throw Unusable($"the answer to POST {path} is not what the server's `api_type` promises", e);
        }
        catch (JsonException e)
        {
            throw Refused(e);
        }

        throw Refused(null);

        FailureException Refused(Exception? inner) => Unusable($"POST {path} was answered with the status {(int)response.StatusCode}", inner);
    }

    private FailureException Unusable(string message, Exception? inner) => new(
        new Failure(FailureKind.Unavailable, message)
        {
            Remedy = $"The server is {server.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)}, by `url`, `auth_token` and `api_type` of [llm_compute] in the runtime configuration.",
        },
        inner);

    /// <summary>The message of an error that the server describes; null if it does not.</summary>
    private static string? ErrorOf(JsonElement answer) =>
        answer.ValueKind == JsonValueKind.Object
        && answer.TryGetProperty("error", out JsonElement error)
        && error.ValueKind == JsonValueKind.Object
        && error.TryGetProperty("message", out JsonElement message)
        && message.ValueKind == JsonValueKind.String
            ? message.GetString()
            : null;
}
