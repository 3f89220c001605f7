using System.Runtime.InteropServices;

namespace Whorl.Components.Runtime;

/// <summary>The callees that a linked component gives to its core modules, kept alive for native code.</summary>
internal sealed class CalleeTable : IDisposable
{
    private readonly List<GCHandle> _handles = [];

    /// <summary>A handle to the callee that native code passes back on every call; valid until this table is disposed.</summary>
    public nint Pin(CoreCallee callee)
    {
        var handle = GCHandle.Alloc(callee);
        _handles.Add(handle);
        return GCHandle.ToIntPtr(handle);
    }

    public void Dispose()
    {
        _handles.ForEach(h => h.Free());
        _handles.Clear();
    }
}
