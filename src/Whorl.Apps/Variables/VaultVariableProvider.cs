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
    public string Name => $"Vault at {server.Authority}";

    /// <inheritdoc/>
    public bool AsksServer => true;

    /// <inheritdoc/>
    public bool MayResolve(string variable) => true;

    /// <inheritdoc/>
    public ValueTask<string?> GetAsync(string variable, CancellationToken cancellationToken) =>
        _cache.TryGet(variable, out string? value) ? new(value) : FetchAsync(variable, cancellationToken);

    private async ValueTask<string?> FetchAsync(string variable, CancellationToken cancellationToken)
    {
        string path = prefix is null ? variable : $"{prefix.Trim('/')}/{variable}";
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{server.GetLeftPart(UriPartial.Path).TrimEnd('/')}/v1/{mount.Trim('/')}/data/{path}"));

        if (token.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            // A header with it would be left out, or be refused with a message that quotes it.
            throw Failed(variable, "the token has characters other than the visible ones of ASCII");
        }

        request.Headers.TryAddWithoutValidation("X-Vault-Token", token);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        try
        {
            using HttpResponseMessage response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode && response.StatusCode != HttpStatusCode.NotFound)
            {
                throw Failed(variable, $"it answered {(int)response.StatusCode}");
            }

            using JsonDocument document = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
            return _cache.Keep(variable, response.IsSuccessStatusCode ? ValueOf(variable, document.RootElement) : Missing(variable, document.RootElement));
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // The exception's own message may quote the answer, and with it the secret.
            throw Failed(variable, e is HttpRequestException r ? Unreachable.Explain(r) : "its answer is not that of a key-value engine of version 2");
        }
    }

    private string? ValueOf(string variable, JsonElement answer)
    {
        if (!answer.GetProperty("data").GetProperty("data").TryGetProperty("value", out JsonElement value))
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.String ? value.GetString() : throw Failed(variable, $"the secret's field `value` is not a string but {value.ValueKind}");
    }

    // The server says that there is no such secret without a word of its own. It has one when nothing is mounted there.
    private string? Missing(string variable, JsonElement answer) =>
        answer.TryGetProperty("errors", out JsonElement errors) && errors.GetArrayLength() > 0 ? throw Failed(variable, $"it has no engine mounted at `{mount}`") : null;

    private VariableException Failed(string variable, string why) => new(VariableErrorKind.Provider, $"{Name} has no value for `{variable}`: {why}")
    {
        Remedy = "Check that it runs and is unsealed, and `url`, `token`, `mount` and `prefix` of its [[variables_provider]] (type = \"vault\") in the runtime configuration.",
    };
}
