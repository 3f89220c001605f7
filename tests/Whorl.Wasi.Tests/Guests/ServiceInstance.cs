using Whorl.Components.Hosting;
using Whorl.Wasi.Http;
using Whorl.Wasi.Tests.Fakes;
using Whorl.Wasmtime;

namespace Whorl.Wasi.Tests.Guests;

/// <summary>An instance that works on several requests at once.</summary>
internal sealed class ServiceInstance(Store store, ComponentInstance instance, WasiContext context, HttpService service) : IDisposable
{
    public ComponentInstance Instance => instance;

    public WasiContext Context => context;

    public HttpServiceCall Handle(FakeRequest request, HttpResponseSink sink, RequestScope? scope = null) =>
        service.Handle(instance, request, sink, scope ?? new RequestScope(context));

    /// <summary>Sends a request and reads the whole answer.</summary>
    public async Task<(RecordingSink Sink, string Body)> GetAsync(string path, RequestScope? scope = null, params (string, string)[] headers)
    {
        var sink = new RecordingSink();
        HttpServiceCall call = Handle(new FakeRequest("GET", path, headers), sink, scope);
        await call.Responded;
        await call.Exited;
        return (sink, sink.TakeFlushed());
    }

    public void Dispose()
    {
        instance.Dispose();
        context.Dispose();
        store.Dispose();
    }
}
