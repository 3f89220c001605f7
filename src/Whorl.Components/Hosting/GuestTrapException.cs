namespace Whorl.Components.Hosting;

/// <summary>
/// The guest broke the canonical ABI, or a host function gave up on it: the call ends in a trap with this message and
/// the component instance is not entered again.
/// </summary>
/// <param name="message">What the guest did, with the offending value.</param>
/// <param name="innerException">What made the host give up, if anything.</param>
public sealed class GuestTrapException(string message, Exception? innerException = null) : Exception(message, innerException);
