namespace Whorl.Components.Tasks;

/// <summary>Who gets the thread back when a task stops running.</summary>
internal enum TaskOrigin : byte
{
    /// <summary>The loop.</summary>
    Loop,

    /// <summary>A guest that waits for the result in any case.</summary>
    WaitingCaller,

    /// <summary>A guest that goes on whether or not there is a result.</summary>
    AsyncCaller,
}
