using System.IO.Pipelines;
using Whorl.Runtime.Loading;
using Whorl.Wasi.Http;

namespace Whorl.Runtime.Http;

/// <summary>The response of a chained call: the called guest writes it, the calling guest reads it, and a pipe of bounded size lies between them.</summary>
internal sealed class ChainedResponse : HttpResponseSink
{
    private readonly TaskCompletionSource<OutboundResponse> _head = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Pipe _pipe = new(new PipeOptions(useSynchronizationContext: false));
    private readonly LoadedComponent _component;
    private readonly Action _dropped;
    private HeaderList? _trailers;
    private bool _ended;

    /// <param name="component">The component whose response it is.</param>
    /// <param name="dropped">Called when the calling guest is done with the response, read or not.</param>
    public ChainedResponse(LoadedComponent component, Action dropped)
    {
        _component = component;
        _dropped = dropped;
    }

    /// <summary>The response, as soon as its head is there.</summary>
    public Task<OutboundResponse> Head => _head.Task;

    public override PipeWriter Body => _pipe.Writer;

    public override void Start(int status, HeaderList headers) => _head.TrySetResult(new Received(this, status, headers));

    public override void Complete(HeaderList? trailers)
    {
        _trailers = trailers;
        End(null);
    }

    public override void Fail(HttpFailure failure)
    {
        _component.Report(failure);
        if (!_head.Task.IsCompleted)
        {
            Answer(failure.Status);
        }
        else
        {
            End(new HttpErrorException(new HttpError(HttpErrorKind.HttpResponseIncomplete)));
        }
    }

    /// <summary>The called guest is gone: whatever it has not said, it will not say any more.</summary>
    public void Close(int status)
    {
        if (!_head.Task.IsCompleted)
        {
            Answer(status);
        }

        End(new HttpErrorException(new HttpError(HttpErrorKind.HttpResponseIncomplete)));
    }

    private void Answer(int status)
    {
        Start(status, new HeaderList());
        End(null);
    }

    private void End(Exception? error)
    {
        if (!_ended)
        {
            _ended = true;
            _pipe.Writer.Complete(error);
        }
    }

    /// <summary>The same response as its receiver sees it.</summary>
    private sealed class Received(ChainedResponse sent, int status, HeaderList headers) : OutboundResponse
    {
        public override int Status => status;

        public override HeaderList Headers { get; } = LowerCase(headers);

        public override PipeReader Body => sent._pipe.Reader;

        public override HeaderList? ReadTrailers() => sent._trailers is { } trailers ? LowerCase(trailers) : null;

        protected override void Dispose(bool disposing)
        {
            sent._pipe.Reader.Complete();
            sent._dropped();
        }

        private static HeaderList LowerCase(HeaderList fields)
        {
            var lower = new HeaderList(fields.Count);
            foreach (HeaderField field in fields)
            {
                lower.Add(field.Name.ToLowerInvariant(), field.Value);
            }

            return lower;
        }
    }
}
