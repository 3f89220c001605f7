using System.IO.Pipelines;

namespace Whorl.Wasi.Http;

/// <summary>
/// Where a guest's response goes. All members are called on the guest's thread, in one of these orders:
/// <see cref="Respond"/>; or <see cref="Start"/>, writes to <see cref="Body"/>, <see cref="Complete"/>;
/// <see cref="Fail"/> in place of any of them ends it early.
/// </summary>
public abstract class HttpResponseSink
{
    /// <summary>
    /// Where the body goes, after <see cref="Start"/>. Never used for a response that has no body by its nature (to HEAD, 204, 304).
    /// </summary>
    public abstract PipeWriter Body { get; }

    /// <summary>
    /// Begins the response. The head should reach the client with the first flush of the body, or at once if there is none.
    /// </summary>
    /// <param name="status">The status, 200 to 599.</param>
    /// <param name="headers">The headers, checked and in order; names as the guest wrote them. Not to be changed.</param>
    public abstract void Start(int status, HeaderList headers);

    /// <summary>
    /// Ends the response well, after <see cref="Start"/> and all of the body. What was written to <see cref="Body"/> may not be
    /// flushed yet.
    /// </summary>
    /// <param name="trailers">The trailers, or null.</param>
    public abstract void Complete(HeaderList? trailers);

    /// <summary>Sends a whole response with no trailers: the usual way of a small one.</summary>
    /// <param name="status">The status, 200 to 599.</param>
    /// <param name="headers">
    /// The headers, checked and in order. May or may not have a content length; if it has, it is that of the body.
    /// </param>
    /// <param name="body">The whole body; empty for one that has none. Valid during the call only.</param>
    public virtual void Respond(int status, HeaderList headers, ReadOnlySpan<byte> body)
    {
        Start(status, headers);
        if (!body.IsEmpty)
        {
            System.Buffers.BuffersExtensions.Write(Body, body);
        }

        Complete(null);
    }

    /// <summary>
    /// There will be no response, or no more of it: answers with <see cref="HttpFailure.Status"/> if nothing was sent, else breaks
    /// the stream off.
    /// </summary>
    /// <param name="failure">Why.</param>
    public abstract void Fail(HttpFailure failure);

    /// <summary>Sends an informational response, before <see cref="Start"/>.</summary>
    /// <param name="status">The status, 100 to 199 except 101.</param>
    /// <param name="headers">The headers.</param>
    /// <returns>Whether this sink can send such.</returns>
    public virtual bool TrySendInformational(int status, HeaderList headers) => false;
}
