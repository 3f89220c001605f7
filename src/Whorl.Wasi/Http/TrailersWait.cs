using Whorl.Wasi.Io;

namespace Whorl.Wasi.Http;

/// <summary>Waits for the end of a body, forgetting what the guest did not read of it, and gives the trailers.</summary>
internal sealed class TrailersWait(IncomingBody body) : IWaitable, IDisposable
{
    private bool _isOver;
    private HeaderList? _trailers;

    /// <summary>Why the body did not come to its end.</summary>
    public HttpError? Error { get; private set; }

    public bool IsReady => _isOver || Drain();

    public void Arm() => body.Input.Arm();

    /// <summary>The trailers, or null if there are none; at most once, when ready and without error.</summary>
    public HeaderList? Take()
    {
        HeaderList? trailers = _trailers;
        _trailers = null;
        return trailers;
    }

    public void Dispose() => body.Dispose();

    private bool Drain()
    {
        while (body.Input.IsReady)
        {
            StreamStatus status = body.Input.Read(InputSource.MaxReadBytes, out _);
            if (status == StreamStatus.Open)
            {
                continue;
            }

            _isOver = true;
            Error = body.Input.Failure?.Http;
            if (Error is null)
            {
                _trailers = body.ReadTrailers();
            }

            return true;
        }

        return false;
    }
}
