namespace Whorl.Bindings.Pipeline;

/// <summary>What comes out for one item.</summary>
internal sealed record GeneratedBindings(EquatableArray<GeneratedFile> Files, EquatableArray<BindingsDiagnostic> Diagnostics);
