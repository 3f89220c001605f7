using System.Runtime.CompilerServices;
using Whorl.Capabilities.Bindings.KeyValue.KeyValue;
using Whorl.Capabilities.Calls;
using Whorl.Components.Hosting;

namespace Whorl.Capabilities.KeyValue;

/// <summary><c>spin:key-value@3.0.0</c>, which does not block.</summary>
internal sealed class SpinKeyValue3(StoreAccess access) : IHost
{
    public async ValueTask<Result<IStore, Error>> StoreOpen(string label, HostTask task) =>
        (await access.OpenAsync(label, task, ToError).ConfigureAwait(false)).TryGet(out OpenStore? store, out Error error) ? new StoreResource(store) : error;

    private static Error ToError(Failure failure) => failure.Kind switch
    {
        FailureKind.Denied => Error.AccessDenied,
        FailureKind.NotFound => Error.NoSuchStore,
        FailureKind.TooMany => Error.StoreTableFull,
        _ => Error.Other(failure.Message),
    };

    private sealed class StoreResource(OpenStore store) : IStore
    {
        public async ValueTask<Result<Option<ReadOnlyMemory<byte>>, Error>> Get(string key, HostTask task) =>
            (await store.GetAsync(key, task, ToError).ConfigureAwait(false)).TryGet(out byte[]? value, out Error error)
                ? value is null ? Option<ReadOnlyMemory<byte>>.None : new ReadOnlyMemory<byte>(value)
                : error;

        public ValueTask<Result<Unit, Error>> Set(string key, byte[] value, HostTask task) => store.SetAsync(key, value, task, ToError);

        public ValueTask<Result<Unit, Error>> Delete(string key, HostTask task) => store.DeleteAsync(key, task, ToError);

        public ValueTask<Result<bool, Error>> Exists(string key, HostTask task) => store.ExistsAsync(key, task, ToError);

        public ValueTask<(ComponentStream<string>, ComponentFuture<Result<Unit, Error>>)> GetKeys(HostTask task)
        {
            var outcome = new TaskCompletionSource<Result<Unit, Error>>(TaskCreationOptions.RunContinuationsAsynchronously);
            return new((ComponentStream.From(KeysAsync(outcome, task)), ComponentFuture.From(outcome.Task)));
        }

        public void Dispose() => store.Dispose();

        /// <summary>The keys, a page at a time as the guest reads them.</summary>
        private async IAsyncEnumerable<string> KeysAsync(
            TaskCompletionSource<Result<Unit, Error>> outcome, HostTask task, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            string? cursor = null;
            try
            {
                do
                {
                    HostTask reading = task with { Cancellation = cancellationToken };
                    if (!(await store.KeysAsync(cursor, reading, ToError).ConfigureAwait(false)).TryGet(out KeyPage page, out Error error))
                    {
                        outcome.TrySetResult(error);
                        yield break;
                    }

                    foreach (string key in page.Keys)
                    {
                        yield return key;
                    }

                    cursor = page.Cursor;
                }
                while (cursor is not null);
            }
            finally
            {
                outcome.TrySetResult(default(Unit));
            }
        }
    }
}
