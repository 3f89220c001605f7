using System.Text;
using Whorl.Components.Hosting;
using Whorl.Components.Linking;
using Whorl.Wasmtime;

namespace Whorl.Components.Runtime;

/// <summary>An export of a core instance.</summary>
internal sealed class ExportSource(CoreExport export) : CoreSource
{
    private readonly byte[] _name = Encoding.UTF8.GetBytes(export.Name);

    public override Extern Resolve(ComponentInstance instance) =>
        instance.CoreInstance(export.CoreInstance).Export(instance.Store, _name)
        ?? throw new GuestTrapException($"core instance {export.CoreInstance} has no export \"{export.Name}\"");
}
