using Whorl.Capabilities.Calls;
using Whorl.Components.Hosting;

namespace Whorl.Capabilities.KeyValue;

/// <summary>A store that an instance has open. The functions that all interfaces have in common.</summary>
internal sealed class OpenStore(StoreAccess access, IKeyValueStore store) : IDisposable
{
    private static readonly CallTarget s_get = new("key-value", "get");
    private static readonly CallTarget s_set = new("key-value", "set");
    private static readonly CallTarget s_delete = new("key-value", "delete");
    private static readonly CallTarget s_exists = new("key-value", "exists");
    private static readonly CallTarget s_getKeys = new("key-value", "get-keys");

    public StoreAccess Access => access;

    public IKeyValueStore Store => store;

    public Result<byte[]?, TError> Get<TError>(string key, Func<Failure, TError> error) =>
        access.Call(s_get, call => store.GetAsync(access.CheckKey(key), access.Limits.ResultBytes, call), error);

    public Result<Unit, TError> Set<TError>(string key, ReadOnlySpan<byte> value, Func<Failure, TError> error)
    {
        // Checked before it is copied; what is too large must not be copied out of the guest.
        int length = value.Length;
        byte[] copy = length <= access.Limits.ValueBytes ? value.ToArray() : [];
        return access.Call(
            s_set,
            call =>
            {
                access.CheckValue(length);
                return Unit(store.SetAsync([new(access.CheckKey(key), copy)], call));
            },
            error);
    }

    public Result<Unit, TError> Delete<TError>(string key, Func<Failure, TError> error) =>
        access.Call(s_delete, call => Unit(store.DeleteAsync([access.CheckKey(key)], call)), error);

    public Result<bool, TError> Exists<TError>(string key, Func<Failure, TError> error) =>
        access.Call(s_exists, call => store.ExistsAsync(access.CheckKey(key), call), error);

    /// <summary>All keys.</summary>
    public Result<string[], TError> Keys<TError>(Func<Failure, TError> error) => access.Call(s_getKeys, AllKeysAsync, error);

    /// <summary>A page of the keys.</summary>
    public Result<KeyPage, TError> Keys<TError>(string? cursor, Func<Failure, TError> error) =>
        access.Call(s_getKeys, call => store.ListAsync(cursor, call), error);

    public ValueTask<Result<byte[]?, TError>> GetAsync<TError>(string key, HostTask task, Func<Failure, TError> error) =>
        access.CallAsync(s_get, task, call => store.GetAsync(access.CheckKey(key), access.Limits.ResultBytes, call), error);

    public ValueTask<Result<Unit, TError>> SetAsync<TError>(string key, byte[] value, HostTask task, Func<Failure, TError> error) => access.CallAsync(
        s_set,
        task,
        call =>
        {
            access.CheckValue(value.Length);
            return Unit(store.SetAsync([new(access.CheckKey(key), value)], call));
        },
        error);

    public ValueTask<Result<Unit, TError>> DeleteAsync<TError>(string key, HostTask task, Func<Failure, TError> error) =>
        access.CallAsync(s_delete, task, call => Unit(store.DeleteAsync([access.CheckKey(key)], call)), error);

    public ValueTask<Result<bool, TError>> ExistsAsync<TError>(string key, HostTask task, Func<Failure, TError> error) =>
        access.CallAsync(s_exists, task, call => store.ExistsAsync(access.CheckKey(key), call), error);

    /// <summary>A page of the keys.</summary>
    public ValueTask<Result<KeyPage, TError>> KeysAsync<TError>(string? cursor, HostTask task, Func<Failure, TError> error) =>
        access.CallAsync(s_getKeys, task, call => store.ListAsync(cursor, call), error);

    public void Dispose() => access.Return();

    internal static async ValueTask<Unit> Unit(ValueTask done)
    {
        await done.ConfigureAwait(false);
        return default;
    }

    private async ValueTask<string[]> AllKeysAsync(CapabilityCall call)
    {
        // Redis may show a key on two pages.
        var keys = new HashSet<string>(StringComparer.Ordinal);
        long bytes = 0;
        string? cursor = null;
        do
        {
            KeyPage page = await store.ListAsync(cursor, call).ConfigureAwait(false);
            bytes += page.Keys.Sum(k => (long)k.Length + sizeof(long));
            if (bytes > access.Limits.ResultBytes)
            {
                throw ResultTooLarge(access.Limits.ResultBytes);
            }

            keys.UnionWith(page.Keys);
            cursor = page.Cursor;
        }
        while (cursor is not null);
        return [.. keys];
    }

    /// <summary>The failure of a result that is too large; the words are Spin's.</summary>
    public static FailureException ResultTooLarge(long limit) => new(FailureKind.TooLarge, $"query result exceeds limit of {limit} bytes");
}
