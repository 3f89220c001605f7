using System.Collections.Immutable;
using Whorl.Apps.Configuration;
using Whorl.Apps.Diagnostics;

namespace Whorl.Apps.Variables;

/// <summary>Makes the providers that a runtime configuration names.</summary>
public static class VariableProviders
{
    /// <summary>Makes them, in their order.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="http">Sends the requests of providers that are servers; must live as long as they do.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="AppException">A provider of a type that cannot be used yet.</exception>
    public static ImmutableArray<IVariableProvider> Create(RuntimeConfig config, HttpMessageInvoker http, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(config);
        return [.. config.VariablesProviders.Select(IVariableProvider (provider) => provider switch
        {
            VariablesProviderConfig.Environment e => new EnvironmentVariableProvider(e.Prefix, dotEnvPath: e.DotEnvPath),
            VariablesProviderConfig.Static s => new StaticVariableProvider("variables_provider", s.Values),
            VariablesProviderConfig.Vault v => new VaultVariableProvider(http, v.Url, v.Token, v.Mount, v.Prefix, time),
            _ => throw new AppException(DiagnosticCode.UnsupportedConfiguration, "variables_provider of type `azure_key_vault` cannot be used yet", "Use env, static or vault."),
        })];
    }
}
