using Whorl.Components.Hosting;
using Whorl.Wasi.Http;
using Whorl.Wasi.P3.Http.Handler;
using Whorl.Wasi.P3.Http.Types;

namespace Whorl.Wasi.P3.Http;

/// <summary>A request on a guest: its task, and its response, which may outlast each other.</summary>
internal sealed class ServiceTask : HandlerExport.HandleCall
{
    private readonly RequestResource _request;
    private readonly ResponseSender _sender;
    private readonly StoreLoop _loop;
    private readonly TaskCompletionSource _responded = new();
    private Exception? _failure;

    public ServiceTask(RequestResource request, ResponseSender sender, RequestScope scope, StoreLoop loop)
        : base(request, scope)
    {
        _request = request;
        _sender = sender;
        _loop = loop;
    }

    /// <summary>
    /// Over when the sink has been told of the response's end; fails if it was not told. What goes on then may do so in the guest's loop, between
    /// the guest's turns.
    /// </summary>
    public Task Responded => _responded.Task;

    /// <summary>Cancels the task with a token, once it was begun.</summary>
    public void CancelWith(CancellationToken token)
    {
        if (token.CanBeCanceled && !Exited.IsCompleted)
        {
            CancellationTokenRegistration registration = token.UnsafeRegister(static task => ((ServiceTask)task!).Cancel(), this);
            Exited.GetAwaiter().UnsafeOnCompleted(() => registration.Unregister());
        }
    }

    protected override void OnReturned(Result<IResponse, ErrorCode> result) => _ = RespondAsync(result);

    protected override void OnCancelled()
    {
        base.OnCancelled();
        _ = GiveUpAsync();
    }

    protected override void OnFailed(Exception exception)
    {
        _failure = exception;
        if (!Returned.IsCompleted)
        {
            Fail(exception);
        }

        base.OnFailed(exception);
    }

    private async Task GiveUpAsync()
    {
        await _request.DetachAsync().ConfigureAwait(false);
        ThreadPool.UnsafeQueueUserWorkItem(static responded => responded.TrySetCanceled(), _responded, preferLocal: false);
    }

    private async Task RespondAsync(Result<IResponse, ErrorCode> result)
    {
        try
        {
            await _sender.SendAsync(result).ConfigureAwait(false);
            await _request.DetachAsync().ConfigureAwait(false);
            if (_loop.IsOnLoop)
            {
                _loop.Post(new Announcement(this));
            }
            else
            {
                _responded.TrySetResult();
            }
        }
#pragma warning disable CA1031 // Whatever went wrong is told by the task.
        catch (Exception e)
#pragma warning restore CA1031
        {
            if (_failure is null)
            {
                await _request.DetachAsync().ConfigureAwait(false);
            }

            // What ended the guest says more than that it ended.
            Fail(_failure ?? e);
        }
    }

    private void Fail(Exception exception)
    {
        _ = _request.DetachAsync();
        // The guest may be in the middle of a call, or about to be ended.
        ThreadPool.UnsafeQueueUserWorkItem(
            static end =>
            {
                if (end._responded.TrySetException(end.exception))
                {
                    _ = end._responded.Task.Exception;
                }
            },
            (_responded, exception),
            preferLocal: false);
    }

    /// <summary>The response may have ended in the middle of a call of the guest's: who awaits that has a turn of its own.</summary>
    private sealed class Announcement(ServiceTask task) : LoopWork
    {
        protected override void Run() => task._responded.TrySetResult();

        protected override void OnEnded(Exception cause) => ThreadPool.UnsafeQueueUserWorkItem(static r => r.TrySetResult(), task._responded, preferLocal: false);
    }
}
