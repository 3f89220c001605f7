using System.Collections.Immutable;

namespace Whorl.Apps.Variables.Azure;

/// <summary>As what an app is known to Azure, and how it proves it.</summary>
internal abstract class AzureIdentity
{
    /// <summary>The request that is answered with a token.</summary>
    /// <param name="resource">What the token is for.</param>
    /// <param name="cancellationToken">Ends the reading of files.</param>
    public abstract ValueTask<HttpRequestMessage> AskAsync(Uri resource, CancellationToken cancellationToken);

    /// <summary>An application with a secret.</summary>
    public sealed class ClientSecret(Uri authority, string tenant, string client, string secret) : AzureIdentity
    {
        public override ValueTask<HttpRequestMessage> AskAsync(Uri resource, CancellationToken cancellationToken) =>
            new(AskAuthority(authority, tenant, client, resource, [new("client_secret", secret)]));
    }

    /// <summary>An application whose secret is a token in a file that somebody else renews, as in Kubernetes.</summary>
    public sealed class FederatedToken(Uri authority, string tenant, string client, string file) : AzureIdentity
    {
        public override async ValueTask<HttpRequestMessage> AskAsync(Uri resource, CancellationToken cancellationToken) => AskAuthority(
            authority,
            tenant,
            client,
            resource,
            [
                new("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
                new("client_assertion", (await File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false)).Trim()),
            ]);
    }

    /// <summary>The machine, whose own service gives tokens to whoever runs on it.</summary>
    public sealed class Machine(Uri service, string? client) : AzureIdentity
    {
        public override ValueTask<HttpRequestMessage> AskAsync(Uri resource, CancellationToken cancellationToken)
        {
            string query = $"?api-version=2018-02-01&resource={Uri.EscapeDataString(resource.GetLeftPart(UriPartial.Authority))}";
            string which = client is null ? "" : $"&client_id={Uri.EscapeDataString(client)}";
            var request = new HttpRequestMessage(HttpMethod.Get, new Uri(service, $"/metadata/identity/oauth2/token{query}{which}"));
            request.Headers.Add("Metadata", "true");
            return new(request);
        }
    }

    private static HttpRequestMessage AskAuthority(
        Uri authority, string tenant, string client, Uri resource, ImmutableArray<KeyValuePair<string, string>> proof) => new(
        HttpMethod.Post, new Uri(authority, $"/{Uri.EscapeDataString(tenant)}/oauth2/v2.0/token"))
    {
        Content = new FormUrlEncodedContent(
        [
            new("grant_type", "client_credentials"),
            new("client_id", client),
            new("scope", $"{resource.GetLeftPart(UriPartial.Authority)}/.default"),
            .. proof,
        ]),
    };
}
