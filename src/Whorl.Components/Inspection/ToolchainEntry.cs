namespace Whorl.Components.Inspection;

/// <summary>A language or tool.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version; empty when the binary does not say.</param>
public readonly record struct ToolchainEntry(string Name, string Version)
{
    /// <inheritdoc/>
    public override string ToString() => Version.Length == 0 ? Name : $"{Name} {Version}";
}
