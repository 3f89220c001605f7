using Whorl.Capabilities.Calls;
using Whorl.Capabilities.Network;
using Whorl.Capabilities.Redis.Protocol;
using Whorl.Components.Hosting;

namespace Whorl.Capabilities.Redis;

/// <summary>Lets components use the Redis servers that their <c>allowed_outbound_hosts</c> name.</summary>
/// <param name="budget">The connections that the app may have open at a time.</param>
public sealed class RedisCapability(ConnectionBudget budget) : Capability
{
    private readonly RespPool _pool = new(budget);

    /// <inheritdoc/>
    public override string Name => "redis";

    /// <inheritdoc/>
    public override void AddTo(ComponentLinker linker, Func<object?, CapabilityScope> scope)
    {
        ArgumentNullException.ThrowIfNull(linker);
        linker.Add(Bindings.Spin.Redis.Glue.Interface, state => new SpinRedisV1(new RedisAccess(scope(state), _pool)));
        linker.Add(Bindings.SpinV2_0_0.Redis.Glue.Interface, state => new SpinRedis(new RedisAccess(scope(state), _pool)));
        linker.Add(Bindings.Redis.Redis.Glue.Interface, state => new SpinRedis3(new RedisAccess(scope(state), _pool)));
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        _pool.Dispose();
        return base.DisposeAsync();
    }
}
