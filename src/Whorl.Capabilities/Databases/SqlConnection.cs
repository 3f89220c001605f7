namespace Whorl.Capabilities.Databases;

/// <summary>A connection that an instance has open.</summary>
internal sealed class SqlConnection(SqlSession session, Action closed) : IDisposable
{
    public SqlSession Session => session;

    public void Dispose()
    {
        closed();
        session.Dispose();
    }
}
