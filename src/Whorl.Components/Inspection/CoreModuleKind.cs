namespace Whorl.Components.Inspection;

/// <summary>What a core module outside any component was made to be.</summary>
public enum CoreModuleKind
{
    /// <summary>Nothing that the component model or WASI knows.</summary>
    Plain,

    /// <summary>A program for WASI preview 1: it exports <c>_start</c>.</summary>
    Preview1Command,

    /// <summary>A library for WASI preview 1: it imports its functions and exports no <c>_start</c>.</summary>
    Preview1Reactor,

    /// <summary>A component that only has to be wrapped: its world is in a <c>component-type</c> section.</summary>
    UnwrappedComponent,

    /// <summary>A module of the first Spin SDKs, which stands for a component with the interfaces of <c>fermyon:spin</c>.</summary>
    FirstSdk,
}
