using System.Collections.Frozen;
using System.Collections.Immutable;
using Whorl.Apps.Diagnostics;

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
    private readonly Lazy<(FrozenDictionary<string, string> Values, ImmutableArray<Diagnostic> Problems)> _file;

    /// <summary>Makes the provider.</summary>
    /// <param name="prefix">What the names start with, without the underscore that follows.</param>
    /// <param name="environment">Reads the environment; null for that of the process.</param>
    /// <param name="file">A file of <c>NAME=value</c> lines for names that the environment lacks; null for the one in the working folder, if it has one.</param>
    public EnvironmentVariableProvider(string prefix = DefaultPrefix, Func<string, string?>? environment = null, DotEnvFile? file = null)
    {
        _prefix = prefix;
        _environment = environment ?? Environment.GetEnvironmentVariable;
        _file = new(() =>
        {
            FrozenDictionary<string, string> values = (file ?? DotEnvFile.OfWorkingFolder).Read(out ImmutableArray<Diagnostic> problems);
            return (values, problems);
        });
    }

    /// <inheritdoc />
    public string Name => "the environment";

    /// <summary>The names under which the environment of the process, or the file, has values: those that begin with the prefix, in any case.</summary>
    internal IEnumerable<string> Given => Environment.GetEnvironmentVariables().Keys.Cast<string>()
        .Where(n => _environment(n) is not null)
        .Concat(_file.Value.Values.Keys)
        .Where(n => n.StartsWith(_prefix + "_", StringComparison.OrdinalIgnoreCase))
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal);

    /// <summary>What is wrong with the file. Errors if it was named.</summary>
    public ImmutableArray<Diagnostic> Problems => _file.Value.Problems;

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
        return _environment(key) ?? _file.Value.Values.GetValueOrDefault(key);
    }
}
