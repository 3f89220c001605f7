namespace Whorl.Components.Linking;

/// <summary>A valid component that cannot be linked here, because it uses something that this host does not offer.</summary>
public sealed class UnsupportedComponentException : Exception
{
    public UnsupportedComponentException(string message)
        : base(message)
    {
    }
}
