namespace Whorl.Capabilities.Databases;

/// <summary>A connection that an instance has open.</summary>
internal sealed class SqlConnection(ISqlSession session, Action closed) : IDisposable
{
    public ISqlSession Session => session;

    public void Dispose()
    {
        closed();
        session.Dispose();
    }
}
