namespace Whorl.Components.Inspection;

/// <summary>What a core module does in its component.</summary>
public enum ModuleRole
{
    /// <summary>It holds code: the program itself, a library, or an adapter.</summary>
    Code,

    /// <summary>It passes calls on to functions that did not exist yet when the program was instantiated.</summary>
    Shim,

    /// <summary>It puts those functions into the shim's table.</summary>
    FixUp,
}
