namespace Whorl.Wit.Diagnostics;

/// <summary>A place in a WIT file.</summary>
/// <param name="Path">The file, as the caller named it.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column in UTF-16 code units, from 1.</param>
/// <param name="Length">Length of the marked text in UTF-16 code units; it never spans lines.</param>
public readonly record struct WitLocation(string Path, int Line, int Column, int Length)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Path}:{Line}:{Column}";
}
