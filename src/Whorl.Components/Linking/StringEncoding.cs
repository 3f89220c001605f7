namespace Whorl.Components.Linking;

/// <summary>How a guest holds strings in its memory.</summary>
public enum StringEncoding : byte
{
    Utf8,
    Utf16,

    /// <summary>Latin-1 or UTF-16, told apart by the top bit of the length.</summary>
    Latin1Utf16,
}
