using System.IO.Pipelines;
using Whorl.Wasi.Io;

namespace Whorl.Wasi.Http;

/// <summary>The body of a message that came in, its trailers, and the exchange that it belongs to.</summary>
internal sealed class IncomingBody : IDisposable
{
    private readonly InputSource _input;
    private readonly Func<HeaderList?> _readTrailers;
    private readonly IDisposable? _exchange;
    private bool _opened;

    /// <param name="context">The instance's context.</param>
    /// <param name="reader">The body's bytes; null if there is no body.</param>
    /// <param name="options">The limits to keep to.</param>
    /// <param name="readTrailers">Gives the trailers after the end.</param>
    /// <param name="exchange">What is over when the guest is done with the body.</param>
    public IncomingBody(
        WasiContext context, PipeReader? reader, PipeInputOptions options, Func<HeaderList?> readTrailers, IDisposable? exchange)
    {
        _input = reader is null ? new EmptyInput() : new PipeInput(context, reader, options);
        _readTrailers = readTrailers;
        _exchange = exchange;
    }

    /// <summary>The bytes. They stay this body's to dispose.</summary>
    public InputSource Input => _input;

    /// <summary>Whether the guest reads the bytes now.</summary>
    public bool IsStreaming { get; private set; }

    /// <summary>Lets the guest read the bytes; at most once.</summary>
    public bool TryOpen()
    {
        if (_opened)
        {
            return false;
        }

        _opened = true;
        IsStreaming = true;
        return true;
    }

    /// <summary>The guest reads the bytes no more.</summary>
    public void Close() => IsStreaming = false;

    public HeaderList? ReadTrailers() => _readTrailers();

    public void Dispose()
    {
        _input.Dispose();
        _exchange?.Dispose();
    }
}
