using System.Diagnostics.CodeAnalysis;

namespace Whorl.Components.Hosting;

/// <summary>WIT's <c>option&lt;t&gt;</c>: a value or nothing. Unlike a nullable, it nests.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public readonly struct Option<T> : IEquatable<Option<T>>
{
    private readonly T _value;

    private Option(T value)
    {
        _value = value;
        IsSome = true;
    }

    /// <summary>The option that holds nothing.</summary>
    [SuppressMessage("Design", "CA1000", Justification = "The case belongs to the type, as in WIT.")]
    public static Option<T> None => default;

    /// <summary>Whether there is a value.</summary>
    public bool IsSome { get; }

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public T Value => IsSome ? _value : throw new InvalidOperationException("The option is none; test IsSome before reading Value.");

    /// <summary>Wraps a value.</summary>
    [SuppressMessage("Design", "CA1000", Justification = "The case belongs to the type, as in WIT.")]
    public static Option<T> Some(T value) => new(value);

    /// <summary>Wraps a value.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "Some is the named alternative.")]
    public static implicit operator Option<T>(T value) => new(value);

    /// <summary>Whether both are none, or both hold equal values.</summary>
    public static bool operator ==(Option<T> left, Option<T> right) => left.Equals(right);

    /// <summary>The opposite of equality.</summary>
    public static bool operator !=(Option<T> left, Option<T> right) => !left.Equals(right);

    /// <summary>Gives the value, if there is one.</summary>
    public bool TryGet([MaybeNullWhen(false)] out T value)
    {
        value = _value;
        return IsSome;
    }

    /// <summary>The value, or the given one if there is none.</summary>
    public T OrElse(T fallback) => IsSome ? _value : fallback;

    /// <inheritdoc/>
    public bool Equals(Option<T> other) => IsSome == other.IsSome && EqualityComparer<T>.Default.Equals(_value, other._value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Option<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(IsSome, _value);

    /// <inheritdoc/>
    public override string ToString() => IsSome ? $"some({_value})" : "none";
}
