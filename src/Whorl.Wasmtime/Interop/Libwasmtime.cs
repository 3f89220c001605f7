using System.Runtime.CompilerServices;

[assembly: DisableRuntimeMarshalling]

namespace Whorl.Wasmtime.Interop;

/// <summary>
/// The native engine, by its C names: one file per C header, nothing added. <c>Interop.yaml</c> lists the whole surface.
/// </summary>
internal static unsafe partial class Libwasmtime
{
    /// <summary>The library's name; the platform's prefix and extension are added by the loader.</summary>
    public const string Name = "wasmtime";
}
