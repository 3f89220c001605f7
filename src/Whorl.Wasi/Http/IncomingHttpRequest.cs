using System.IO.Pipelines;

namespace Whorl.Wasi.Http;

/// <summary>A request on its way to a guest. Members are called on the guest's thread, and only when the guest asks.</summary>
public abstract class IncomingHttpRequest
{
    /// <summary>The method, in upper case for those that the standard names.</summary>
    public abstract string Method { get; }

    /// <summary><c>http</c> or <c>https</c>, if known.</summary>
    public abstract string? Scheme { get; }

    /// <summary>Host and port as the client named them, if it did.</summary>
    public abstract string? Authority { get; }

    /// <summary>Path and query as they came over the wire, still encoded.</summary>
    public abstract string? PathAndQuery { get; }

    /// <summary>The body, or null if there is none. Asked for at most once.</summary>
    public abstract PipeReader? Body { get; }

    /// <summary>Makes the list of headers, names in lower case. Called at most once, when the guest first looks at a header.</summary>
    public abstract HeaderList ReadHeaders();

    /// <summary>The trailers, names in lower case, or null if there are none. Called at most once, after the body's end.</summary>
    public virtual HeaderList? ReadTrailers() => null;
}
