using System.Text;
using Whorl.Components.Hosting;
using Whorl.Components.Linking;
using Whorl.Wasmtime;

namespace Whorl.Components.Runtime;

/// <summary>Where a core item comes from, ready to be looked up in any instance.</summary>
internal sealed class CoreSource
{
    private readonly CoreCallee? _callee;
    private readonly nint _env;
    private readonly int _coreInstance;
    private readonly byte[] _name = [];

    public CoreSource(CoreExport export)
    {
        _coreInstance = export.CoreInstance;
        _name = Encoding.UTF8.GetBytes(export.Name);
    }

    public CoreSource(CoreCallee callee, nint env)
    {
        _callee = callee;
        _env = env;
    }

    public Extern Resolve(ComponentInstance instance)
    {
        if (_callee is not null)
        {
            // SAFETY: env is a handle to the callee that lives as long as the component's link.
            unsafe
            {
                return Func.Create(instance.Store, _callee.CoreType, NativeEntry.Pointer, _env);
            }
        }

        return instance.CoreInstance(_coreInstance).Export(instance.Store, _name)
            ?? throw new GuestTrapException($"core instance {_coreInstance} has no export \"{Encoding.UTF8.GetString(_name)}\"");
    }
}
