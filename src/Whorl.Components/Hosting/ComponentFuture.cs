namespace Whorl.Components.Hosting;

/// <summary>
/// The readable end of a <c>future</c>, in the host's hands: what a value of type <c>future&lt;T&gt;</c> is, in both directions. Either
/// a guest writes its value, and the host reads; or the host made it (<see cref="ComponentFuture"/>) and gives it to a guest.
/// It can be used once: reading it, giving it to a guest or disposing it uses it up.
/// </summary>
/// <typeparam name="T">The value's type; <see cref="Unit"/> for a future without one.</typeparam>
public abstract class ComponentFuture<T> : IDisposable
{
    private protected ComponentFuture()
    {
    }

    /// <summary>
    /// Whether what awaits a read goes on in the loop of the guest that writes, between its turns, and not on the thread pool. That saves the way
    /// through another thread; what goes on must not wait there. To be set before the first use.
    /// </summary>
    public bool ContinuesOnLoop { get; set; }

    /// <summary>Reads the value and drops the end. Any thread.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="GuestTrapException">The component instance that was to write has ended.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled before the value came.</exception>
    public abstract ValueTask<T> ReadAsync(CancellationToken cancellationToken = default);

    /// <summary>Drops the end: the writer learns that nobody wants the value any more. Any thread.</summary>
    public abstract void Dispose();

    /// <summary>Gives the end to a guest.</summary>
    /// <returns>The guest's handle.</returns>
    internal abstract uint GiveTo(Abi.CanonicalContext context, ElementCodec<T> codec);
}
