namespace Whorl.Wasmtime;

/// <summary>The engine's pool has no memory, table or instance left. It will when a store is disposed.</summary>
public sealed class PoolExhaustedException : WasmException
{
    /// <summary>Creates an exception without a message.</summary>
    public PoolExhaustedException()
    {
    }

    /// <summary>Creates an exception.</summary>
    /// <param name="message">What there is none left of.</param>
    public PoolExhaustedException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception with a cause.</summary>
    /// <param name="message">What there is none left of.</param>
    /// <param name="innerException">The cause.</param>
    public PoolExhaustedException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
