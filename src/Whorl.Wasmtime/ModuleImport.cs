namespace Whorl.Wasmtime;

/// <summary>Something a module needs.</summary>
/// <param name="Module">The first of the two parts of its name.</param>
/// <param name="Name">The second part of its name.</param>
/// <param name="Type">What it has to be.</param>
public sealed record ModuleImport(string Module, string Name, ExternType Type);
