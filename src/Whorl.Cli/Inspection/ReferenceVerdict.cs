namespace Whorl.Cli.Inspection;

/// <summary>What the engine's own implementation says of a binary.</summary>
/// <param name="Version">The engine's version.</param>
/// <param name="Problem">What is wrong; null for nothing.</param>
internal sealed record ReferenceVerdict(string Version, string? Problem)
{
    public override string ToString() => Problem is null ? $"valid, says wasmtime {Version}" : $"invalid, says wasmtime {Version}: {Problem}";
}
