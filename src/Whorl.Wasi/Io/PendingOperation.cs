using System.Runtime.CompilerServices;

namespace Whorl.Wasi.Io;

/// <summary>An asynchronous operation that the guest's thread looks at now and then; its end wakes that thread.</summary>
/// <typeparam name="T">What the operation gives.</typeparam>
internal struct PendingOperation<T>
{
    private ValueTaskAwaiter<T> _awaiter;

    /// <summary>Whether an operation was started and its result not yet taken.</summary>
    public bool IsActive { get; private set; }

    public bool IsCompleted => _awaiter.IsCompleted;

    public void Start(ValueTask<T> operation, WaitSignal signal)
    {
        _awaiter = operation.GetAwaiter();
        IsActive = true;
        if (!_awaiter.IsCompleted)
        {
            _awaiter.UnsafeOnCompleted(signal.Wake);
        }
    }

    /// <summary>Gives the result of a completed operation, or throws what it threw.</summary>
    public T Take()
    {
        IsActive = false;
        ValueTaskAwaiter<T> awaiter = _awaiter;
        _awaiter = default;
        return awaiter.GetResult();
    }
}
