namespace Whorl.Components.Modules;

/// <summary>What a Wasm binary is.</summary>
public enum WasmKind
{
    /// <summary>Not Wasm, or not of a version that is known.</summary>
    Unknown,

    /// <summary>A component.</summary>
    Component,

    /// <summary>A core module with <c>component-type</c> sections, which say what component to make of it.</summary>
    ModuleWithWorld,

    /// <summary>A core module of the first Spin SDKs, with names that they gave.</summary>
    FirstSdkModule,

    /// <summary>A WASI preview 1 program: it exports <c>_start</c>.</summary>
    Preview1Command,

    /// <summary>A WASI preview 1 library: it imports preview 1 and exports no <c>_start</c>.</summary>
    Preview1Reactor,

    /// <summary>Any other core module.</summary>
    Module,
}
