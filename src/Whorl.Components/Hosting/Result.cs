using System.Diagnostics.CodeAnalysis;

namespace Whorl.Components.Hosting;

/// <summary>WIT's <c>result&lt;ok, err&gt;</c>. A missing payload (<c>_</c>) is <see cref="Unit"/>.</summary>
/// <typeparam name="TOk">The payload of success.</typeparam>
/// <typeparam name="TErr">The payload of failure.</typeparam>
public readonly struct Result<TOk, TErr> : IEquatable<Result<TOk, TErr>>
{
    private readonly TOk _ok;
    private readonly TErr _error;

    private Result(bool isOk, TOk ok, TErr error)
    {
        IsOk = isOk;
        _ok = ok;
        _error = error;
    }

    /// <summary>Whether this is success. The default value is a failure with a default payload.</summary>
    public bool IsOk { get; }

    /// <summary>The payload of success.</summary>
    /// <exception cref="InvalidOperationException">This is a failure.</exception>
    public TOk Value => IsOk ? _ok : throw new InvalidOperationException($"The result is an error ({_error}); test IsOk before reading Value.");

    /// <summary>The payload of failure.</summary>
    /// <exception cref="InvalidOperationException">This is a success.</exception>
    public TErr Error => IsOk ? throw new InvalidOperationException("The result is ok; test IsOk before reading Error.") : _error;

    /// <summary>Makes a success.</summary>
    [SuppressMessage("Design", "CA1000", Justification = "The case belongs to the type, as in WIT.")]
    public static Result<TOk, TErr> Ok(TOk value) => new(true, value, default!);

    /// <summary>Makes a failure.</summary>
    [SuppressMessage("Design", "CA1000", Justification = "The case belongs to the type, as in WIT.")]
    public static Result<TOk, TErr> Err(TErr error) => new(false, default!, error);

    /// <summary>Makes a success.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "Ok is the named alternative.")]
    public static implicit operator Result<TOk, TErr>(TOk value) => Ok(value);

    /// <summary>Makes a failure.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "Err is the named alternative.")]
    public static implicit operator Result<TOk, TErr>(TErr error) => Err(error);

    /// <summary>Whether both are the same case with equal payloads.</summary>
    public static bool operator ==(Result<TOk, TErr> left, Result<TOk, TErr> right) => left.Equals(right);

    /// <summary>The opposite of equality.</summary>
    public static bool operator !=(Result<TOk, TErr> left, Result<TOk, TErr> right) => !left.Equals(right);

    /// <summary>Gives the payload of success or that of failure; the other is its type's default.</summary>
    public bool TryGet([MaybeNullWhen(false)] out TOk value, [MaybeNullWhen(true)] out TErr error)
    {
        value = _ok;
        error = _error;
        return IsOk;
    }

    /// <inheritdoc/>
    public bool Equals(Result<TOk, TErr> other) => IsOk == other.IsOk
        && EqualityComparer<TOk>.Default.Equals(_ok, other._ok)
        && EqualityComparer<TErr>.Default.Equals(_error, other._error);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Result<TOk, TErr> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(IsOk, _ok, _error);

    /// <inheritdoc/>
    public override string ToString() => IsOk ? $"ok({_ok})" : $"error({_error})";
}
