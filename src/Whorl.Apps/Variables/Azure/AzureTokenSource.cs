using System.Globalization;
using System.Text.Json;

namespace Whorl.Apps.Variables.Azure;

/// <summary>Gets tokens, and keeps each as long as it is good. Any thread.</summary>
/// <param name="http">Sends the requests.</param>
/// <param name="identity">As what.</param>
/// <param name="resource">What they are for.</param>
/// <param name="time">The clock.</param>
internal sealed class AzureTokenSource(HttpMessageInvoker http, AzureIdentity identity, Uri resource, TimeProvider time)
{
    /// <summary>How long before its end a token is replaced: clocks differ, and requests take time.</summary>
    private static readonly TimeSpan s_margin = TimeSpan.FromMinutes(5);

    /// <summary>How long it is waited for a token, whoever wants one.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private Task<Token>? _asked;
    private string? _refused;

    /// <summary>A token that is good. All who want one at a time get the same.</summary>
    /// <exception cref="AzureRefusalException">There is none.</exception>
    public async ValueTask<string> GetAsync(CancellationToken cancellationToken)
    {
        Task<Token> asked = Ask(inPlaceOf: null);
        Token token = await WaitAsync(asked, cancellationToken).ConfigureAwait(false);
        if (time.GetElapsedTime(token.Since) >= token.Lifetime || token.Text == Volatile.Read(ref _refused))
        {
            token = await WaitAsync(Ask(inPlaceOf: asked), cancellationToken).ConfigureAwait(false);
        }

        return token.Text;
    }

    /// <summary>A token was refused, so that another one is needed.</summary>
    public void Refuse(string token) => Volatile.Write(ref _refused, token);

    private Task<Token> Ask(Task<Token>? inPlaceOf)
    {
        lock (_gate)
        {
            return _asked is null || _asked == inPlaceOf ? _asked = AskAsync() : _asked;
        }
    }

    private async ValueTask<Token> WaitAsync(Task<Token> asked, CancellationToken cancellationToken)
    {
        try
        {
            return await asked.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (AzureRefusalException)
        {
            lock (_gate)
            {
                _asked = _asked == asked ? null : _asked;
            }

            throw;
        }
    }

    private async Task<Token> AskAsync()
    {
        using var patience = new CancellationTokenSource(s_patience);
        CancellationToken cancellationToken = patience.Token;
        long now = time.GetTimestamp();
        try
        {
            using HttpRequestMessage request = await identity.AskAsync(resource, cancellationToken).ConfigureAwait(false);
            using HttpResponseMessage response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            using JsonDocument answer = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
            if (!response.IsSuccessStatusCode)
            {
                // Of the answer only the code is passed on, `invalid_client` for one: the description may repeat what was sent.
                string code = answer.RootElement.TryGetProperty("error", out JsonElement error) && error.ValueKind == JsonValueKind.String ? $" ({error.GetString()})" : "";
                throw new AzureRefusalException($"{request.RequestUri!.Host} gives no token: status {(int)response.StatusCode}{code}");
            }

            TimeSpan lifetime = TimeSpan.FromSeconds(Seconds(answer.RootElement.GetProperty("expires_in")));
            return new Token(answer.RootElement.GetProperty("access_token").GetString()!, now, lifetime > s_margin * 2 ? lifetime - s_margin : lifetime / 2);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AzureRefusalException("the file of AZURE_FEDERATED_TOKEN_FILE cannot be read");
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new AzureRefusalException(e switch
            {
                HttpRequestException r => $"the server that gives tokens: {Unreachable.Explain(r)}",
                OperationCanceledException => "the server that gives tokens does not answer",
                _ => "the server that gives tokens answers with something else",
            });
        }
    }

    // The service of a machine gives the number as a text.
    private static long Seconds(JsonElement value) => value.ValueKind == JsonValueKind.String
        ? long.Parse(value.GetString()!, NumberStyles.None, CultureInfo.InvariantCulture)
        : value.GetInt64();

    private sealed record Token(string Text, long Since, TimeSpan Lifetime);
}
