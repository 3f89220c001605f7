using Whorl.Apps.Configuration;

namespace Whorl.Apps.Variables.Azure;

/// <summary>Finds out as what an app is known to Azure: from its configuration, else from the variables that Azure's own libraries read.</summary>
internal static class AzureIdentities
{
    private static readonly Uri s_machineService = new("http://169.254.169.254");

    /// <param name="config">The configuration.</param>
    /// <param name="environment">Gives the value of an environment variable.</param>
    public static AzureIdentity Find(VariablesProviderConfig.AzureKeyVault config, Func<string, string?> environment)
    {
        if (config is { ClientId: { } id, ClientSecret: { } secret, TenantId: { } tenant })
        {
            return new AzureIdentity.ClientSecret(config.AuthorityHost, tenant, id, secret);
        }

        string? client = Value("AZURE_CLIENT_ID");
        Uri authority = Url("AZURE_AUTHORITY_HOST") ?? config.AuthorityHost;
        return (Value("AZURE_TENANT_ID"), client, Value("AZURE_CLIENT_SECRET"), Value("AZURE_FEDERATED_TOKEN_FILE")) switch
        {
            ({ } of, { } known, { } by, _) => new AzureIdentity.ClientSecret(authority, of, known, by),
            ({ } of, { } known, null, { } file) => new AzureIdentity.FederatedToken(authority, of, known, file),
            _ => new AzureIdentity.Machine(Url("AZURE_POD_IDENTITY_AUTHORITY_HOST") ?? s_machineService, client),
        };

        string? Value(string name) => environment(name) is { Length: > 0 } value ? value : null;

        Uri? Url(string name) => Uri.TryCreate(Value(name), UriKind.Absolute, out Uri? url) ? url : null;
    }
}
