using System.Collections.Immutable;
using Whorl.Apps.Diagnostics;

namespace Whorl.Apps.Configuration;

/// <summary>Where values of variables come from.</summary>
public abstract record VariablesProviderConfig
{
    // So that no log shows what is secret.
    /// <inheritdoc/>
    public sealed override string ToString() => GetType().Name;

    /// <summary><c>type = "env"</c>: the environment of the process.</summary>
    /// <param name="Prefix">What the names start with.</param>
    /// <param name="DotEnvPath">A file of further values, absolute; null for none.</param>
    /// <param name="DotEnvLocation">Where it is named.</param>
    public sealed record Environment(string Prefix, string? DotEnvPath, SourceLocation DotEnvLocation) : VariablesProviderConfig;

    /// <summary><c>type = "static"</c>: values in the file itself.</summary>
    /// <param name="Values">The values by variable.</param>
    public sealed record Static(ImmutableArray<KeyValuePair<string, string>> Values) : VariablesProviderConfig;

    /// <summary><c>type = "vault"</c>: HashiCorp Vault, the second version of its key-value engine.</summary>
    /// <param name="Url">The server.</param>
    /// <param name="Token">What it knows the app by.</param>
    /// <param name="Mount">Where the engine is mounted.</param>
    /// <param name="Prefix">The path that secrets are under; null for none.</param>
    public sealed record Vault(Uri Url, string Token, string Mount, string? Prefix) : VariablesProviderConfig;

    /// <summary><c>type = "azure_key_vault"</c>.</summary>
    /// <param name="VaultUrl">The vault.</param>
    /// <param name="ClientId">The application that asks; null when the machine has an identity.</param>
    /// <param name="ClientSecret">Its secret.</param>
    /// <param name="TenantId">Its tenant.</param>
    /// <param name="AuthorityHost">Where it identifies itself.</param>
    public sealed record AzureKeyVault(Uri VaultUrl, string? ClientId, string? ClientSecret, string? TenantId, Uri AuthorityHost) : VariablesProviderConfig;
}
