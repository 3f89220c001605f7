using System.Collections.Immutable;

namespace Whorl.Wasmtime;

/// <summary>The engine could not do what it was asked: compile, link, instantiate, call.</summary>
public class WasmException : Exception
{
    /// <summary>Creates an exception without a message.</summary>
    public WasmException()
    {
    }

    /// <summary>Creates an exception.</summary>
    /// <param name="message">What happened, to what, and what to do.</param>
    public WasmException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception with a cause.</summary>
    /// <param name="message">What happened, to what, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public WasmException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>
    /// The guest's functions that were running, innermost first; empty if no guest was. An exception of this family that a host
    /// function throws gets the frames of the guest it passes through.
    /// </summary>
    public ImmutableArray<WasmFrame> Frames { get; internal set; } = [];
}
