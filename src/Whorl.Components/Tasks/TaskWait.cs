namespace Whorl.Components.Tasks;

/// <summary>What a task that is in none of its guest's code waits for.</summary>
internal enum TaskWait : byte
{
    /// <summary>Nothing: it runs, or is over.</summary>
    None,

    /// <summary>To be let into its component instance.</summary>
    Entry,

    /// <summary>For its first turn; its parameters are lowered.</summary>
    FirstTurn,

    /// <summary>For its next turn, after its callback has yielded.</summary>
    Turn,

    /// <summary>For an event in a waitable set.</summary>
    Event,
}
