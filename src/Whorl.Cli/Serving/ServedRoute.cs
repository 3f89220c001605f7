namespace Whorl.Cli.Serving;

/// <summary>A route as it is announced: what answers it, its path without the wildcard, and whether more may follow the path.</summary>
internal sealed record ServedRoute(string Id, string Path, bool IsWildcard, string? Description);
