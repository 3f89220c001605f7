using Whorl.Capabilities.Calls;

namespace Whorl.Capabilities.Sqlite;

/// <summary>A database of one app. Shared by all instances; any thread may use it.</summary>
public interface ISqliteBackend : IAsyncDisposable
{
    /// <summary>Opens a connection, which has its own transactions.</summary>
    ValueTask<ISqliteConnection> OpenAsync(CapabilityCall call);

    /// <summary>Runs statements of the operator, before the app is served.</summary>
    ValueTask RunScriptAsync(string statements, CapabilityCall call);
}
