namespace Whorl.Wasi.Http;

/// <summary>
/// An HTTP error with what is known about it: the payloads of <c>wasi:http/types.error-code</c>, each where its kind has it.
/// </summary>
/// <param name="Kind">Which error.</param>
public sealed record HttpError(HttpErrorKind Kind)
{
    /// <summary>Text for a person: of an internal error, a DNS error's code, a TLS alert's message, or an unknown coding's name.</summary>
    public string? Detail { get; init; }

    /// <summary>Sizes, in bytes: of a body, a header or trailer section, or a field.</summary>
    public ulong? Size { get; init; }

    /// <summary>The name of the field that is too large.</summary>
    public string? FieldName { get; init; }

    /// <summary>The DNS extended error code (RFC 8914) or the TLS alert's number.</summary>
    public ushort? Code { get; init; }

    /// <summary>Any error that has no kind of its own.</summary>
    /// <param name="detail">Text for a person.</param>
    public static HttpError Internal(string detail) => new(HttpErrorKind.InternalError) { Detail = detail };

    /// <inheritdoc/>
    public override string ToString() => Detail is null ? Kind.ToString() : $"{Kind}: {Detail}";
}
