using Whorl.Apps.Variables;

namespace Whorl.Apps.Configuration;

/// <summary>Reads where values of variables come from.</summary>
internal static class ProviderReader
{
    private const string AzureAuthority = "https://login.microsoftonline.com";

    public static VariablesProviderConfig? Read(ConfigTable table)
    {
        VariablesProviderConfig? config = table.Type("env", "static", "vault", "azure_key_vault") switch
        {
            "env" => new VariablesProviderConfig.Environment(
                table.Text("prefix") ?? EnvironmentVariableProvider.DefaultPrefix, table.Path("dotenv_path"), table.LocationOf("dotenv_path")),
            "static" => new VariablesProviderConfig.Static([.. table.TextTable("values")]),
            "vault" => new VariablesProviderConfig.Vault(table.Url("url"), table.Required("token"), table.Required("mount"), table.Text("prefix")),
            "azure_key_vault" => ReadAzure(table),
            _ => null,
        };
        table.FinishIf(config is not null);
        return config;
    }

    private static VariablesProviderConfig.AzureKeyVault ReadAzure(ConfigTable table)
    {
        Uri vault = table.Url("vault_url");
        string? id = table.Text("client_id"), secret = table.Text("client_secret"), tenant = table.Text("tenant_id");
        if (id is null || secret is null || tenant is null)
        {
            if (id is not null || secret is not null || tenant is not null)
            {
                table.Bad(table.Location, $"{table.Name} has some of `client_id`, `client_secret` and `tenant_id`", "Give all three, or none for the identity of the machine.");
            }
        }

        string authority = table.Text("authority_host") switch
        {
            null or "AzurePublicCloud" => AzureAuthority,
            "AzureChina" => "https://login.chinacloudapi.cn",
            "AzureGermany" => "https://login.microsoftonline.de",
            "AzureGovernment" => "https://login.microsoftonline.us",
            { } other => other.Contains("://", StringComparison.Ordinal) ? other : "https://" + other,
        };
        if (!Uri.TryCreate(authority, UriKind.Absolute, out Uri? host) || host.Scheme is not ("http" or "https"))
        {
            table.Bad(
                table.Location,
                $"`authority_host` in {table.Name} is `{authority}`, which is not a host",
                $"Write AzurePublicCloud, AzureChina, AzureGermany, AzureGovernment or a host; leave it out for {AzureAuthority}.");
            host = new Uri(AzureAuthority);
        }

        return new VariablesProviderConfig.AzureKeyVault(vault, id, secret, tenant, host);
    }
}
