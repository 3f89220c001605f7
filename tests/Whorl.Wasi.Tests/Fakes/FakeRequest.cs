using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Whorl.Wasi.Http;

namespace Whorl.Wasi.Tests.Fakes;

internal sealed class FakeRequest(string method, string? path, params (string Name, string Value)[] headers) : IncomingHttpRequest
{
    private readonly Pipe _pipe = new(new PipeOptions(useSynchronizationContext: false));

    public override string Method => method;

    public override string? Scheme => "http";

    public override string? Authority => "example.test";

    public override string? PathAndQuery => path;

    public override PipeReader? Body => HasBody ? _pipe.Reader : null;

    public bool HasBody { get; private set; }

    public HeaderList? Trailers { get; init; }

    public PipeWriter Writer
    {
        get
        {
            HasBody = true;
            return _pipe.Writer;
        }
    }

    public FakeRequest WithBody(string text)
    {
        Writer.Write(Encoding.UTF8.GetBytes(text));
        Writer.Complete();
        return this;
    }

    public override HeaderList ReadHeaders()
    {
        var list = new HeaderList();
        foreach ((string name, string value) in headers)
        {
            list.Add(name, value);
        }

        return list;
    }

    public override HeaderList? ReadTrailers() => Trailers;
}
