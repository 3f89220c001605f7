namespace Whorl.Runtime.Network;

/// <summary>A file of certificates or keys cannot be used.</summary>
internal sealed class ClientTlsException(string message, Exception? inner = null) : Exception(message, inner);
