using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Whorl.Wasmtime;

namespace Whorl.Components.Runtime;

/// <summary>The callees that a linked component gives to its core modules, kept alive for native code.</summary>
internal sealed class CalleeTable(Engine engine) : IDisposable
{
    private readonly Linker _linker = new(engine);
    private readonly Dictionary<CoreCallee, (nint Env, CalleeSource Source)> _callees = [];

    /// <summary>A handle to the callee that native code passes back on every call; valid until this table is disposed.</summary>
    public nint Env(CoreCallee callee) => Entry(callee).Env;

    /// <summary>The callee as a core function of any store.</summary>
    public CoreSource Source(CoreCallee callee) => Entry(callee).Source;

    public void Dispose()
    {
        _linker.Dispose();
        foreach (var (env, _) in _callees.Values)
        {
            GCHandle.FromIntPtr(env).Free();
        }

        _callees.Clear();
    }

    private (nint Env, CalleeSource Source) Entry(CoreCallee callee)
    {
        if (!_callees.TryGetValue(callee, out var entry))
        {
            var env = GCHandle.ToIntPtr(GCHandle.Alloc(callee));
            var name = _callees.Count.ToString(CultureInfo.InvariantCulture);
            entry = (env, new CalleeSource(_linker, Encoding.UTF8.GetBytes(name)));
            _callees.Add(callee, entry);

            // SAFETY: the handle lives as long as this table, which outlives the instances.
            unsafe
            {
                _linker.DefineFunction("", name, callee.CoreType, NativeEntry.Pointer, env);
            }
        }

        return entry;
    }
}
