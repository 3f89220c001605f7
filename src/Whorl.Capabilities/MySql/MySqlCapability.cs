using Whorl.Capabilities.Calls;
using Whorl.Capabilities.Databases;
using Whorl.Capabilities.Network;
using Whorl.Components.Hosting;

namespace Whorl.Capabilities.MySql;

/// <summary>Lets components use the MySQL and MariaDB servers that their <c>allowed_outbound_hosts</c> name.</summary>
/// <param name="budget">The connections that the app may have open at a time.</param>
public sealed class MySqlCapability(ConnectionBudget budget) : Capability
{
    private readonly MySqlPools _pools = new();

    /// <inheritdoc/>
    public override string Name => "mysql";

    /// <inheritdoc/>
    public override void AddTo(ComponentLinker linker, Func<object?, CapabilityScope> scope)
    {
        ArgumentNullException.ThrowIfNull(linker);
        linker.Add(Bindings.Spin.Mysql.Glue.Interface, state => new SpinMySqlV1(Access(state)));
        linker.Add(Bindings.SpinV2_0_0.Mysql.Glue.Interface, state => new SpinMySql(Access(state)));
        linker.Add(Bindings.Mysql.Mysql.Glue.Interface, state => new SpinMySql3(Access(state)));

        SqlAccess Access(object? state) => new(
            scope(state), Name, "mysql", (address, where, call) => new MySqlSession(_pools.Get(address, where)) { Where = $"{where.Host}:{where.Port}" }.ConnectAsync(budget, call));
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        _pools.Dispose();
        return base.DisposeAsync();
    }
}
