namespace Whorl.Wasi.Files;

/// <summary>
/// What a descriptor may be used for: the bits of <c>wasi:filesystem/types.descriptor-flags</c> that make a difference here.
/// </summary>
[Flags]
internal enum DescriptorModes
{
    None = 0,
    Read = 1,
    Write = 2,
    MutateDirectory = 1 << 5,
}
