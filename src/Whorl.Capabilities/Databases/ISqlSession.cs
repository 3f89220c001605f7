using Whorl.Capabilities.Calls;

namespace Whorl.Capabilities.Databases;

/// <summary>A guest's connection to a database server. Failures are <see cref="FailureException"/>s.</summary>
internal interface ISqlSession : IDisposable
{
    /// <summary>Runs a statement that returns rows.</summary>
    ValueTask<SqlRows> QueryAsync(string statement, object?[] parameters, CapabilityCall call);

    /// <summary>Runs a statement and gives how many rows it changed.</summary>
    ValueTask<ulong> ExecuteAsync(string statement, object?[] parameters, CapabilityCall call);
}
