using System.IO.Pipelines;

namespace Whorl.Wasi.Http;

/// <summary>A response that counts as a call under way until it is disposed, by the guest or with the instance.</summary>
internal sealed class CountedResponse : OutboundResponse
{
    private readonly WasiContext _context;
    private readonly OutboundAllowance _allowance;
    private readonly OutboundResponse _response;
    private int _disposed;

    public CountedResponse(WasiContext context, OutboundAllowance allowance, OutboundResponse response)
    {
        _context = context;
        _allowance = allowance;
        _response = response;
        context.EndWithInstance(this);
    }

    public override int Status => _response.Status;

    public override HeaderList Headers => _response.Headers;

    public override PipeReader Body => _response.Body;

    public override HeaderList? ReadTrailers() => _response.ReadTrailers();

    protected override void Dispose(bool disposing)
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _context.Forget(this);
            _allowance.Return();
            _response.Dispose();
        }
    }
}
