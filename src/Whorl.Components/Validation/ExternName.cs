namespace Whorl.Components.Validation;

/// <summary>The name of an import or export, with what its attributes say.</summary>
/// <param name="Name">The name itself.</param>
/// <param name="Implements">The interface that an instance with a plain name says it implements, or null.</param>
/// <param name="VersionSuffix">The part of the version that was cut off the name, or null.</param>
/// <param name="ExternalId">The name that the host knows it by, or null.</param>
internal sealed record ExternName(string Name, string? Implements = null, string? VersionSuffix = null, string? ExternalId = null);
