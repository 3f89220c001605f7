using Whorl.Capabilities.Bindings.SpinV2_0_0.KeyValue;
using Whorl.Capabilities.Calls;
using Whorl.Components.Abi;
using Whorl.Components.Hosting;

namespace Whorl.Capabilities.KeyValue;

/// <summary><c>fermyon:spin/key-value@2.0.0</c>.</summary>
internal sealed class SpinKeyValue(StoreAccess access) : IHost
{
    public Result<IStore, Error> StoreOpen(GuestString label) =>
        access.Open(label.ToString(), ToError).TryGet(out OpenStore? store, out Error error) ? new StoreResource(store) : error;

    private static Error ToError(Failure failure) => failure.Kind switch
    {
        FailureKind.Denied => Error.AccessDenied,
        FailureKind.NotFound => Error.NoSuchStore,
        FailureKind.TooMany => Error.StoreTableFull,
        _ => Error.Other(failure.Message),
    };

    private sealed class StoreResource(OpenStore store) : IStore
    {
        public Result<Option<ReadOnlyMemory<byte>>, Error> Get(GuestString key) =>
            store.Get(key.ToString(), ToError).TryGet(out byte[]? value, out Error error)
                ? value is null ? Option<ReadOnlyMemory<byte>>.None : new ReadOnlyMemory<byte>(value)
                : error;

        public Result<Unit, Error> Set(GuestString key, ReadOnlySpan<byte> value) => store.Set(key.ToString(), value, ToError);

        public Result<Unit, Error> Delete(GuestString key) => store.Delete(key.ToString(), ToError);

        public Result<bool, Error> Exists(GuestString key) => store.Exists(key.ToString(), ToError);

        public Result<string[], Error> GetKeys() => store.Keys(ToError);

        public void Dispose() => store.Dispose();
    }
}
