namespace Whorl.Components.Abi;

/// <summary>What the bytes of one particular guest string are.</summary>
internal enum CodeUnits : byte
{
    Utf8,
    Utf16,
    Latin1,
}
