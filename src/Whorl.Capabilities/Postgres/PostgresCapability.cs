using Whorl.Capabilities.Calls;
using Whorl.Capabilities.Databases;
using Whorl.Capabilities.Network;
using Whorl.Components.Hosting;

namespace Whorl.Capabilities.Postgres;

/// <summary>Lets components use the PostgreSQL servers that their <c>allowed_outbound_hosts</c> name.</summary>
/// <param name="budget">The connections that the app may have open at a time.</param>
public sealed class PostgresCapability(ConnectionBudget budget) : Capability
{
    private readonly PostgresPools _pools = new();

    /// <inheritdoc/>
    public override string Name => "postgres";

    /// <inheritdoc/>
    public override void AddTo(ComponentLinker linker, Func<object?, CapabilityScope> scope)
    {
        ArgumentNullException.ThrowIfNull(linker);
        linker.Add(Bindings.Spin.Postgres.Glue.Interface, state => new SpinPostgresV1(Access(state)));
        linker.Add(Bindings.SpinV2_0_0.Postgres.Glue.Interface, state => new SpinPostgres(Access(state)));
        linker.Add(Bindings.PostgresV3_0_0.Postgres.Glue.Interface, state => new SpinPostgres3(Access(state)));
        linker.Add(Bindings.PostgresV4_2_0.Postgres.Glue.Interface, state => new SpinPostgres4(Access(state)));

        SqlAccess Access(object? state) => new(
            scope(state), Name, "postgres", (address, where, call) => new PostgresSession(_pools.Get(address, where)) { Where = $"{where.Host}:{where.Port}" }.ConnectAsync(budget, call));
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await _pools.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }
}
