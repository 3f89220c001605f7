using Whorl.Components.Hosting;
using Whorl.Wasi.Files;
using Whorl.Wasi.P2.Filesystem.Types;
using Whorl.Wasi.P2.Io;

namespace Whorl.Wasi.P2.Filesystem;

/// <summary>The functions of <c>wasi:filesystem</c>.</summary>
internal class FilesystemHost(WasiContext context, bool hasFiles) : Types.IHost, Preopens.IHost
{
    public Option<ErrorCode> FilesystemErrorCode(Io.Error.IError err) =>
        ((ErrorResource)err).Error.File is { } code ? FileErrors.From(code) : Option<ErrorCode>.None;

    public (IDescriptor, string)[] GetDirectories() =>
        hasFiles ? [(new DescriptorResource(context, FileDescriptor.OpenRoot(context)), "/")] : [];
}
