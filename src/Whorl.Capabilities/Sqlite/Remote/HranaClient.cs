using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Whorl.Capabilities.Calls;

namespace Whorl.Capabilities.Sqlite.Remote;

/// <summary>
/// Speaks Hrana over HTTP, the protocol of libSQL servers, in version 3, or 2 with servers that do not know that. Shared by all
/// instances; the streams of SQL are theirs.
/// </summary>
/// <param name="label">The database's label in the runtime configuration, for messages.</param>
/// <param name="server">The server.</param>
/// <param name="token">What it knows the app by.</param>
/// <param name="limits">What guests may get out.</param>
internal sealed class HranaClient(string label, Uri server, string token, SqliteLimits limits) : IDisposable
{
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
    });

    private volatile bool _isVersion2;

    public Uri Server => server;

    public SqliteLimits Limits => limits;

    /// <summary>Whether the server can say if a transaction is open.</summary>
    public bool KnowsAutocommit => !_isVersion2;

    /// <summary>Sends requests on a stream.</summary>
    /// <param name="stream">The stream: where it is, and its baton; null for a new one.</param>
    /// <param name="write">Writes the elements of the array of requests.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The results; to be disposed.</returns>
    /// <exception cref="StreamLostException">The stream is no more, and nothing was done.</exception>
    /// <exception cref="FailureException">The server cannot be asked, or refused; the stream is no more.</exception>
    public async ValueTask<HranaResults> SendAsync(HranaStream? stream, Action<Utf8JsonWriter> write, CancellationToken cancellationToken)
    {
        try
        {
            using HttpResponseMessage response = await PostAsync(stream, write, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.NotFound && stream is null && !_isVersion2)
            {
                _isVersion2 = true;
                return await SendAsync(stream, write, cancellationToken).ConfigureAwait(false);
            }

            // Base64 and the names of types make a result about twice as large as it will be.
            await response.Content.LoadIntoBufferAsync(Math.Min(limits.ResultBytes * 3, int.MaxValue), cancellationToken).ConfigureAwait(false);
            using Stream body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            return response.IsSuccessStatusCode
                ? new HranaResults(await JsonDocument.ParseAsync(body, cancellationToken: cancellationToken).ConfigureAwait(false), stream?.BaseUrl ?? server)
                : throw Refusal(response.StatusCode, stream);
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw new FailureException(FailureKind.TooLarge, $"query result exceeds limit of {limits.ResultBytes} bytes", e);
        }
        catch (HttpRequestException e)
        {
            throw new FailureException(FailureKind.Unavailable, $"the server of database `{label}` cannot be reached: {e.Message}", e);
        }
        catch (JsonException e)
        {
            throw Unreadable(e);
        }
    }

    /// <summary>The failure of an answer that is not of the protocol.</summary>
    public FailureException Unreadable(Exception? inner = null) =>
        new(FailureKind.Unavailable, $"the server of database `{label}` does not answer as a libSQL server", inner);

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> PostAsync(HranaStream? stream, Action<Utf8JsonWriter> write, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        using (var json = new Utf8JsonWriter(content))
        {
            json.WriteStartObject();
            json.WriteString("baton", stream?.Baton);
            json.WriteStartArray("requests");
            write(json);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        string root = (stream?.BaseUrl ?? server).AbsoluteUri.TrimEnd('/');
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{root}/{(_isVersion2 ? "v2" : "v3")}/pipeline"));
        request.Headers.TryAddWithoutValidation("authorization", $"Bearer {token}");
        request.Content = new ByteArrayContent(content.ToArray());
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private Exception Refusal(HttpStatusCode status, HranaStream? stream) => status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new FailureException(
            FailureKind.Unavailable, $"the server of database `{label}` refuses the `token` of [sqlite_database.{label}] (status {(int)status})"),

        // So do servers answer to the baton of a stream that they have closed for having been idle.
        >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError when stream is not null => new StreamLostException(),
        _ => new FailureException(FailureKind.Unavailable, $"the server of database `{label}` answered with the status {(int)status}"),
    };
}
