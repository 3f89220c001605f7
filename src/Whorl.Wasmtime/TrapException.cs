using System.Collections.Immutable;

namespace Whorl.Wasmtime;

/// <summary>A guest trapped. Its store must be discarded.</summary>
public sealed class TrapException : WasmException
{
    /// <summary>Creates an exception without a message.</summary>
    public TrapException()
    {
    }

    /// <summary>Creates an exception for a trap that a host function made.</summary>
    /// <param name="message">What happened.</param>
    public TrapException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception for a trap that a host function made.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">The cause.</param>
    public TrapException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal TrapException(TrapCode code, string message, ImmutableArray<WasmFrame> frames)
        : base(message)
    {
        Code = code;
        Frames = frames;
    }

    /// <summary>Why the guest trapped; <see cref="TrapCode.None"/> when a host function made the trap.</summary>
    public TrapCode Code { get; } = TrapCode.None;
}
