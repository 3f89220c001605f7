using Whorl.Components.Hosting;
using Whorl.Wasi.Http;
using Whorl.Wasi.P3.Http.Handler;
using Whorl.Wasi.P3.Http.Types;

namespace Whorl.Wasi.P3.Http;

/// <summary>A request on a guest: its task, and its response, which may outlast each other.</summary>
internal sealed class ServiceTask : HandlerExport.HandleCall
{
    private readonly RequestResource _request;
    private LazyTask<Unit> _responded;
    private Exception? _failure;
    private bool _hasReturned;

    /// <param name="request">The request.</param>
    /// <param name="isHead">Whether no body is asked for.</param>
    /// <param name="sink">Where the response goes.</param>
    /// <param name="scope">What belongs to the request.</param>
    /// <param name="loop">The guest's loop.</param>
    public ServiceTask(RequestResource request, bool isHead, HttpResponseSink sink, RequestScope scope, StoreLoop loop)
        : base(request, scope)
    {
        _request = request;
        IsHead = isHead;
        Sink = sink;
        Loop = loop;
    }

    public bool IsHead { get; }

    public HttpResponseSink Sink { get; }

    public StoreLoop Loop { get; }

    public RequestScope Scope => (RequestScope)State!;

    /// <summary>
    /// Over when the sink has been told of the response's end; fails if it was not told. What goes on then may do so in the guest's loop, between
    /// the guest's turns.
    /// </summary>
    public Task Responded => _responded.Task;

    /// <summary>Whether the sink has been told of the response's end.</summary>
    public bool HasResponded => _responded.IsCompletedSuccessfully;

    /// <summary>Cancels the task with a token, once it was begun.</summary>
    public void CancelWith(CancellationToken token)
    {
        if (token.CanBeCanceled && !HasExited)
        {
            CancellationTokenRegistration registration = token.UnsafeRegister(static task => ((ServiceTask)task!).Cancel(), this);
            Exited.GetAwaiter().UnsafeOnCompleted(() => registration.Unregister());
        }
    }

    /// <summary>The sink has been told how the response ended; or there was a failure, and it has not.</summary>
    public void OnSent(Exception? failure)
    {
        Task detaching = _request.DetachAsync();
        if (detaching.IsCompletedSuccessfully)
        {
            Announce(failure);
        }
        else
        {
            _ = AnnounceAfterAsync(detaching, failure);
        }
    }

    protected override void OnReturned(Result<IResponse, ErrorCode> result)
    {
        _hasReturned = true;
        ResponseSender.Send(this, result);
    }

    protected override void OnCancelled()
    {
        base.OnCancelled();
        _ = GiveUpAsync();
    }

    protected override void OnFailed(Exception exception)
    {
        _failure = exception;
        if (!_hasReturned)
        {
            Fail(exception);
        }

        base.OnFailed(exception);
    }

    private async Task GiveUpAsync()
    {
        await _request.DetachAsync().ConfigureAwait(false);
        ThreadPool.UnsafeQueueUserWorkItem(static task => task._responded.TrySetCanceled(), this, preferLocal: false);
    }

    private async Task AnnounceAfterAsync(Task detaching, Exception? failure)
    {
        await detaching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Announce(failure ?? detaching.Exception?.InnerException);
    }

    private void Announce(Exception? failure)
    {
        if (failure is not null)
        {
            // What ended the guest says more than that it ended.
            Fail(_failure ?? failure);
        }
        else if (Loop.IsOnLoop && Loop.IsInGuest)
        {
            Loop.Post(new Announcement(this));
        }
        else
        {
            _responded.TrySetResult(default);
        }
    }

    private void Fail(Exception exception)
    {
        _ = _request.DetachAsync();
        // The guest may be in the middle of a call, or about to be ended.
        ThreadPool.UnsafeQueueUserWorkItem(
            static end => end.Task._responded.TrySetException(end.Exception), (Task: this, Exception: exception), preferLocal: false);
    }

    /// <summary>The response may have ended in the middle of a call of the guest's: who awaits that has a turn of its own.</summary>
    private sealed class Announcement(ServiceTask task) : LoopWork
    {
        protected override void Run() => task._responded.TrySetResult(default);

        protected override void OnEnded(Exception cause) => ThreadPool.UnsafeQueueUserWorkItem(static t => t._responded.TrySetResult(default), task, preferLocal: false);
    }
}
