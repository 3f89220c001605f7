using Whorl.Components.Binary;
using Whorl.Components.Types.CoreModules;

namespace Whorl.Components.Modules;

/// <summary>Tells kinds of Wasm binaries apart.</summary>
public static class WasmBinary
{
    /// <summary>The modules from which preview 1 is imported, by its name and that of the snapshot before it.</summary>
    internal static readonly string[] Preview1Modules = ["wasi_snapshot_preview1", "wasi_unstable"];

    /// <summary>What a binary is. One that is damaged is what its beginning says.</summary>
    public static WasmKind KindOf(ReadOnlyMemory<byte> binary)
    {
        if (!Preamble.IsModule(binary.Span))
        {
            return binary.Span.StartsWith("\0asm"u8) && binary.Length >= 8 && binary.Span[6] == 1 ? WasmKind.Component : WasmKind.Unknown;
        }

        try
        {
            if (WorldSections.Find(binary).Count > 0)
            {
                return WasmKind.ModuleWithWorld;
            }

            var type = CoreModuleReader.Read(binary, 0, new CoreTypeInterner());
            return FirstSdk.Made(type) ? WasmKind.FirstSdkModule
                : type.Exports.ContainsKey("_start") ? WasmKind.Preview1Command
                : type.Imports.Keys.Any(import => Preview1Modules.Contains(import.Module)) ? WasmKind.Preview1Reactor
                : WasmKind.Module;
        }
        catch (InvalidComponentException)
        {
            return WasmKind.Module;
        }
    }
}
