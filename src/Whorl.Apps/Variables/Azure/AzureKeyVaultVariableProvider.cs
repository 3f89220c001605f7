using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Whorl.Apps.Configuration;

namespace Whorl.Apps.Variables.Azure;

/// <summary>
/// Values from Azure Key Vault: the newest version of the secret that has the variable's name, with hyphens for the underscores that
/// names of secrets cannot have. A value is asked for again when it is older than its time to live.
/// </summary>
public sealed class AzureKeyVaultVariableProvider : IVariableProvider
{
    private static readonly Uri s_publicResource = new("https://vault.azure.net");
    private readonly HttpMessageInvoker _http;
    private readonly Uri _vault;
    private readonly AzureTokenSource _tokens;
    private readonly ValueCache _cache;

    /// <summary>Makes the provider. Nothing is asked yet.</summary>
    /// <param name="http">Sends the requests; used for all of them.</param>
    /// <param name="config">The vault, and who asks.</param>
    /// <param name="environment">Gives the value of an environment variable, for who asks when the configuration does not say.</param>
    /// <param name="time">The clock.</param>
    public AzureKeyVaultVariableProvider(HttpMessageInvoker http, VariablesProviderConfig.AzureKeyVault config, Func<string, string?> environment, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(environment);
        _http = http;
        _vault = config.VaultUrl;
        _tokens = new AzureTokenSource(http, AzureIdentities.Find(config, environment), ResourceOf(config.VaultUrl), time);
        _cache = new ValueCache(time);
    }

    /// <inheritdoc/>
    public string Name => $"Azure Key Vault at {_vault.Authority}";

    /// <inheritdoc/>
    public bool AsksServer => true;

    /// <inheritdoc/>
    public bool MayResolve(string variable) => true;

    /// <inheritdoc/>
    public ValueTask<string?> GetAsync(string variable, CancellationToken cancellationToken) =>
        _cache.TryGet(variable, out string? value) ? new(value) : FetchAsync(variable, cancellationToken);

    // Each of Azure's clouds has a suffix of its own for vaults, and tokens for it.
    private static Uri ResourceOf(Uri vault) =>
        vault.Host.IndexOf(".vault.", StringComparison.OrdinalIgnoreCase) is >= 0 and var at ? new Uri($"https://{vault.Host[(at + 1)..]}") : s_publicResource;

    private async ValueTask<string?> FetchAsync(string variable, CancellationToken cancellationToken)
    {
        try
        {
            string token = await _tokens.GetAsync(cancellationToken).ConfigureAwait(false);
            using HttpResponseMessage response = await AskAsync(variable, token, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.Unauthorized)
            {
                return await ReadAsync(variable, response, cancellationToken).ConfigureAwait(false);
            }

            // It may have been withdrawn before its time.
            _tokens.Refuse(token);
            token = await _tokens.GetAsync(cancellationToken).ConfigureAwait(false);
            using HttpResponseMessage second = await AskAsync(variable, token, cancellationToken).ConfigureAwait(false);
            return await ReadAsync(variable, second, cancellationToken).ConfigureAwait(false);
        }
        catch (AzureRefusalException e)
        {
            throw Failed(variable, e.Message);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // The exception's own message may quote the answer, and with it the secret.
            throw Failed(variable, e is HttpRequestException r ? Unreachable.Explain(r) : "its answer is not that of a key vault");
        }
    }

    private async Task<HttpResponseMessage> AskAsync(string variable, string token, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_vault, $"/secrets/{variable.Replace('_', '-')}?api-version=7.4"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<string?> ReadAsync(string variable, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return _cache.Keep(variable, null);
        }

        if (!response.IsSuccessStatusCode)
        {
            throw Failed(variable, $"it answered {(int)response.StatusCode}");
        }

        using JsonDocument secret = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
        return _cache.Keep(variable, secret.RootElement.GetProperty("value").GetString());
    }

    private VariableException Failed(string variable, string why) => new(VariableErrorKind.Provider, $"{Name} has no value for `{variable}`: {why}")
    {
        Remedy = "Check `vault_url`, and who asks: `client_id`, `client_secret`, `tenant_id` and `authority_host` of its [[variables_provider]] (type = \"azure_key_vault\") "
            + "in the runtime configuration, or the variables AZURE_... of the environment.",
    };
}
