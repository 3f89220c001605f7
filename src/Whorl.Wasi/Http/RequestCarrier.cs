using System.Buffers;
using System.IO.Pipelines;

namespace Whorl.Wasi.Http;

/// <summary>Takes the body of a guest's request to the sender, through a pipe that holds a bounded part of it.</summary>
internal sealed class RequestCarrier : IBodyCarrier
{
    private readonly Pipe _pipe = new(BodyPipe.Options);

    public bool IsBodiless => false;

    public PipeReader Reader => _pipe.Reader;

    /// <summary>The trailers, once the body is at its end.</summary>
    public HeaderList? Trailers { get; private set; }

    public void SendWhole(ReadOnlySpan<byte> body)
    {
        _pipe.Writer.Write(body);
        _pipe.Writer.Complete();
    }

    public PipeWriter Start() => _pipe.Writer;

    public void Complete(HeaderList? trailers)
    {
        Trailers = trailers;
        _pipe.Writer.Complete();
    }

    public void Fail(HttpFailure failure) => _pipe.Writer.Complete(new HttpErrorException(failure.Error));
}
