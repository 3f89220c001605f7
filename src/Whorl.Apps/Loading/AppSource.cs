namespace Whorl.Apps.Loading;

/// <summary>What an app is loaded from.</summary>
public abstract record AppSource
{
    private protected AppSource()
    {
    }

    /// <summary>A manifest.</summary>
    /// <param name="Path">Its path, as the user named it or as the search found it.</param>
    /// <param name="LevelsUp">How many folders above the working folder the search found it; 0 when it was named or is right there.</param>
    public sealed record ManifestFile(string Path, int LevelsUp) : AppSource;

    /// <summary>A component in a file of its own (<c>.wasm</c> or <c>.wat</c>), which answers every HTTP request.</summary>
    /// <param name="Path">Its path, as the user named it.</param>
    public sealed record WasmFile(string Path) : AppSource;
}
