namespace Whorl.Bindings.Pipeline;

/// <summary>Everything that the code for one item depends on; when it is equal to what it was, nothing is generated anew.</summary>
internal sealed record BindingsRequest(WitPackageItem Item, EquatableArray<WitFile> Files);
