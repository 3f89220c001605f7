using Whorl.Wasi.Io;

namespace Whorl.Wasi.Tests.Fakes;

/// <summary>Becomes ready when told so.</summary>
internal sealed class Flag(WasiContext context) : IWaitable
{
    private volatile bool _isSet;

    public bool IsReady => _isSet;

    public void Arm()
    {
    }

    public void Set()
    {
        _isSet = true;
        context.Signal.Wake();
    }
}
