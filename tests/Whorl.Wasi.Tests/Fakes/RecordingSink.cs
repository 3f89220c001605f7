using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Whorl.Wasi.Http;

namespace Whorl.Wasi.Tests.Fakes;

/// <summary>Writes down what becomes of a response.</summary>
internal sealed class RecordingSink : HttpResponseSink
{
    private readonly Pipe _pipe;
    private readonly List<string> _events = [];

    public RecordingSink(long pauseAt = 0) => _pipe = new Pipe(
        new PipeOptions(pauseWriterThreshold: pauseAt, resumeWriterThreshold: pauseAt / 2, useSynchronizationContext: false));

    public IReadOnlyList<string> Events => _events;

    public HttpFailure? Failure { get; private set; }

    public HeaderList? Headers { get; private set; }

    public HeaderList? Trailers { get; private set; }

    public PipeReader Reader => _pipe.Reader;

    public override PipeWriter Body
    {
        get
        {
            _events.Add("body");
            return _pipe.Writer;
        }
    }

    public override void Start(int status, HeaderList headers)
    {
        Headers = headers;
        _events.Add($"start {status}");
    }

    public override void Respond(int status, HeaderList headers, ReadOnlySpan<byte> body)
    {
        Headers = headers;
        _events.Add($"respond {status} {Encoding.UTF8.GetString(body)}");
    }

    public override void Complete(HeaderList? trailers)
    {
        Trailers = trailers;
        _events.Add("complete");
        _pipe.Writer.Complete();
    }

    public override void Fail(HttpFailure failure)
    {
        Failure = failure;
        _events.Add($"fail {failure.Reason}");
    }

    public override bool TrySendInformational(int status, HeaderList headers)
    {
        _events.Add($"informational {status}");
        return true;
    }

    /// <summary>What was flushed to the body and not read yet.</summary>
    public string TakeFlushed()
    {
        if (!_pipe.Reader.TryRead(out ReadResult result))
        {
            return "";
        }

        string text = Encoding.UTF8.GetString(result.Buffer.ToArray());
        _pipe.Reader.AdvanceTo(result.Buffer.End);
        return text;
    }
}
