namespace Whorl.Wasmtime;

/// <summary>The type of something a module imports or exports.</summary>
public abstract record ExternType;
