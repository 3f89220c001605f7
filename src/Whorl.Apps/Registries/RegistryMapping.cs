namespace Whorl.Apps.Registries;

/// <summary>The registry of a namespace or of a package.</summary>
/// <param name="Registry">The registry.</param>
/// <param name="Metadata">What it would say of itself; null to ask it.</param>
internal sealed record RegistryMapping(RegistryAddress Registry, RegistryMetadata? Metadata);
