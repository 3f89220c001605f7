using Whorl.Components.Streams;

namespace Whorl.Components.Hosting;

/// <summary>Makes futures for guests to read.</summary>
public static class ComponentFuture
{
    /// <summary>A future of a task's result.</summary>
    /// <param name="value">The task. A future always has a value in the end: when the task fails, the instance that reads it ends.</param>
    public static ComponentFuture<T> From<T>(Task<T> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new HostFuture<T>(value);
    }

    /// <summary>A future that gets the result of a task, which is asked for when the guest reads the future.</summary>
    /// <param name="owner">Who has the task.</param>
    /// <param name="value">Gives the task of its owner. It is called once at most, in the loop of the guest that reads.</param>
    public static ComponentFuture<T> From<T>(object owner, Func<object, Task<T>> value)
    {
        ArgumentNullException.ThrowIfNull(owner);
        ArgumentNullException.ThrowIfNull(value);
        return new HostFuture<T>(owner, value);
    }

    /// <summary>A future of a value that is there already.</summary>
    public static ComponentFuture<T> From<T>(T value) => new HostFuture<T>(Task.FromResult(value));
}
