using System.Globalization;

namespace Whorl.Components.Binary;

/// <summary>The bytes are not a valid component.</summary>
public sealed class InvalidComponentException : Exception
{
    public InvalidComponentException(string reason, long offset)
        : base(string.Create(CultureInfo.InvariantCulture, $"{reason} (at offset 0x{offset:x})"))
    {
        Reason = reason;
        Offset = offset;
    }

    /// <summary>What is wrong, without the place.</summary>
    public string Reason { get; }

    /// <summary>Where in the file it is wrong, in bytes from the start.</summary>
    public long Offset { get; }
}
