using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Whorl.Apps.Diagnostics;

namespace Whorl.Apps.Registries;

/// <summary>Speaks to a registry by the protocol of the OCI distribution specification, and tells it who asks when it wants to know.</summary>
/// <param name="http">Sends the requests.</param>
/// <param name="registry">The registry.</param>
/// <param name="settings">How to get at it.</param>
/// <param name="findCredentials">Finds what it knows the user by, when it wants to know; null for nobody.</param>
/// <param name="loginRemedy">What to do when it does not let the user in.</param>
internal sealed class OciSession(
    HttpMessageInvoker http, RegistryAddress registry, RegistrySettings settings, Func<CancellationToken, Task<Credentials?>> findCredentials, string loginRemedy)
{
    private const string ClientId = "whorl";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly Dictionary<string, AuthenticationHeaderValue> _accepted = new(StringComparer.Ordinal);
    private Credentials? _credentials;
    private bool _wasAsked;

    /// <summary>The registry.</summary>
    public RegistryAddress Registry => registry;

    /// <summary>Asks for something.</summary>
    /// <param name="target">The path under <c>/v2/</c>, or what another answer of the registry named.</param>
    /// <param name="repository">The repository that it is in.</param>
    /// <param name="accept">The media types that are understood.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The answer, which the registry gave to a user that it let in. Its body is not read yet.</returns>
    /// <exception cref="RegistryException">The registry does not let the user in, or does not answer.</exception>
    /// <exception cref="HttpRequestException">It cannot be reached.</exception>
    public async Task<HttpResponseMessage> GetAsync(string target, string repository, IEnumerable<string> accept, CancellationToken cancellationToken)
    {
        var url = new Uri(registry.BaseUri(settings.IsPlain), target.StartsWith('/') ? target : $"/v2/{target}");
        var response = await SendAsync(url, accept, _accepted.GetValueOrDefault(repository), cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.Unauthorized)
        {
            if (!_wasAsked)
            {
                _credentials = await findCredentials(cancellationToken).ConfigureAwait(false);
                _wasAsked = true;
            }

            var header = await AnswerAsync([.. AuthChallenge.Of(response)], repository, cancellationToken).ConfigureAwait(false);
            response.Dispose();
            response = await SendAsync(url, accept, header, cancellationToken).ConfigureAwait(false);
            _accepted[repository] = header;
        }

        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            response.Dispose();
            throw NotLetIn(_credentials is null ? $"{registry} lets only users that it knows read {repository}" : $"{registry} does not let the user read {repository}");
        }

        return response;
    }

    /// <summary>Reads an answer as a whole.</summary>
    /// <exception cref="RegistryException">It is larger than that.</exception>
    public static async Task<byte[]> ReadAsync(HttpResponseMessage response, int maxBytes, CancellationToken cancellationToken)
    {
        using var patience = PatienceOf(cancellationToken);
        var body = await response.Content.ReadAsStreamAsync(patience.Token).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            using var whole = new MemoryStream();
            var buffer = new byte[16 * 1024];
            int count;
            while ((count = await body.ReadAsync(buffer, patience.Token).ConfigureAwait(false)) > 0)
            {
                if (whole.Length + count > maxBytes)
                {
                    throw Unavailable($"{response.RequestMessage?.RequestUri?.Host} gave an answer of more than {maxBytes} bytes");
                }

                whole.Write(buffer, 0, count);
            }

            return whole.ToArray();
        }
    }

    /// <summary>Says that the registry did not do what it should.</summary>
    public static RegistryException Unavailable(string message) => new(DiagnosticCode.UnavailableSource, message, "Try again, or ask whoever runs the registry.");

    private static CancellationTokenSource PatienceOf(CancellationToken cancellationToken)
    {
        var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(s_patience);
        return patience;
    }

    private async Task<HttpResponseMessage> SendAsync(
        Uri url, IEnumerable<string> accept, AuthenticationHeaderValue? authorization, CancellationToken cancellationToken, HttpContent? form = null)
    {
        using var request = new HttpRequestMessage(form is null ? HttpMethod.Get : HttpMethod.Post, url) { Content = form };
        request.Headers.Authorization = authorization;
        foreach (var type in accept)
        {
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(type));
        }

        using var patience = PatienceOf(cancellationToken);
        try
        {
            return await http.SendAsync(request, patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Unavailable($"{url.Host} did not answer within {s_patience.TotalSeconds:0} seconds");
        }
    }

    /// <summary>The header that answers a challenge.</summary>
    private async Task<AuthenticationHeaderValue> AnswerAsync(AuthChallenge[] challenges, string repository, CancellationToken cancellationToken)
    {
        if (_credentials is Credentials.Bearer bearerToken)
        {
            return bearerToken.Header!;
        }

        if (challenges.FirstOrDefault(c => c.Is("Bearer")) is { } bearer)
        {
            return await GetTokenAsync(bearer, repository, cancellationToken).ConfigureAwait(false);
        }

        return challenges.Any(c => c.Is("Basic")) && _credentials is not null
            ? _credentials.Header ?? throw NotLetIn($"{registry} wants a user name and a password to read {repository}, and what is kept for it is an identity token")
            : throw NotLetIn($"{registry} lets only users that it knows read {repository}");
    }

    /// <summary>Asks whom the registry trusts for a token.</summary>
    private async Task<AuthenticationHeaderValue> GetTokenAsync(AuthChallenge challenge, string repository, CancellationToken cancellationToken)
    {
        var realm = challenge.Parameters.GetValueOrDefault("realm", "");
        var isPlain = registry.BaseUri(settings.IsPlain).Scheme == Uri.UriSchemeHttp;
        if (!Uri.TryCreate(realm, UriKind.Absolute, out var service) || !(service.Scheme == Uri.UriSchemeHttps || (service.Scheme == Uri.UriSchemeHttp && isPlain)))
        {
            throw Unavailable($"{registry} sends users to \"{realm}\" for a token, which is not an https address");
        }

        List<KeyValuePair<string, string>> wanted = [new("scope", challenge.Parameters.GetValueOrDefault("scope", $"repository:{repository}:pull"))];
        if (challenge.Parameters.TryGetValue("service", out var name))
        {
            wanted.Add(new("service", name));
        }

        var query = string.Join('&', wanted.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"));
        var url = new Uri($"{realm}{(service.Query.Length == 0 ? '?' : '&')}{query}");
        var response = _credentials is Credentials.Identity identity
            ? await RefreshAsync(service, identity, wanted, cancellationToken).ConfigureAwait(false)
            : await SendAsync(url, ["application/json"], _credentials?.Header, cancellationToken).ConfigureAwait(false);
        if (_credentials is not null && (int)response.StatusCode is >= 400 and < 500)
        {
            // What anybody may read does not need a user, and these credentials may be for something else.
            response.Dispose();
            response = await SendAsync(url, ["application/json"], authorization: null, cancellationToken).ConfigureAwait(false);
        }

        using (response)
        {
            return response.IsSuccessStatusCode
                ? new AuthenticationHeaderValue("Bearer", ReadToken(await ReadAsync(response, 1 << 20, cancellationToken).ConfigureAwait(false), service.Host))
                : throw NotLetIn($"{service.Host} gives no token to read {repository} in {registry}: it answered {(int)response.StatusCode}");
        }
    }

    // As OAuth 2 has it.
    private async Task<HttpResponseMessage> RefreshAsync(
        Uri service, Credentials.Identity identity, List<KeyValuePair<string, string>> wanted, CancellationToken cancellationToken)
    {
        using var form = new FormUrlEncodedContent(
            [new("grant_type", "refresh_token"), new("refresh_token", identity.Token), new("client_id", ClientId), .. wanted]);
        return await SendAsync(service, ["application/json"], authorization: null, cancellationToken, form).ConfigureAwait(false);
    }

    private static string ReadToken(byte[] answer, string host)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            foreach (var name in (string[])["token", "access_token"])
            {
                if (document.RootElement.TryGetProperty(name, out var value) && value.GetString() is { Length: > 0 } token)
                {
                    return token;
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The exception may quote the answer, which is a secret.
        }

        throw Unavailable($"{host} gave no token");
    }

    private RegistryException NotLetIn(string message) => new(DiagnosticCode.UnavailableSource, message, loginRemedy);
}
