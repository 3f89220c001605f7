using Whorl.Components.Hosting;
using Whorl.Wasi.Http;
using Whorl.Wasi.P3.Http.Types;

namespace Whorl.Wasi.P3.Http;

/// <summary>The body of a request or response, with its trailers. It is used once: opened, sent or discarded.</summary>
internal abstract class MessageBody
{
    /// <summary>Whether it is known that there are no bytes.</summary>
    public abstract bool IsEmpty { get; }

    /// <summary>Gives the body to a guest.</summary>
    /// <param name="result">What the guest will say of how it fared with the body.</param>
    public abstract (ComponentStream<byte> Contents, ComponentFuture<Result<Option<IFields>, ErrorCode>> Trailers) Open(
        ComponentFuture<Result<Unit, ErrorCode>> result);

    /// <summary>Writes the bytes, and gives the trailers that come after them; none when the writer broke.</summary>
    /// <exception cref="HttpErrorException">The body did not come to its end.</exception>
    /// <exception cref="GuestTrapException">The guest that writes the body has ended.</exception>
    public abstract ValueTask<HeaderList?> SendAsync(BodyWriter writer, CancellationToken cancellationToken);

    /// <summary>Says how sending went, to whoever made the body.</summary>
    public abstract void Finish(HttpError? error);

    /// <summary>Nobody wants the body.</summary>
    public abstract void Discard();
}
