using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Whorl.Apps.Diagnostics;
using Whorl.Apps.Limits;
using Whorl.Apps.Loading;
using Whorl.Apps.Model;
using Whorl.Capabilities.Calls;
using Whorl.Capabilities.Inbound;
using Whorl.Components.Binary;
using Whorl.Components.Hosting;
using Whorl.Components.Linking;
using Whorl.Components.Modules;
using Whorl.Components.Runtime;
using Whorl.Components.Validation;
using Whorl.Runtime.Capabilities;
using Whorl.Runtime.Engines;
using Whorl.Runtime.Events;
using Whorl.Runtime.Instances;
using Whorl.Runtime.Services;
using Whorl.Wasi;
using Whorl.Wasi.Http;
using Whorl.Wasmtime;

namespace Whorl.Runtime.Loading;

/// <summary>Compiles and links components, and says in the app's terms what is wrong with one that cannot be.</summary>
internal sealed class ComponentLoader(AppModel app, EngineRoom room, AppCapabilities capabilities, IModuleSource? cache, ReuseOptions reuse, ILogger logger)
{
    /// <summary>Loads a component.</summary>
    /// <param name="model">The component.</param>
    /// <param name="limits">What its instances may use.</param>
    /// <param name="wasm">Its binary, and those of its dependencies and its middleware.</param>
    /// <param name="environment">What its instances see.</param>
    /// <exception cref="AppException">It is no component that can be served here.</exception>
    public LoadedComponent Load(ComponentModel model, ComponentLimits limits, ComponentWasm wasm, ComponentEnvironment environment)
    {
        CheckParts(model, wasm);
        CompiledComponent? compiled = null;
        try
        {
            var parts = ComponentParts.Create(model, wasm);
            compiled = wasm.IsAlone
                ? CompiledComponent.Compile(room.Engine, wasm.Own, cache)
                : CompiledComponent.Compile(room.Engine, parts.Root, cache);
            long memoryShare = ShareMemory(model, limits, compiled);
            ComponentPre linked = CreateLinker(limits, InheritedCapabilities.All).Link(
                compiled,
                part => parts.Inherited.TryGetValue(part, out InheritedCapabilities inherited) ? CreateLinker(limits, inherited) : null);
            HttpGuest.TryBind(linked, out HttpGuest? http);
            CgiGuest.TryBind(linked, out CgiGuest? program);
            HttpService.TryBind(linked, out HttpService? service);
            RequestGuest.TryBind(linked, out RequestGuest? request);
            IReadOnlyList<TriggerModel> triggers = [.. app.Triggers.Where(t => t.Component == model.Id)];
            if (http is null && service is null && request is null && program is null && triggers.Any(t => t is HttpTriggerModel))
            {
                throw NoHandler(model, linked);
            }

            var events = EventGuests.Bind(linked, triggers);
            var code = new CompiledParts(compiled, linked, http, service, program)
            {
                Request = request,
                Kind = WasmBinary.KindOf(wasm.Own),
                MemoryShareBytes = memoryShare,
                Events = events,
            };
            TriggerHandlers.Check(app, model, triggers, code);
            return new LoadedComponent(app.Name, model.Id, limits, room, code, environment, reuse, logger);
        }
        catch (Exception e) when (Explain(WasmRequest.Of(model), wasm.Own, e) is { } diagnostic)
        {
            compiled?.Dispose();
            throw new AppException([diagnostic]);
        }
    }

    // So that a message names the one of several binaries that is at fault.
    private void CheckParts(ComponentModel model, ComponentWasm wasm)
    {
        if (wasm.IsAlone)
        {
            return;
        }

        var own = WasmRequest.Of(model);
        ComponentDefinition component = Decode(own, wasm.Own);
        foreach ((DependencyModel dependency, byte[] bytes) in model.Dependencies.Zip(wasm.Dependencies))
        {
            Decode(WasmRequest.Of(app, dependency, own.Name), bytes);
        }

        ImmutableArray<ChainMember> chain =
        [
            .. model.Middleware.Select(m => WasmRequest.Of(app, m, own.Name)).Zip(wasm.Middleware, (need, bytes) => new ChainMember(need, Decode(need, bytes))),
            new ChainMember(own, component),
        ];
        ImmutableArray<Diagnostic> misfits = [.. MiddlewareChecks.Run(app, chain)];
        if (!misfits.IsEmpty)
        {
            throw new AppException(misfits);
        }
    }

