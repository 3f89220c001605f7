namespace Whorl.Components.Hosting;

/// <summary>A resource outside every guest's handle table: on its way from one to another, or held by the host.</summary>
public sealed class ComponentResource
{
    /// <summary>Wraps a host object, to pass it to a guest.</summary>
    /// <param name="type">The host's resource type.</param>
    /// <param name="value">The object.</param>
    public ComponentResource(HostResource type, object value)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(value);
        Type = type;
        Value = value;
    }

    internal ComponentResource(object type, object? value, uint rep)
    {
        Type = type;
        Value = value;
        Rep = rep;
    }

    /// <summary>The host's object; null when a guest defines the resource.</summary>
    public object? Value { get; }

    internal object Type { get; }

    internal uint Rep { get; }

    /// <summary>Whether somebody else owns the resource now, or nobody any more.</summary>
    internal bool IsGone { get; private set; }

    /// <summary>Hands the resource on; it can be used once.</summary>
    internal void GiveAway()
    {
        CheckNotGone();
        IsGone = true;
    }

    internal void CheckNotGone()
    {
        if (IsGone)
        {
            throw new InvalidOperationException($"The resource {this} was given away or dropped, and cannot be used again.");
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Value is null ? $"{Type} {Rep}" : $"{Type} {Value}";
}
