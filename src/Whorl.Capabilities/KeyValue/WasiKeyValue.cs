using Whorl.Capabilities.Bindings.Keyvalue.Store;
using Whorl.Capabilities.Calls;
using Whorl.Components.Abi;
using Whorl.Components.Hosting;

namespace Whorl.Capabilities.KeyValue;

/// <summary><c>wasi:keyvalue/store</c>.</summary>
internal sealed class WasiKeyValue(StoreAccess access) : IHost
{
    public Result<IBucket, Error> Open(GuestString identifier) =>
        access.Open(identifier.ToString(), ToError).TryGet(out OpenStore? store, out Error error) ? new Bucket(store) : error;

    internal static Error ToError(Failure failure) => failure.Kind switch
    {
        FailureKind.Denied => Error.AccessDenied,
        FailureKind.NotFound => Error.NoSuchStore,
        _ => Error.Other(failure.Message),
    };

    /// <summary>An open store, which the atomic and batch functions take too.</summary>
    internal sealed class Bucket(OpenStore store) : IBucket
    {
        public OpenStore Store => store;

        public Result<Option<ReadOnlyMemory<byte>>, Error> Get(GuestString key) =>
            store.Get(key.ToString(), ToError).TryGet(out byte[]? value, out Error error) ? Optional(value) : error;

        public Result<Unit, Error> Set(GuestString key, ReadOnlySpan<byte> value) => store.Set(key.ToString(), value, ToError);

        public Result<Unit, Error> Delete(GuestString key) => store.Delete(key.ToString(), ToError);

        public Result<bool, Error> Exists(GuestString key) => store.Exists(key.ToString(), ToError);

        public Result<KeyResponse, Error> ListKeys(Option<string> cursor)
        {
            if (!store.Keys(cursor.TryGet(out string? from) ? from : null, ToError).TryGet(out KeyPage page, out Error error))
            {
                return error;
            }

            return new KeyResponse([.. page.Keys], page.Cursor is { } next ? next : Option<string>.None);
        }

        public void Dispose() => store.Dispose();

        internal static Option<ReadOnlyMemory<byte>> Optional(byte[]? value) =>
            value is null ? Option<ReadOnlyMemory<byte>>.None : new ReadOnlyMemory<byte>(value);
    }
}
