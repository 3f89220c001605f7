using Whorl.Wasi.Http;

namespace Whorl.Wasi.Io;

/// <summary>What a <see cref="PipeInput"/> has to keep to.</summary>
/// <param name="Name">What is read, to begin a sentence with.</param>
/// <param name="LimitBytes">The most bytes to let in.</param>
/// <param name="LimitError">How to tell the guest that there are more.</param>
/// <param name="IdleTimeout">How long to wait for more bytes each time; null for as long as it takes.</param>
internal sealed record PipeInputOptions(string Name, long LimitBytes, HttpErrorKind LimitError, TimeSpan? IdleTimeout = null)
{
    /// <summary>Says what went wrong, of what the reader threw.</summary>
    public Func<Exception, IoError> Failure { get; init; } = static e => new IoError(HttpErrors.From(e));
}
