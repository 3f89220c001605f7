using Microsoft.Extensions.Logging;
using Whorl.Apps.Diagnostics;
using Whorl.Apps.Limits;
using Whorl.Apps.Model;
using Whorl.Capabilities.Variables;
using Whorl.Components.Binary;
using Whorl.Components.Hosting;
using Whorl.Components.Linking;
using Whorl.Components.Runtime;
using Whorl.Runtime.Engines;
using Whorl.Runtime.Instances;
using Whorl.Wasi;
using Whorl.Wasi.Http;
using Whorl.Wasmtime;

namespace Whorl.Runtime.Loading;

/// <summary>Compiles and links components, and says in the app's terms what is wrong with one that cannot be.</summary>
internal sealed class ComponentLoader(AppModel app, EngineRoom room, IModuleSource? cache, ILogger logger)
{
    /// <summary>Loads a component.</summary>
    /// <param name="model">The component.</param>
    /// <param name="limits">What its instances may use.</param>
    /// <param name="wasm">Its binary.</param>
    /// <param name="environment">What its instances see.</param>
    /// <exception cref="AppException">It is no component that can be served here.</exception>
    public LoadedComponent Load(ComponentModel model, ComponentLimits limits, byte[] wasm, ComponentEnvironment environment)
    {
        CompiledComponent? compiled = null;
        try
        {
            compiled = CompiledComponent.Compile(room.Engine, wasm, cache);
            long memoryShare = ShareMemory(model, limits, compiled);
            ComponentPre linked = CreateLinker(limits).Link(compiled);
            return HttpGuest.TryBind(linked, out HttpGuest? http)
                ? new LoadedComponent(app.Name, model.Id, limits, room, new CompiledParts(compiled, linked, http) { MemoryShareBytes = memoryShare }, environment, logger)
                : throw NoHandler(model, linked);
        }
        catch (Exception e) when (Explain(model, wasm, e) is { } diagnostic)
        {
            compiled?.Dispose();
            throw new AppException([diagnostic]);
        }
    }

    private long ShareMemory(ComponentModel model, ComponentLimits limits, CompiledComponent compiled)
    {
        MemoryRange[] memories = [.. compiled.InstantiatedModules.SelectMany(m => MemoryRange.OfModule(m.Span))];
        return MemoryShare.TryDivide(memories, limits.MemoryBytes, out long share, out string? error)
            ? share
            : throw new AppException([Error(
                model,
                DiagnosticCode.BadLimit,
                $"component `{model.Id}` does not fit its limit `memory` of {limits.MemoryBytes}: {error}",
                ServedComponents.RaiseMemory(model))]);
    }

    private static ComponentLinker CreateLinker(ComponentLimits limits)
    {
        var linker = new ComponentLinker { HandleLimit = limits.Handles };
        WasiHost.AddTo(linker, StateOf);
        VariablesCapability.AddTo(linker, state => ((GuestInvocation)state!).Component.Environment.Variables, StateOf);
        return linker;

        static WasiContext StateOf(object? state) => ((GuestInvocation)state!).Context;
    }

    private Diagnostic? Explain(ComponentModel model, byte[] wasm, Exception failure) => failure switch
    {
        InvalidComponentException or WasmException when IsCoreModule(wasm) => Error(
            model,
            DiagnosticCode.CoreModule,
            $"{model.Source} of component `{model.Id}` is a core module, not a component",
            "Make a component of it: `wasm-tools component new module.wasm -o component.wasm` (or `jco new`), with `--adapt` for a WASI preview 1 module."),
        InvalidComponentException or WasmException => Error(
            model,
            DiagnosticCode.InvalidComponent,
            $"{model.Source} of component `{model.Id}` is not a valid component: {failure.Message}",
            "Build it again; if it was copied or downloaded, it may have been cut short."),
        UnsupportedComponentException => Error(
            model, DiagnosticCode.InvalidComponent, $"{model.Source} of component `{model.Id}` needs what Whorl does not support: {failure.Message}", null),
        LinkException link => Error(
            model, DiagnosticCode.UnmetImport, $"component `{model.Id}` cannot be linked:\n  {string.Join("\n  ", link.Problems)}", null),
        _ => null,
    };

    private static bool IsCoreModule(ReadOnlySpan<byte> wasm) => wasm.StartsWith("\0asm\u0001\0\0\0"u8);

    private AppException NoHandler(ComponentModel model, ComponentPre linked)
    {
        string exports = linked.Exports.IsEmpty ? "nothing" : string.Join(", ", linked.Exports.Select(e => $"`{e.Name}`"));
        return new AppException([Error(
            model,
            DiagnosticCode.NoHandler,
            $"component `{model.Id}` cannot answer HTTP requests: it exports {exports}, but not `wasi:http/incoming-handler@0.2`",
            "Build it for the world wasi:http/proxy of WASI 0.2.")]);
    }

    private Diagnostic Error(ComponentModel model, DiagnosticCode code, string message, string? remedy) =>
        ServedComponents.Error(app, code, model.Location, message, remedy);
}
