using Whorl.Capabilities.Bindings.Keyvalue.Store;
using Whorl.Capabilities.Calls;
using Whorl.Components.Hosting;
using IHost = Whorl.Capabilities.Bindings.Keyvalue.Batch.IHost;

namespace Whorl.Capabilities.KeyValue;

/// <summary><c>wasi:keyvalue/batch</c>. A batch that changes something changes all of it or nothing.</summary>
internal sealed class WasiBatch(StoreAccess access) : IHost
{
    private static readonly CallTarget s_getMany = new("key-value", "get-many");
    private static readonly CallTarget s_setMany = new("key-value", "set-many");
    private static readonly CallTarget s_deleteMany = new("key-value", "delete-many");

    public Result<(string, Option<byte[]>)[], Error> GetMany(IBucket bucket, string[] keys)
    {
        IKeyValueStore store = StoreOf(bucket);
        Result<byte[]?[], Error> result = access.Call(
            s_getMany, call => store.GetManyAsync(CheckKeys(keys), access.Limits.ResultBytes, call), WasiKeyValue.ToError);
        return result.TryGet(out byte[]?[]? values, out Error error)
            ? keys.Zip(values, (key, value) => (key, value is null ? Option<byte[]>.None : value)).ToArray()
            : error;
    }

    public Result<Unit, Error> SetMany(IBucket bucket, (string, byte[])[] keyValues)
    {
        IKeyValueStore store = StoreOf(bucket);
        return access.Call(
            s_setMany,
            call =>
            {
                var values = new KeyValuePair<string, ReadOnlyMemory<byte>>[keyValues.Length];
                for (int i = 0; i < values.Length; i++)
                {
                    (string key, byte[] value) = keyValues[i];
                    access.CheckValue(value.Length);
                    values[i] = new(access.CheckKey(key), value);
                }

                return OpenStore.Unit(store.SetAsync(values, call));
            },
            WasiKeyValue.ToError);
    }

    public Result<Unit, Error> DeleteMany(IBucket bucket, string[] keys)
    {
        IKeyValueStore store = StoreOf(bucket);
        return access.Call(s_deleteMany, call => OpenStore.Unit(store.DeleteAsync(CheckKeys(keys), call)), WasiKeyValue.ToError);
    }

    private string[] CheckKeys(string[] keys)
    {
        foreach (string key in keys)
        {
            access.CheckKey(key);
        }

        return keys;
    }

    private static IKeyValueStore StoreOf(IBucket bucket) => ((WasiKeyValue.Bucket)bucket).Store.Store;
}
