using Whorl.Capabilities.Bindings.Keyvalue.Atomics;
using Whorl.Capabilities.Bindings.Keyvalue.Store;
using Whorl.Capabilities.Calls;
using Whorl.Components.Abi;
using Whorl.Components.Hosting;
using IHost = Whorl.Capabilities.Bindings.Keyvalue.Atomics.IHost;

namespace Whorl.Capabilities.KeyValue;

/// <summary><c>wasi:keyvalue/atomics</c>.</summary>
internal sealed class WasiAtomics(StoreAccess access) : IHost
{
    private static readonly CallTarget s_new = new("key-value", "cas.new");
    private static readonly CallTarget s_current = new("key-value", "cas.current");
    private static readonly CallTarget s_swap = new("key-value", "swap");
    private static readonly CallTarget s_increment = new("key-value", "increment");

    public Result<ICas, Error> CasNew(IBucket bucket, GuestString key)
    {
        IKeyValueStore store = StoreOf(bucket);
        string name = key.ToString();
        return access.Call<ICas, Error>(
            s_new,
            async call =>
            {
                byte[]? seen = await store.GetAsync(access.CheckKey(name), access.Limits.ResultBytes, call).ConfigureAwait(false);
                return Create(store, name, seen);
            },
            WasiKeyValue.ToError);
    }

    public Result<long, Error> Increment(IBucket bucket, GuestString key, long delta)
    {
        IKeyValueStore store = StoreOf(bucket);
        string name = key.ToString();
        return access.Call(s_increment, call => store.IncrementAsync(access.CheckKey(name), delta, call), WasiKeyValue.ToError);
    }

    public Result<Unit, CasError> Swap(ICas cas, ReadOnlySpan<byte> value)
    {
        // The handle was given away with the call, so it ends here, whatever comes of it.
        using var expected = (Cas)cas;
        int length = value.Length;
        byte[] copy = length <= access.Limits.ValueBytes ? value.ToArray() : [];
        Result<ICas?, CasError> result = access.Call<ICas?, CasError>(
            s_swap,
            async call =>
            {
                access.CheckValue(length);
                if (await expected.Store.SwapAsync(expected.Key, expected.Seen, copy, call).ConfigureAwait(false))
                {
                    return null;
                }

                byte[]? now = await expected.Store.GetAsync(expected.Key, access.Limits.ResultBytes, call).ConfigureAwait(false);
                return Create(expected.Store, expected.Key, now);
            },
            failure => CasError.StoreError(WasiKeyValue.ToError(failure)));
        return result.TryGet(out ICas? retry, out CasError error)
            ? retry is null ? default(Unit) : CasError.CasFailed(retry)
            : error;
    }

    private Cas Create(IKeyValueStore store, string key, byte[]? seen)
    {
        access.Take();
        return new Cas(access, store, key, seen);
    }

    private static IKeyValueStore StoreOf(IBucket bucket) => ((WasiKeyValue.Bucket)bucket).Store.Store;

    private sealed class Cas(StoreAccess access, IKeyValueStore store, string key, byte[]? seen) : ICas
    {
        public IKeyValueStore Store => store;

        public string Key => key;

        public byte[]? Seen { get; private set; } = seen;

        public Result<Option<ReadOnlyMemory<byte>>, Error> Current()
        {
            if (!access.Call(s_current, call => store.GetAsync(key, access.Limits.ResultBytes, call), WasiKeyValue.ToError).TryGet(out byte[]? value, out Error error))
            {
                return error;
            }

            Seen = value;
            return WasiKeyValue.Bucket.Optional(value);
        }

        public void Dispose() => access.Return();
    }
}
