using Whorl.Wasi.Files;
using Whorl.Wasi.P3.Filesystem.Types;

namespace Whorl.Wasi.P3.Filesystem;

/// <summary>The functions of <c>wasi:filesystem</c>.</summary>
internal sealed class FilesystemHost(WasiContext context, bool hasFiles) : Types.IHost, Preopens.IHost
{
    public (IDescriptor, string)[] GetDirectories() =>
        hasFiles ? [(new DescriptorResource(context, FileDescriptor.OpenRoot(context)), "/")] : [];
}
