using System.Collections.Concurrent;

namespace Whorl.Apps.Variables;

/// <summary>Keeps values of a provider that is far away for a while.</summary>
internal sealed class ValueCache(TimeProvider time)
{
    private static readonly TimeSpan s_timeToLive = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<string, (string? Value, long Since)> _values = new(StringComparer.Ordinal);

    /// <summary>A value that is not too old; null is one, too: the provider has none.</summary>
    public bool TryGet(string variable, out string? value)
    {
        bool isKept = _values.TryGetValue(variable, out (string? Value, long Since) entry) && time.GetElapsedTime(entry.Since) < s_timeToLive;
        value = isKept ? entry.Value : null;
        return isKept;
    }

    public string? Keep(string variable, string? value)
    {
        _values[variable] = (value, time.GetTimestamp());
        return value;
    }
}
