using Whorl.Capabilities.Calls;

namespace Whorl.Capabilities.Redis;

/// <summary>The functions of the Redis interfaces, by name.</summary>
internal static class RedisTargets
{
    public static readonly CallTarget Open = new("redis", "open");
    public static readonly CallTarget Publish = new("redis", "publish");
    public static readonly CallTarget Get = new("redis", "get");
    public static readonly CallTarget Set = new("redis", "set");
    public static readonly CallTarget Incr = new("redis", "incr");
    public static readonly CallTarget Del = new("redis", "del");
    public static readonly CallTarget Sadd = new("redis", "sadd");
    public static readonly CallTarget Smembers = new("redis", "smembers");
    public static readonly CallTarget Srem = new("redis", "srem");
    public static readonly CallTarget Execute = new("redis", "execute");
}
