using System.Collections.Frozen;
using System.Text;
using Whorl.Capabilities.Calls;
using Whorl.Components.Hosting;
using Whorl.Wasi;

namespace Whorl.Capabilities.KeyValue;

/// <summary>What one instance does with stores, whichever interface it does it through: grants, limits and open handles are kept here.</summary>
internal sealed class StoreAccess(CapabilityScope scope, FrozenDictionary<string, IKeyValueBackend> backends, KeyValueLimits limits)
{
    private static readonly CallTarget s_open = new("key-value", "open");
    private int _open;

    public KeyValueLimits Limits => limits;

    public WasiContext Context => scope.Context;

    /// <summary>Opens a store that the manifest gives the component.</summary>
    public Result<OpenStore, TError> Open<TError>(string label, Func<Failure, TError> error) =>
        scope.Call(s_open, _ => new ValueTask<OpenStore>(Open(label)), error);

    /// <summary>Runs a call on an open store.</summary>
    public Result<T, TError> Call<T, TError>(CallTarget target, Func<CapabilityCall, ValueTask<T>> body, Func<Failure, TError> error) =>
        scope.Call(target, body, error);

    /// <summary>Counts a handle.</summary>
    /// <exception cref="FailureException">There are too many.</exception>
    public void Take()
    {
        if (Interlocked.Increment(ref _open) > limits.OpenStores)
        {
            Return();
            throw new FailureException(FailureKind.TooMany, $"at most {limits.OpenStores} stores may be open at once");
        }
    }

    public void Return() => Interlocked.Decrement(ref _open);

    public string CheckKey(string key)
    {
        // A char is at most three bytes, so most keys need not be counted.
        if (key.Length * 3 > limits.KeyBytes && Encoding.UTF8.GetByteCount(key) is var length && length > limits.KeyBytes)
        {
            throw new FailureException(FailureKind.TooLarge, $"the key has {length} bytes; at most {limits.KeyBytes} are allowed");
        }

        return key;
    }

    public void CheckValue(int length)
    {
        if (length > limits.ValueBytes)
        {
            throw new FailureException(FailureKind.TooLarge, $"the value has {length} bytes; at most {limits.ValueBytes} are allowed");
        }
    }

    /// <inheritdoc cref="Open{TError}"/>
    public ValueTask<Result<OpenStore, TError>> OpenAsync<TError>(string label, HostTask task, Func<Failure, TError> error) =>
        scope.CallAsync(s_open, task, _ => new ValueTask<OpenStore>(Open(label)), error);

    /// <inheritdoc cref="Call{T,TError}"/>
    public ValueTask<Result<T, TError>> CallAsync<T, TError>(CallTarget target, HostTask task, Func<CapabilityCall, ValueTask<T>> body, Func<Failure, TError> error) =>
        scope.CallAsync(target, task, body, error);

    private OpenStore Open(string label)
    {
        if (!scope.Grants.KeyValueStores.Contains(label))
        {
            throw scope.Deny(
                "key-value", $"open the store `{label}`", $"To allow it, add \"{label}\" to `key_value_stores` of [component.{scope.Grants.DeclaredComponent}].");
        }

        if (!backends.TryGetValue(label, out IKeyValueBackend? backend))
        {
            throw new FailureException(FailureKind.NotFound, $"the runtime configuration has no [key_value_store.{label}]");
        }

        Take();
        return new OpenStore(this, backend.Open(scope.Grants.App, label));
    }
}
