using System.Collections.Immutable;

namespace Whorl.Cli.Inspection;

/// <summary>An import, and who serves it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Server">Who serves it, for people; null for nobody.</param>
/// <param name="Offer">The host's interface that serves it, when its name is another; else null.</param>
/// <param name="Problems">What of it is not served, and what to do.</param>
internal sealed record ServedImport(string Name, string? Server, string? Offer, ImmutableArray<string> Problems);
