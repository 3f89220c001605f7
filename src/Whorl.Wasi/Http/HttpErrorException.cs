namespace Whorl.Wasi.Http;

/// <summary>An HTTP exchange failed, for a reason that a guest may be told.</summary>
public sealed class HttpErrorException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="error">What the guest is told.</param>
    /// <param name="innerException">What it came from, which the guest is not told.</param>
    public HttpErrorException(HttpError error, Exception? innerException = null)
        : base((error ?? throw new ArgumentNullException(nameof(error))).ToString(), innerException) => Error = error;

    /// <summary>What the guest is told.</summary>
    public HttpError Error { get; }
}
