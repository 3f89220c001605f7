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
            "env" => new VariablesProviderConfig.Environment(ReadPrefix(table), table.Path("dotenv_path"), table.LocationOf("dotenv_path")),
            "static" => ReadStatic(table),
            "vault" => new VariablesProviderConfig.Vault(table.Url("url"), table.RequiredToken("token", mayBeEmpty: false), table.RequiredName("mount"), table.Text("prefix")),
            "azure_key_vault" => ReadAzure(table),
            _ => null,
        };
        table.FinishIf(config is not null);
        return config;
    }

    private static string ReadPrefix(ConfigTable table)
    {
        if (table.Text("prefix") is not { } prefix)
        {
            return EnvironmentVariableProvider.DefaultPrefix;
        }

        if (prefix.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '_') || (prefix.Length > 0 && char.IsAsciiDigit(prefix[0])))
        {
            table.Bad(table.LocationOf("prefix"), $"`prefix` in {table.Name} is `{prefix}`, and no environment variable begins so", "Write letters, digits and underscores, without the last underscore: \"MY_APP\".");
        }

        return prefix;
    }

    private static VariablesProviderConfig.Static ReadStatic(ConfigTable table)
    {
        if (!table.Has("values"))
        {
            table.Bad(table.Location, $"{table.Name} has no `values`", "Add values = { name = \"value\" }.");
        }

        return new VariablesProviderConfig.Static([.. table.TextTable("values")]);
    }

    private static VariablesProviderConfig.AzureKeyVault ReadAzure(ConfigTable table)
    {
        Uri vault = table.Url("vault_url");
        string? id = table.OptionalName("client_id"), secret = table.OptionalName("client_secret"), tenant = table.OptionalName("tenant_id");
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
            { } other => other.Contains("://", StringComparison.Ordinal) ? other : other.Contains('.', StringComparison.Ordinal) ? "https://" + other : other,
        };
        if (!Uri.TryCreate(authority, UriKind.Absolute, out Uri? host) || host.Scheme is not ("http" or "https"))
        {
            table.Bad(
                table.LocationOf("authority_host"),
                $"`authority_host` in {table.Name} is `{authority}`, which is neither a host nor one of Azure's names",
                $"Write AzurePublicCloud, AzureChina, AzureGermany, AzureGovernment or a host; leave it out for {AzureAuthority}.");
            host = new Uri(AzureAuthority);
        }

        return new VariablesProviderConfig.AzureKeyVault(vault, id, secret, tenant, host);
    }
}
