using System.Collections.Immutable;
using System.Diagnostics;
using Whorl.Apps.Configuration;
using Whorl.Apps.Variables.Azure;

namespace Whorl.Apps.Variables;

/// <summary>Makes the providers that a runtime configuration names.</summary>
public static class VariableProviders
{
    /// <summary>Makes them, in their order.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="http">Sends the requests of providers that are servers; must live as long as they do.</param>
    /// <param name="time">The clock.</param>
    public static ImmutableArray<IVariableProvider> Create(RuntimeConfig config, HttpMessageInvoker http, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(config);
        return [.. config.VariablesProviders.Select(IVariableProvider (provider) => provider switch
        {
            VariablesProviderConfig.Environment e => new EnvironmentVariableProvider(e.Prefix, file: FileOf(e, config)),
            VariablesProviderConfig.Static s => new StaticVariableProvider($"[[variables_provider]] of {config.Path}", s.Values),
            VariablesProviderConfig.Vault v => new VaultVariableProvider(http, v.Url, v.Token, v.Mount, v.Prefix, time),
            VariablesProviderConfig.AzureKeyVault a => new AzureKeyVaultVariableProvider(http, a, Environment.GetEnvironmentVariable, time),
            _ => throw new UnreachableException(),
        })];
    }

    private static DotEnvFile FileOf(VariablesProviderConfig.Environment provider, RuntimeConfig config) =>
        provider.DotEnvPath is { } path ? DotEnvFile.Named(path, config.Path ?? "the runtime configuration", provider.DotEnvLocation) : DotEnvFile.None;
}
