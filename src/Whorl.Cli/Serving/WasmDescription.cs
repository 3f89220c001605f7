using Whorl.Cli.Interaction;
using Whorl.Components.Modules;
using Whorl.Runtime.Loading;

namespace Whorl.Cli.Serving;

/// <summary>Says what was found in a Wasm file that is served without a manifest.</summary>
internal static class WasmDescription
{
    public static void Say(ITerminal terminal, IEnumerable<LoadedComponent> components)
    {
        foreach (LoadedComponent component in components)
        {
            terminal.Say($"Found {Describe(component.Kind)}{(component.HandlesHttp ? "" : "; each request runs it as a CGI program")}");
        }
    }

    private static string Describe(WasmKind kind) => kind switch
    {
        WasmKind.ModuleWithWorld => "a core module with the world of a component",
        WasmKind.FirstSdkModule => "a core module of the first Spin SDKs",
        WasmKind.Preview1Command => "a WASI preview 1 program",
        WasmKind.Preview1Reactor => "a WASI preview 1 library",
        WasmKind.Module => "a core module",
        _ => "a component",
    };
}
