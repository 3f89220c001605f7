using System.Collections.Frozen;

namespace Whorl.Apps.Variables;

/// <summary>
/// Values from the environment of the process: <c>SPIN_VARIABLE_DB_URL</c> for <c>db_url</c>; then from a <c>.env</c> file.
/// </summary>
public sealed class EnvironmentVariableProvider : IVariableProvider
{
    /// <summary>What the names in the environment start with unless something else is chosen.</summary>
    public const string DefaultPrefix = "SPIN_VARIABLE";

    private readonly string _prefix;
    private readonly Func<string, string?> _environment;
    private readonly Lazy<FrozenDictionary<string, string>> _file;

    /// <summary>Makes the provider.</summary>
    /// <param name="prefix">What the names start with, without the underscore that follows.</param>
    /// <param name="environment">Reads the environment; null for that of the process.</param>
    /// <param name="dotEnvPath">A file of <c>NAME=value</c> lines for names that the environment lacks; it need not exist.</param>
    public EnvironmentVariableProvider(
        string prefix = DefaultPrefix, Func<string, string?>? environment = null, string? dotEnvPath = ".env")
    {
        _prefix = prefix;
        _environment = environment ?? Environment.GetEnvironmentVariable;
        _file = new(() => dotEnvPath is not null && File.Exists(dotEnvPath)
            ? DotEnv.Parse(File.ReadAllText(dotEnvPath))
            : FrozenDictionary<string, string>.Empty);
    }

    /// <inheritdoc />
    public string Name => "the environment";

    /// <summary>The name in the environment of a variable.</summary>
    public string KeyOf(string variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        return $"{_prefix}_{variable.ToUpperInvariant()}";
    }

    /// <inheritdoc />
    public bool MayResolve(string variable) => Get(variable) is not null;

    /// <inheritdoc />
    public ValueTask<string?> GetAsync(string variable, CancellationToken cancellationToken) => new(Get(variable));

    private string? Get(string variable)
    {
        var key = KeyOf(variable);
        return _environment(key) ?? _file.Value.GetValueOrDefault(key);
    }
}
