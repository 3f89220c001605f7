using Whorl.Apps.Configuration;
using Whorl.Capabilities.Network;

namespace Whorl.Runtime.Network;

/// <summary>The outbound connections that an app may have open at a time, by kind and all together.</summary>
internal sealed class ConnectionBudgets : IDisposable
{
    private readonly ConnectionBudget _total;

    public ConnectionBudgets(ConnectionLimits limits)
    {
        _total = new ConnectionBudget(limits.Total);
        Http = new ConnectionBudget(limits.Http, _total);
        Sockets = new ConnectionBudget(limits.Sockets, _total);
        Postgres = new ConnectionBudget(limits.Postgres, _total);
        MySql = new ConnectionBudget(limits.MySql, _total);
        Redis = new ConnectionBudget(limits.Redis, _total);
        Mqtt = new ConnectionBudget(limits.Mqtt, _total);
    }

    public ConnectionBudget Http { get; }

    public ConnectionBudget Sockets { get; }

    public ConnectionBudget Postgres { get; }

    public ConnectionBudget MySql { get; }

    public ConnectionBudget Redis { get; }

    public ConnectionBudget Mqtt { get; }

    public void Dispose()
    {
        Http.Dispose();
        Sockets.Dispose();
        Postgres.Dispose();
        MySql.Dispose();
        Redis.Dispose();
        Mqtt.Dispose();
        _total.Dispose();
    }
}
