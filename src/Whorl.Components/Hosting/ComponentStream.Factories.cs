using System.IO.Pipelines;
using Whorl.Components.Streams;

namespace Whorl.Components.Hosting;

/// <summary>Makes streams for guests to read, and moves bytes between guests and pipes.</summary>
public static class ComponentStream
{
    /// <summary>A stream of the bytes of a pipe. They go straight into the guest's memory, as the guest asks for them.</summary>
    /// <param name="reader">The pipe; it is completed when the stream ends or the guest drops it. An error in it ends the stream.</param>
    public static ComponentStream<byte> FromPipe(PipeReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return new PipeStream(reader);
    }

    /// <summary>A stream of the elements of a sequence, each asked for when the guest has room for it.</summary>
    /// <param name="elements">The sequence; its enumerator is disposed when the stream ends or the guest drops it. An error in it ends the stream.</param>
    public static ComponentStream<T> From<T>(IAsyncEnumerable<T> elements)
    {
        ArgumentNullException.ThrowIfNull(elements);
        return new SequenceStream<T>(elements);
    }

    /// <summary>A stream of elements that are there already.</summary>
    /// <param name="elements">The elements, which must not change until the stream is dropped.</param>
    public static ComponentStream<T> From<T>(ReadOnlyMemory<T> elements) => new ArrayStream<T>(elements);

    /// <inheritdoc cref="From{T}(ReadOnlyMemory{T})"/>
    public static ComponentStream<T> From<T>(params T[] elements)
    {
        ArgumentNullException.ThrowIfNull(elements);
        return new ArrayStream<T>(elements);
    }

    /// <summary>
    /// Copies a guest's bytes into a pipe until the guest drops its end: each write goes straight from the guest's memory into the pipe,
    /// and the next one waits until the pipe has flushed. Drops the stream at the end.
    /// </summary>
    /// <param name="stream">The stream.</param>
    /// <param name="writer">The pipe; it is flushed, but not completed. When its reader has completed, the stream is dropped.</param>
    /// <param name="cancellationToken">Ends the copy.</param>
    /// <returns>How many bytes were copied.</returns>
    /// <exception cref="GuestTrapException">The component instance that writes has ended.</exception>
    public static ValueTask<long> CopyToAsync(this ComponentStream<byte> stream, PipeWriter writer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(writer);
        return stream is GuestStream<byte> guest
            ? PipePump.Run(guest, writer, stream.ContinuesOnLoop, cancellationToken)
            : CopyFromHostAsync(stream, writer, cancellationToken);
    }

    private static async ValueTask<long> CopyFromHostAsync(ComponentStream<byte> stream, PipeWriter writer, CancellationToken cancellationToken)
    {
        using (stream)
        {
            if (stream is PipeStream pipe)
            {
                return await pipe.CopyToAsync(writer, cancellationToken).ConfigureAwait(false);
            }

            long total = 0;
            int count;
            while ((count = await stream.ReadAsync(writer.GetMemory(), cancellationToken).ConfigureAwait(false)) > 0)
            {
                total += count;
                writer.Advance(count);
                if ((await writer.FlushAsync(cancellationToken).ConfigureAwait(false)).IsCompleted)
                {
                    break;
                }
            }

            return total;
        }
    }
}
