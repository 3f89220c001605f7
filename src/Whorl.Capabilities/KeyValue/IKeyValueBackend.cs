namespace Whorl.Capabilities.KeyValue;

/// <summary>A place where key-value stores are kept. Shared by all instances of an app; any thread may use it.</summary>
public interface IKeyValueBackend : IAsyncDisposable
{
    /// <summary>Gives a store. Connects when the store is first used, not now.</summary>
    /// <param name="app">The app, which sees its own keys only.</param>
    /// <param name="label">The store's label in the manifest.</param>
    IKeyValueStore Open(string app, string label);
}
