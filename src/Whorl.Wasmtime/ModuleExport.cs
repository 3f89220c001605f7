namespace Whorl.Wasmtime;

/// <summary>Something a module offers.</summary>
/// <param name="Name">Its name, unique in the module.</param>
/// <param name="Type">What it is.</param>
public sealed record ModuleExport(string Name, ExternType Type);
