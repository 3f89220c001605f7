namespace Whorl.Components.Validation;

/// <summary>Which way a name faces.</summary>
internal enum Direction : byte
{
    Import,
    Export,
}
