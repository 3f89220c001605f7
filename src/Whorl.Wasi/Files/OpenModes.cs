namespace Whorl.Wasi.Files;

/// <summary>What opening does: <c>wasi:filesystem/types.open-flags</c>.</summary>
[Flags]
internal enum OpenModes
{
    None = 0,
    Create = 1,
    Directory = 2,
    Exclusive = 4,
    Truncate = 8,
}
