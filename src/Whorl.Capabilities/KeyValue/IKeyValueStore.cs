using Whorl.Capabilities.Calls;

namespace Whorl.Capabilities.KeyValue;

/// <summary>
/// One store of one app. What has been set when a task completes is there for every later call, and is not lost when the process
/// ends. Failures are <see cref="FailureException"/>s.
/// </summary>
public interface IKeyValueStore
{
    /// <summary>The value of a key; null when there is none.</summary>
    /// <exception cref="FailureException">The value is larger than <paramref name="maxBytes"/>.</exception>
    ValueTask<byte[]?> GetAsync(string key, long maxBytes, CapabilityCall call);

    /// <summary>The values of some keys, in their order.</summary>
    ValueTask<byte[]?[]> GetManyAsync(string[] keys, long maxBytes, CapabilityCall call);

    /// <summary>Sets some keys: all of them or, on failure, none.</summary>
    ValueTask SetAsync(IReadOnlyList<KeyValuePair<string, ReadOnlyMemory<byte>>> values, CapabilityCall call);

    /// <summary>Deletes the keys that are there: all of them or, on failure, none.</summary>
    ValueTask DeleteAsync(IReadOnlyList<string> keys, CapabilityCall call);

    /// <summary>Whether there is a key.</summary>
    ValueTask<bool> ExistsAsync(string key, CapabilityCall call);

    /// <summary>A page of the keys. Each key that is there all the while is on at least one page.</summary>
    /// <param name="cursor">What the page before gave; null for the first page.</param>
    /// <param name="call">The call.</param>
    ValueTask<KeyPage> ListAsync(string? cursor, CapabilityCall call);

    /// <summary>Adds to a number, with nothing coming between reading and writing it; a key that is not there counts as zero.</summary>
    /// <returns>The sum.</returns>
    ValueTask<long> IncrementAsync(string key, long delta, CapabilityCall call);

    /// <summary>Sets a key if its value is still what is expected.</summary>
    /// <param name="key">The key.</param>
    /// <param name="expected">The value that it must have; null when it must not be there.</param>
    /// <param name="value">The new value.</param>
    /// <param name="call">The call.</param>
    /// <returns>Whether it was set.</returns>
    ValueTask<bool> SwapAsync(string key, byte[]? expected, ReadOnlyMemory<byte> value, CapabilityCall call);
}
