using System.IO.Pipelines;

namespace Whorl.Wasi.Http;

/// <summary>A request that a guest sends.</summary>
public sealed class OutboundRequest
{
    /// <summary>The method, a valid token.</summary>
    public required string Method { get; init; }

    /// <summary><c>http</c>, <c>https</c> or another, in lower case.</summary>
    public required string Scheme { get; init; }

    /// <summary>Host and, if not the scheme's own, port.</summary>
    public required string Authority { get; init; }

    /// <summary>Path and query, still encoded, with a leading slash; or <c>*</c>.</summary>
    public required string PathAndQuery { get; init; }

    /// <summary>The headers, without those that are the connection's business (host, connection, transfer-encoding and such).</summary>
    public required HeaderList Headers { get; init; }

    /// <summary>
    /// The body, or null if there is none. Reading throws <see cref="HttpErrorException"/> if the guest breaks it off. Must be
    /// completed by the reader.
    /// </summary>
    public PipeReader? Body { get; init; }

    /// <summary>The body's length, if the guest announced it (its length is checked then) or the body is there already.</summary>
    public long? ContentLength { get; init; }

    /// <summary>Gives the trailers, or null; only to be called after the body's end.</summary>
    public Func<HeaderList?>? ReadTrailers { get; init; }

    /// <summary>How long connecting may take.</summary>
    public TimeSpan? ConnectTimeout { get; init; }

    /// <summary>How long the response's head may take.</summary>
    public TimeSpan? FirstByteTimeout { get; init; }

    /// <summary>
    /// How long each wait for more of the response's body may take. Kept by the body's reader in this library; here for information.
    /// </summary>
    public TimeSpan? BetweenBytesTimeout { get; init; }
}
