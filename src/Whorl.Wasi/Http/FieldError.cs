namespace Whorl.Wasi.Http;

/// <summary>Why a change of header fields was refused.</summary>
internal enum FieldError
{
    /// <summary>A name or value is not one.</summary>
    InvalidSyntax,

    /// <summary>The name is the connection's business.</summary>
    Forbidden,

    /// <summary>The fields cannot be changed.</summary>
    Immutable,

    /// <summary>The fields would be larger than the limit.</summary>
    TooLarge,
}
