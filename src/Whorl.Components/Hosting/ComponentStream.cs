namespace Whorl.Components.Hosting;

/// <summary>
/// The readable end of a <c>stream</c>, in the host's hands: what a value of type <c>stream&lt;T&gt;</c> is, in both directions. Either
/// a guest writes to it, and the host reads; or the host made it (<see cref="ComponentStream"/>) and gives it to a guest.
/// It can be used once: reading it, giving it to a guest or disposing it uses it up.
/// </summary>
/// <typeparam name="T">The element type; <see cref="Unit"/> for a stream without one.</typeparam>
public abstract class ComponentStream<T> : IDisposable
{
    private protected ComponentStream()
    {
    }

    /// <summary>
    /// Whether what awaits a read or copy goes on in the loop of the guest that writes, between its turns, and not on the thread pool. That saves the way
    /// through another thread; what goes on must not wait there. To be set before the first use.
    /// </summary>
    public bool ContinuesOnLoop { get; set; }

    /// <summary>Reads elements, at least one. One read at a time; any thread.</summary>
    /// <param name="buffer">Where they go; it must not be empty, nor change until the read is over.</param>
    /// <param name="cancellationToken">Ends the wait. Elements that have arrived by then are returned.</param>
    /// <returns>How many elements have come; 0 when the writer has dropped its end and nothing will come any more.</returns>
    /// <exception cref="GuestTrapException">The component instance that writes has ended.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled before anything came.</exception>
    public abstract ValueTask<int> ReadAsync(Memory<T> buffer, CancellationToken cancellationToken = default);

    /// <summary>Drops the end: the writer learns that nobody reads any more. Any thread.</summary>
    public abstract void Dispose();

    /// <summary>Reads all elements, one after another, and drops the end.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async IAsyncEnumerable<T> ReadAllAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using (this)
        {
            var buffer = new T[16];
            int count;
            while ((count = await ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                for (var i = 0; i < count; i++)
                {
                    yield return buffer[i];
                }
            }
        }
    }

    /// <summary>Gives the end to a guest.</summary>
    /// <returns>The guest's handle.</returns>
    internal abstract uint GiveTo(Abi.CanonicalContext context, ElementCodec<T> codec);
}
