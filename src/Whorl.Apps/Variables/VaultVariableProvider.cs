using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Whorl.Apps.Variables;

/// <summary>
/// Values from HashiCorp Vault, the second version of its key-value engine: the field <c>value</c> of the secret that has the
/// variable's name. A value is asked for again when it is older than its time to live.
/// </summary>
/// <param name="http">Sends the requests; used for all of them.</param>
/// <param name="server">The server.</param>
/// <param name="token">What it knows the app by.</param>
/// <param name="mount">Where the engine is mounted.</param>
/// <param name="prefix">The path that secrets are under; null for none.</param>
/// <param name="time">The clock.</param>
public sealed class VaultVariableProvider(HttpMessageInvoker http, Uri server, string token, string mount, string? prefix, TimeProvider time) : IVariableProvider
{
    private readonly ValueCache _cache = new(time);

    /// <inheritdoc/>
    public string Name => "Vault";

    /// <inheritdoc/>
    public bool MayResolve(string variable) => true;

    /// <inheritdoc/>
    public ValueTask<string?> GetAsync(string variable, CancellationToken cancellationToken) =>
        _cache.TryGet(variable, out string? value) ? new(value) : FetchAsync(variable, cancellationToken);

    private async ValueTask<string?> FetchAsync(string variable, CancellationToken cancellationToken)
    {
        string path = prefix is null ? variable : $"{prefix.Trim('/')}/{variable}";
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server, $"/v1/{mount.Trim('/')}/data/{path}"));
        request.Headers.Add("X-Vault-Token", token);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        try
        {
            using HttpResponseMessage response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.NotFound)
            {
                return _cache.Keep(variable, null);
            }

            if (!response.IsSuccessStatusCode)
            {
                throw Failed(variable, $"it answered {(int)response.StatusCode}");
            }

            using JsonDocument document = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
            JsonElement secret = document.RootElement.GetProperty("data").GetProperty("data");
            return _cache.Keep(variable, secret.TryGetProperty("value", out JsonElement value) ? value.GetString() : null);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // The exception's own message may quote the answer, and with it the secret.
            throw Failed(variable, e is HttpRequestException ? "it cannot be reached" : "its answer is not that of a key-value engine of version 2");
        }
    }

    private VariableException Failed(string variable, string why) => new(VariableErrorKind.Provider, $"Vault at {server.Host} has no value for `{variable}`: {why}");
}
