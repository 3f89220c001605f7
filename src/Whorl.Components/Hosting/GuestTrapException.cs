using Whorl.Wasmtime;

namespace Whorl.Components.Hosting;

/// <summary>
/// The guest broke the canonical ABI, or a host function gave up on it: the call ends in a trap with this message and
/// the component instance is not entered again.
/// </summary>
public sealed class GuestTrapException : WasmException
{
    /// <summary>Creates an exception without a message.</summary>
    public GuestTrapException()
    {
    }

    /// <summary>Creates an exception.</summary>
    /// <param name="message">What the guest did, with the offending value.</param>
    public GuestTrapException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">What made the host give up.</param>
    public GuestTrapException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
