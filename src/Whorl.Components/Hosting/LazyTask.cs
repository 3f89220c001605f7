namespace Whorl.Components.Hosting;

/// <summary>
/// A task that is made when somebody asks for it. Much of what a host could wait for is over before anybody looks, and then the task and its
/// source are not needed. To be kept in a field that is not read-only, as it changes in place.
/// </summary>
/// <typeparam name="T">The result; <see cref="Unit"/> for none.</typeparam>
/// <param name="options">How the task completes if it is asked for before its end.</param>
public struct LazyTask<T>(TaskCreationOptions options = TaskCreationOptions.None)
{
    private static readonly Task<T> s_default = System.Threading.Tasks.Task.FromResult(default(T)!);
    private static readonly object s_cancelled = new();

    // Null; or the source, once the task was asked for; or how it ended before: the task with its result, cancelled, or an exception.
    private object? _state;

    /// <summary>Whether the end has come.</summary>
    public readonly bool IsCompleted => Volatile.Read(in _state) is { } state && (state is not TaskCompletionSource<T> source || source.Task.IsCompleted);

    /// <summary>Whether the end has come, and is a result.</summary>
    public readonly bool IsCompletedSuccessfully =>
        Volatile.Read(in _state) is { } state && state is Task<T> or TaskCompletionSource<T> { Task.IsCompletedSuccessfully: true };

    /// <summary>The task. Any thread.</summary>
    public Task<T> Task
    {
        get
        {
            object? state = Volatile.Read(ref _state);
            if (state is null)
            {
                var source = new TaskCompletionSource<T>(options);
                state = Interlocked.CompareExchange(ref _state, source, null) ?? source;
            }

            return state switch
            {
                TaskCompletionSource<T> source => source.Task,
                Exception failure => Failed(failure),
                _ when ReferenceEquals(state, s_cancelled) => System.Threading.Tasks.Task.FromCanceled<T>(new CancellationToken(canceled: true)),
                _ => (Task<T>)state,
            };
        }
    }

    /// <summary>Ends the task with a result.</summary>
    /// <returns>False when it had ended before.</returns>
    public bool TrySetResult(T result) =>
        Volatile.Read(ref _state) is TaskCompletionSource<T> source
            ? source.TrySetResult(result)
            : TrySetResultOf(typeof(T) == typeof(Unit) ? s_default : System.Threading.Tasks.Task.FromResult(result));

    /// <summary>Ends the task with the result of another, which is over: for results that are often the same.</summary>
    /// <returns>False when it had ended before.</returns>
    public bool TrySetResultOf(Task<T> completed)
    {
        ArgumentNullException.ThrowIfNull(completed);
        object? state = Interlocked.CompareExchange(ref _state, completed, null);
        return state is null || (state is TaskCompletionSource<T> source && source.TrySetResult(completed.GetAwaiter().GetResult()));
    }

    /// <summary>Ends the task as cancelled.</summary>
    /// <returns>False when it had ended before.</returns>
    public bool TrySetCanceled()
    {
        object? state = Interlocked.CompareExchange(ref _state, s_cancelled, null);
        return state is null || (state is TaskCompletionSource<T> source && source.TrySetCanceled());
    }

    /// <summary>Ends the task with a failure, which nobody has to look at.</summary>
    /// <returns>False when it had ended before.</returns>
    public bool TrySetException(Exception failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        object? state = Interlocked.CompareExchange(ref _state, failure, null);
        if (state is not TaskCompletionSource<T> source)
        {
            return state is null;
        }

        var isFirst = source.TrySetException(failure);
        _ = source.Task.Exception;
        return isFirst;
    }

    private static Task<T> Failed(Exception failure)
    {
        var task = System.Threading.Tasks.Task.FromException<T>(failure);
        _ = task.Exception;
        return task;
    }
}
