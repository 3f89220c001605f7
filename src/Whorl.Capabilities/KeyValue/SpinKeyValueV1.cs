using Whorl.Capabilities.Bindings.Spin.KeyValue;
using Whorl.Capabilities.Calls;
using Whorl.Components.Abi;
using Whorl.Components.Hosting;

namespace Whorl.Capabilities.KeyValue;

/// <summary><c>fermyon:spin/key-value</c> without a version, as the first SDKs import it: stores are numbers.</summary>
internal sealed class SpinKeyValueV1(StoreAccess access) : IHost
{
    private readonly NumberedHandles<OpenStore> _stores = new(access.Context);

    public Result<uint, Error> Open(GuestString name) =>
        access.Open(name.ToString(), ToError).TryGet(out OpenStore? store, out Error error) ? _stores.Add(store) : error;

    public Result<ReadOnlyMemory<byte>, Error> Get(uint store, GuestString key)
    {
        if (!_stores.TryGet(store, out OpenStore? open))
        {
            return Error.InvalidStore;
        }

        return open.Get(key.ToString(), ToError).TryGet(out byte[]? value, out Error error)
            ? value is null ? Error.NoSuchKey : new ReadOnlyMemory<byte>(value)
            : error;
    }

    public Result<Unit, Error> Set(uint store, GuestString key, ReadOnlySpan<byte> value) =>
        _stores.TryGet(store, out OpenStore? open) ? open.Set(key.ToString(), value, ToError) : Error.InvalidStore;

    public Result<Unit, Error> Delete(uint store, GuestString key) =>
        _stores.TryGet(store, out OpenStore? open) ? open.Delete(key.ToString(), ToError) : Error.InvalidStore;

    public Result<bool, Error> Exists(uint store, GuestString key) =>
        _stores.TryGet(store, out OpenStore? open) ? open.Exists(key.ToString(), ToError) : Error.InvalidStore;

    public Result<string[], Error> GetKeys(uint store) =>
        _stores.TryGet(store, out OpenStore? open) ? open.Keys(ToError) : Error.InvalidStore;

    public void Close(uint store) => _stores.Remove(store)?.Dispose();

    private static Error ToError(Failure failure) => failure.Kind switch
    {
        FailureKind.Denied => Error.AccessDenied,
        FailureKind.NotFound => Error.NoSuchStore,
        FailureKind.TooMany => Error.StoreTableFull,
        _ => Error.Io(failure.Message),
    };
}
