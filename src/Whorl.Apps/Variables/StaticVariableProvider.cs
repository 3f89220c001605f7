using System.Collections.Frozen;

namespace Whorl.Apps.Variables;

/// <summary>Values that were given when the app was started.</summary>
public sealed class StaticVariableProvider : IVariableProvider
{
    private readonly FrozenDictionary<string, string> _values;

    /// <summary>Makes the provider.</summary>
    /// <param name="name">What messages call it.</param>
    /// <param name="values">The values by variable.</param>
    public StaticVariableProvider(string name, IEnumerable<KeyValuePair<string, string>> values)
    {
        Name = name;
        _values = values.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <inheritdoc />
    public string Name { get; }

    /// <summary>The variables that it has values for.</summary>
    public IEnumerable<string> Variables => _values.Keys;

    /// <inheritdoc />
    public bool MayResolve(string variable) => _values.ContainsKey(variable);

    /// <inheritdoc />
    public ValueTask<string?> GetAsync(string variable, CancellationToken cancellationToken) => new(_values.GetValueOrDefault(variable));
}
