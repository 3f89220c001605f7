using Whorl.Capabilities.Sqlite.Engine;

namespace Whorl.Capabilities.Tests.Infrastructure;

/// <summary>Holds a SQLite file as another process would that writes to it.</summary>
internal sealed class SqliteLock : IDisposable
{
    private readonly SqliteHandle _handle;

    public SqliteLock(string path)
    {
        _handle = SqliteHandle.Open(path);
        _handle.Execute("BEGIN IMMEDIATE");
    }

    public void Dispose()
    {
        _handle.Execute("ROLLBACK");
        _handle.Dispose();
    }
}