    private ComponentDefinition Decode(WasmRequest need, byte[] wasm)
    {
        if (IsCoreModule(wasm))
        {
            throw new AppException([CoreModule(need, "only components can be linked to each other")]);
        }

        try
        {
            return ComponentBinary.Decode(wasm);
        }
        catch (Exception e) when (Explain(need, wasm, e) is { } diagnostic)
        {
            throw new AppException([diagnostic]);
        }
    }

    private long ShareMemory(ComponentModel model, ComponentLimits limits, CompiledComponent compiled)
    {
        MemoryRange[] memories = [.. compiled.InstantiatedModules.SelectMany(m => MemoryRange.OfModule(m.Span))];
        return MemoryShare.TryDivide(memories, limits.MemoryBytes, out long share, out string? error)
            ? share
            : throw new AppException([Error(
                WasmRequest.Of(model),
                DiagnosticCode.BadLimit,
                $"component `{model.Id}` does not fit its limit `memory` of {limits.MemoryBytes}: {error}",
                ServedComponents.RaiseMemory(model))]);
    }

    /// <summary>Offers everything; of what a part does not inherit, an empty or a denying kind.</summary>
    private ComponentLinker CreateLinker(ComponentLimits limits, InheritedCapabilities inherited)
    {
        var linker = new ComponentLinker { HandleLimit = limits.Handles };
        WasiHost.AddTo(linker, StateOf, Translate(inherited));
        capabilities.AddTo(linker, inherited.HasFlag(InheritedCapabilities.All) ? ScopeOf : state => InheritedGrants.Restrict(ScopeOf(state), inherited));
        return linker;

        static WasiContext StateOf(object? state) => ((IGuestState)state!).Context;

        static CapabilityScope ScopeOf(object? state) => ((IGuestState)state!).Scope;
    }

    private static WasiGrants Translate(InheritedCapabilities inherited) =>
        (inherited.HasFlag(InheritedCapabilities.Environment) ? WasiGrants.Environment : WasiGrants.None)
        | (inherited.HasFlag(InheritedCapabilities.Files) ? WasiGrants.Files : WasiGrants.None)
        | (inherited.HasFlag(InheritedCapabilities.AllowedOutboundHosts) ? WasiGrants.Network : WasiGrants.None);

    private Diagnostic? Explain(WasmRequest need, byte[] wasm, Exception failure) => failure switch
    {
        UnsupportedComponentException when IsCoreModule(wasm) => CoreModule(need, failure.Message),
        InvalidComponentException or WasmException => Error(
            need,
            DiagnosticCode.InvalidComponent,
            $"{need.Source} of {need.Name} is not a valid component: {failure.Message}",
            "Build it again; if it was copied or downloaded, it may have been cut short."),
        UnsupportedComponentException => Error(
            need, DiagnosticCode.InvalidComponent, $"{need.Source} of {need.Name} needs what Whorl does not support: {failure.Message}", null),
        LinkException link => Error(
            need, DiagnosticCode.UnmetImport, $"{need.Name} cannot be linked:\n  {string.Join("\n  ", link.Problems)}", null),
        _ => null,
    };

    private Diagnostic CoreModule(WasmRequest need, string problem) => Error(
        need,
        DiagnosticCode.CoreModule,
        $"{need.Source} of {need.Name} is a core module that cannot be run: {problem}",
        "Build it as a WASI preview 1 program, or make a component of it: `wasm-tools component new module.wasm -o component.wasm` (or `jco new`).");

    private static bool IsCoreModule(ReadOnlySpan<byte> wasm) => wasm.StartsWith("\0asm\u0001\0\0\0"u8);

    private AppException NoHandler(ComponentModel model, ComponentPre linked)
    {
        return new AppException([Error(
            WasmRequest.Of(model),
            DiagnosticCode.NoHandler,
            $"component `{model.Id}` cannot answer HTTP requests: it exports {TriggerHandlers.ExportsOf(linked)}, but neither `wasi:http/incoming-handler@0.2` nor `wasi:http/handler@0.3`",
            "Build it for the world wasi:http/proxy of WASI 0.2, or wasi:http/service of 0.3.")]);
    }

    private Diagnostic Error(WasmRequest need, DiagnosticCode code, string message, string? remedy) =>
        ServedComponents.Error(app, code, need.Location, message, remedy);
}
