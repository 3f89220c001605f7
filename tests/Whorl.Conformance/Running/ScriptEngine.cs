using Whorl.Wasmtime;

namespace Whorl.Conformance.Running;

/// <summary>The engine that all scripts share, and the time that it gives each call.</summary>
internal static class ScriptEngine
{
    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(10);

    private static readonly EpochTicker s_ticker;

    /// <summary>How long a guest may run before it counts as hung.</summary>
    public static TimeSpan CallLimit { get; } = TimeSpan.FromSeconds(20);

    public static Engine Engine { get; }

    static ScriptEngine()
    {
        // Scripts define memories and tables of every size, so none is taken from a pool.
        Engine = new Engine(new EngineOptions { Pooling = false });
        s_ticker = new EpochTicker(Engine, s_tick);
    }

    public static Store NewStore()
    {
        var store = new Store(Engine);
        Arm(store);
        return store;
    }

    /// <summary>Starts the clock for a call.</summary>
    public static void Arm(Store store) => store.SetEpochDeadline((ulong)(CallLimit / s_ticker.Period));
}
