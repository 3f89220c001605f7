using System.IO.Pipelines;

namespace Whorl.Wasi.Http;

/// <summary>The response to a request that a guest sent. Disposed when the guest is done with it, read or not.</summary>
public abstract class OutboundResponse : IDisposable
{
    /// <summary>The status, 100 to 999.</summary>
    public abstract int Status { get; }

    /// <summary>The headers, names in lower case.</summary>
    public abstract HeaderList Headers { get; }

    /// <summary>
    /// The body; empty if there is none. Reading may throw <see cref="HttpErrorException"/>, or what
    /// <see cref="HttpErrors.From(Exception)"/> makes one of.
    /// </summary>
    public abstract PipeReader Body { get; }

    /// <summary>The trailers, names in lower case, or null if there are none. Called at most once, after the body's end.</summary>
    public virtual HeaderList? ReadTrailers() => null;

    /// <summary>Ends the exchange, breaking it off if it is not over. Called once, on any thread.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends the exchange.</summary>
    /// <param name="disposing">Always true: no response needs a finalizer.</param>
    protected abstract void Dispose(bool disposing);
}
