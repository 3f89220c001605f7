namespace Whorl.Apps.Variables;

/// <summary>Somewhere that the values of app variables come from.</summary>
public interface IVariableProvider
{
    /// <summary>What messages call it, for example <c>the environment</c>.</summary>
    string Name { get; }

    /// <summary>Whether it asks a server, which may be out of reach or refuse.</summary>
    bool AsksServer => false;

    /// <summary>Whether it may have a value for the variable. One that cannot know without asking a server says yes.</summary>
    bool MayResolve(string variable);

    /// <summary>The value of a variable; null when this provider has none, so that the next one is asked.</summary>
    /// <exception cref="VariableException">The provider failed; no other one is asked.</exception>
    ValueTask<string?> GetAsync(string variable, CancellationToken cancellationToken);
}
