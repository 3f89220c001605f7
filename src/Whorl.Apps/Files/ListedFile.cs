using Whorl.Apps.Diagnostics;

namespace Whorl.Apps.Files;

/// <summary>A file that an entry of <c>files</c> takes in.</summary>
/// <param name="GuestPath">Where the component sees it: names from the root.</param>
/// <param name="HostPath">Its real path, free of links.</param>
/// <param name="Location">The entry.</param>
internal sealed record ListedFile(string[] GuestPath, string HostPath, SourceLocation Location)
{
    public string GuestText => "/" + string.Join('/', GuestPath);
}
